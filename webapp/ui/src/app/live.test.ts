import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  LiveConnection,
  PING_EVERY,
  PONG_WITHIN,
  SESSION_ENDED,
  TOO_MANY,
  type LiveState,
  type Socket,
} from './live.ts'

class FakeSocket implements Socket {
  sent: string[] = []
  closed = false
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  onerror: Socket['onerror'] = null
  send(text: string) {
    this.sent.push(text)
  }
  close() {
    this.closed = true
  }
  opens() {
    this.onopen?.(undefined as never)
    this.says({ type: 'hello', heartbeat: 25 })
  }
  says(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
  ends(code: number) {
    this.onclose?.({ code })
  }
}

function setUp(alive: boolean | undefined = true) {
  const sockets: FakeSocket[] = []
  const states: LiveState[] = []
  const told = { hints: [] as string[], listening: 0, lost: 0 }
  const live = new LiveConnection({
    connect: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    onHint: (hint) => told.hints.push(hint.type),
    onState: (state) => states.push(state),
    onListening: () => told.listening++,
    onSessionLost: () => told.lost++,
    isSessionAlive: () => Promise.resolve(alive),
    random: () => 1,
  })
  return { live, sockets, states, told, last: () => sockets[sockets.length - 1]! }
}

describe('the live connection', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('hands hints on and keeps its own frames to itself', () => {
    const { live, last, told } = setUp()
    live.start()
    last().opens()
    last().says({ type: 'pong' })
    last().says({ type: 'board.bulletin-published', ref: 'board:bulletin:1' })
    last().says({ type: 'chat.message-sent', stream: 'chat.room:1', cursor: 3, body: {} })
    last().onmessage?.({ data: 'not json' })
    last().onmessage?.({ data: 'null' })
    expect(told.hints).toEqual(['board.bulletin-published'])
    expect(live.state).toBe('open')
  })

  it('pings, and leaves a line that does not answer', () => {
    const { live, sockets, last } = setUp()
    live.start()
    last().opens()
    vi.advanceTimersByTime(PING_EVERY)
    expect(last().sent).toEqual(['{"type":"ping"}'])
    last().says({ type: 'pong' })
    vi.advanceTimersByTime(PING_EVERY)
    vi.advanceTimersByTime(PONG_WITHIN)
    expect(sockets[0]!.closed).toBe(true)
    expect(live.state).toBe('waiting')
    vi.advanceTimersByTime(1_000)
    expect(sockets).toHaveLength(2)
  })

  it('takes any frame as a sign of life', () => {
    const { live, sockets, last } = setUp()
    live.start()
    last().opens()
    vi.advanceTimersByTime(PING_EVERY)
    last().says({ type: 'organization.changed' })
    vi.advanceTimersByTime(PONG_WITHIN)
    expect(sockets).toHaveLength(1)
    expect(live.state).toBe('open')
  })

  it('comes back with a growing delay, at most half a minute, and asks everything anew', async () => {
    const { live, sockets, last, told } = setUp()
    live.start()
    last().opens()
    expect(told.listening).toBe(1)
    last().ends(1006)
    for (const delay of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = sockets.length
      await vi.advanceTimersByTimeAsync(delay - 1)
      expect(sockets).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(sockets).toHaveLength(before + 1)
      last().ends(1006)
      await vi.advanceTimersByTimeAsync(0)
    }
    await vi.advanceTimersByTimeAsync(30_000)
    last().opens()
    expect(told.listening).toBe(2)
    last().ends(4002)
    await vi.advanceTimersByTimeAsync(1_000)
    last().opens()
    expect(told.listening).toBe(3)
  })

  it('spreads the returns of many over half of the delay', () => {
    const sockets: FakeSocket[] = []
    const live = new LiveConnection({
      connect: () => {
        sockets.push(new FakeSocket())
        return sockets[sockets.length - 1]!
      },
      onHint: () => undefined,
      onState: () => undefined,
      onListening: () => undefined,
      onSessionLost: () => undefined,
      isSessionAlive: () => Promise.resolve(true),
      random: () => 0,
    })
    live.start()
    sockets[0]!.opens()
    sockets[0]!.ends(1001)
    vi.advanceTimersByTime(500)
    expect(sockets).toHaveLength(2)
  })

  it('stops when the session has ended, and starts again when told', () => {
    const { live, sockets, last, told } = setUp()
    live.start()
    last().opens()
    last().ends(SESSION_ENDED)
    vi.advanceTimersByTime(120_000)
    expect(told.lost).toBe(1)
    expect(sockets).toHaveLength(1)
    live.start()
    last().opens()
    expect(live.state).toBe('open')
    expect(told.listening).toBe(2)
  })

  it('asks whether the session holds when the server refuses the line', async () => {
    const ended = setUp(false)
    ended.live.start()
    ended.last().ends(1006)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ended.told.lost).toBe(1)
    expect(ended.sockets).toHaveLength(1)

    const unknown = setUp(undefined)
    unknown.live.start()
    unknown.last().ends(1006)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(unknown.told.lost).toBe(0)
    expect(unknown.sockets).toHaveLength(2)
  })

  it('waits longer when there are too many connections', () => {
    const { live, sockets, last } = setUp()
    live.start()
    last().opens()
    last().ends(TOO_MANY)
    vi.advanceTimersByTime(59_999)
    expect(sockets).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sockets).toHaveLength(2)
  })

  it('gives up a connecting that leads nowhere, and hurries when the network is back', () => {
    const { live, sockets } = setUp()
    live.start()
    vi.advanceTimersByTime(PONG_WITHIN * 2)
    expect(live.state).toBe('waiting')
    live.hurry()
    expect(sockets).toHaveLength(2)
  })

  it('is silent after it was stopped', () => {
    const { live, sockets, last } = setUp()
    live.start()
    last().opens()
    live.stop()
    vi.advanceTimersByTime(120_000)
    expect(sockets).toHaveLength(1)
    expect(sockets[0]!.closed).toBe(true)
    expect(live.state).toBe('stopped')
  })
})
