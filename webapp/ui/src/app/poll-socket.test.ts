import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import { PollSocket, Ways, type PollAnswer } from './poll-socket.ts'
import type { Socket } from './live.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve))

function setUp() {
  const asked: { streams: Record<string, number>; hints: number }[] = []
  let answer: (given: PollAnswer | Error) => void = () => undefined
  const socket = new PollSocket(
    (question, signal) =>
      new Promise((resolve, reject) => {
        asked.push(question)
        signal.addEventListener('abort', () => reject(new Error('aborted')))
        answer = (given) => (given instanceof Error ? reject(given) : resolve(given))
      }),
  )
  const told: string[] = []
  socket.onopen = () => told.push('open')
  socket.onmessage = ({ data }) => told.push(String((JSON.parse(String(data)) as { type: string }).type))
  socket.onclose = ({ code }) => told.push(`close ${code}`)
  return { socket, asked, told, answer: async (given: PollAnswer | Error) => (answer(given), turn()) }
}

describe('a line made by asking', () => {
  it('is open when the first answer is there, and brings the frames that a socket would', async () => {
    const { socket, asked, told, answer } = setUp()
    await answer({ hints: 7, frames: [] })
    expect(told).toEqual(['open', 'hello'])
    socket.send('{"type":"follow","streams":{"chat.room:1":4}}')
    await turn()
    expect(asked.at(-1)).toEqual({ streams: { 'chat.room:1': 4 }, hints: 7 })
    await answer({
      hints: 9,
      frames: [{ type: 'chat.message-sent', stream: 'chat.room:1', cursor: 5 }, { type: 'board.bulletin-read' }],
    })
    expect(told.slice(2)).toEqual(['chat.message-sent', 'board.bulletin-read'])
    expect(asked.at(-1)).toEqual({ streams: { 'chat.room:1': 5 }, hints: 9 })
    await answer({ hints: 9, frames: [{ type: 'hints-lost' }, { type: 'stream-gone', stream: 'chat.room:1' }] })
    expect(told.slice(4)).toEqual(['hello', 'stream-gone'])
    expect(asked.at(-1)).toEqual({ streams: {}, hints: 9 })
    socket.close()
  })

  it('ends with the session, or with the server', async () => {
    const first = setUp()
    await first.answer(new ApiProblem(401, 'core.signed-out'))
    expect(first.told).toEqual(['close 4001'])
    const second = setUp()
    await second.answer({ hints: 1, frames: [] })
    await second.answer(new ApiProblem(0, 'core.offline'))
    expect(second.told).toEqual(['open', 'hello', 'close 1006'])
  })

  it('answers a ping and is silent once it is closed', async () => {
    const { socket, told, answer } = setUp()
    await answer({ hints: 1, frames: [] })
    socket.send('{"type":"ping"}')
    await turn()
    expect(told.at(-1)).toBe('pong')
    socket.close()
    await turn()
    expect(told).toHaveLength(3)
  })
})

describe('the way of the line', () => {
  it('is the socket, until one was refused twice by a server that is there', () => {
    const ways = new Ways(
      () => 'socket' as unknown as Socket,
      () => 'poll' as unknown as Socket,
    )
    const next = () => ways.connect() as unknown as string
    expect(next()).toBe('socket')
    ways.refused(false)
    ways.refused(false)
    expect(next()).toBe('socket')
    ways.refused(true)
    expect(next()).toBe('socket')
    ways.refused(true)
    expect(next()).toBe('poll')
    expect(next()).toBe('socket')
    ways.refused(true)
    ways.opened()
    ways.refused(true)
    expect(next()).toBe('socket')
  })
})
