import { describe, expect, it } from 'vitest'
import { Streams } from './streams.ts'

function setUp() {
  const streams = new Streams()
  const sent: Record<string, unknown>[] = []
  const got: string[] = []
  const send = (frame: object) => void sent.push(frame as Record<string, unknown>)
  const follow = (stream: string, after: () => number) =>
    streams.follow(stream, {
      after,
      onEntry: (cursor, type, body) => got.push(`${stream} ${cursor} ${type} ${String(body)}`),
      onGone: () => got.push(`${stream} gone`),
    })
  return { streams, sent, got, send, follow }
}

describe('streams', () => {
  it('are told in one frame, and again on each new line with what is known by then', async () => {
    const { streams, sent, send, follow } = setUp()
    let known = 3
    follow('chat.room:1', () => known)
    follow('chat.room:2', () => 0)
    streams.begin(send)
    expect(sent).toEqual([{ type: 'follow', streams: { 'chat.room:1': 3, 'chat.room:2': 0 } }])
    await Promise.resolve()
    expect(sent).toHaveLength(1)
    known = 9
    streams.end()
    streams.begin(send)
    expect(sent[1]).toEqual({ type: 'follow', streams: { 'chat.room:1': 9, 'chat.room:2': 0 } })
  })

  it('that come and go while the line is open are told then', async () => {
    const { streams, sent, send, follow } = setUp()
    streams.begin(send)
    const stop = follow('chat.room:1', () => 1)
    follow('chat.room:2', () => 2)
    await Promise.resolve()
    expect(sent).toEqual([{ type: 'follow', streams: { 'chat.room:1': 1, 'chat.room:2': 2 } }])
    stop()
    stop()
    expect(sent.slice(1)).toEqual([{ type: 'unfollow', stream: 'chat.room:1' }])
  })

  it('never make a frame over 4 KiB, however many there are', async () => {
    const { streams, sent, send, follow } = setUp()
    streams.begin(send)
    for (let room = 0; room < 200; room++) follow(`chat.room:${100_000 + room}`, () => 1_000_000)
    await Promise.resolve()
    expect(sent.length).toBeGreaterThan(1)
    expect(Math.max(...sent.map((frame) => JSON.stringify(frame).length))).toBeLessThan(4096)
    expect(sent.flatMap((frame) => Object.keys(frame.streams as object))).toHaveLength(200)
  })

  it('hand entries to their follower and forget who is told that there is no such stream', () => {
    const { streams, sent, got, send, follow } = setUp()
    follow('chat.room:1', () => 0)
    streams.begin(send)
    streams.take({ type: 'chat.message-sent', stream: 'chat.room:1', cursor: 1, body: 'a' })
    streams.take({ type: 'chat.message-sent', stream: 'chat.room:7', cursor: 1, body: 'not ours' })
    streams.take({ type: 'stream-gone', stream: 'chat.room:1' })
    streams.take({ type: 'chat.message-sent', stream: 'chat.room:1', cursor: 2, body: 'late' })
    expect(got).toEqual(['chat.room:1 1 chat.message-sent a', 'chat.room:1 gone'])
    streams.begin(send)
    expect(sent).toHaveLength(1)
  })
})
