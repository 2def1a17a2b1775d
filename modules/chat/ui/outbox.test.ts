import { ApiProblem } from '@kairan/ui'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Outbox, stillOut, type Outgoing } from './outbox.ts'
import { memoryStore } from './store.ts'

function message(key: string, room = 1): Omit<Outgoing, 'state'> {
  return { key, room, text: key, files: [], clientAt: `2026-11-28T00:00:0${key.length}.000Z`, mentions: [] }
}

/** A server that answers as it is told, and counts what it has taken by key. */
function server() {
  const taken: string[] = []
  const answers: ((item: Outgoing) => { seq: number })[] = []
  let running = 0
  let most = 0
  const send = async (item: Outgoing) => {
    running++
    most = Math.max(most, running)
    await Promise.resolve()
    running--
    const answer = answers.shift()
    if (answer) return answer(item)
    if (!taken.includes(item.key)) taken.push(item.key)
    return { seq: taken.indexOf(item.key) + 1 }
  }
  return { taken, answers, send, most: () => most }
}

const lost = () => {
  throw new ApiProblem(0, 'core.offline')
}

describe('the outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('sends what was written in its order, one at a time in a room', async () => {
    const { taken, send, most } = server()
    const outbox = new Outbox(send)
    await Promise.all(['a', 'bb', 'ccc'].map((key) => outbox.add(message(key))))
    await vi.runAllTimersAsync()
    expect(taken).toEqual(['a', 'bb', 'ccc'])
    expect(most()).toBe(1)
    expect(outbox.items.map(({ state, seq }) => [state, seq])).toEqual([
      ['sent', 1],
      ['sent', 2],
      ['sent', 3],
    ])
  })

  it('lets no room wait for another', async () => {
    const { taken, answers, send } = server()
    const outbox = new Outbox(send)
    answers.push(lost)
    await outbox.add(message('a', 1))
    await outbox.add(message('bb', 2))
    await vi.advanceTimersByTimeAsync(100)
    expect(taken).toEqual(['bb'])
  })

  it('sends with the same key until there is an answer, so that it is taken once', async () => {
    const { taken, answers, send } = server()
    const outbox = new Outbox(send)
    // It arrives, and its answer is lost; then the server is away; then it answers.
    answers.push((item) => (taken.push(item.key), lost()))
    answers.push(() => {
      throw new ApiProblem(503, 'core.status-503')
    })
    await outbox.add(message('a'))
    await outbox.add(message('bb'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(taken).toEqual(['a', 'bb'])
    expect(outbox.items.every(({ state }) => state === 'sent')).toBe(true)
  })

  it('goes on at once when the line is back', async () => {
    const { taken, answers, send } = server()
    const outbox = new Outbox(send)
    for (let i = 0; i < 6; i++) answers.push(lost)
    await outbox.add(message('a'))
    await vi.advanceTimersByTimeAsync(62_000)
    answers.length = 0
    outbox.hurry()
    await vi.advanceTimersByTimeAsync(1)
    expect(taken).toEqual(['a'])
  })

  it('waits no longer for an answer that went to a dead line when the line is back', async () => {
    const { taken, send } = server()
    let calls = 0
    const outbox = new Outbox((item, signal) =>
      ++calls > 1
        ? send(item)
        : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    )
    await outbox.add(message('a'))
    await outbox.add(message('bb'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(taken).toEqual([])
    outbox.hurry()
    await vi.advanceTimersByTimeAsync(1)
    expect(taken).toEqual(['a', 'bb'])
  })

  it('keeps what the server refuses, says why, and does not hold up the next', async () => {
    const { taken, answers, send } = server()
    const outbox = new Outbox(send)
    answers.push(() => {
      throw new ApiProblem(422, 'chat.confirm-all', { count: 120 })
    })
    await outbox.add(message('a'))
    await outbox.add(message('bb'))
    await vi.advanceTimersByTimeAsync(100)
    expect(taken).toEqual(['bb'])
    expect(outbox.items[0]).toMatchObject({
      state: 'failed',
      problem: { code: 'chat.confirm-all', args: { count: 120 } },
    })
    outbox.retry('a', { confirmAll: true })
    await vi.advanceTimersByTimeAsync(100)
    expect(taken).toEqual(['bb', 'a'])
    expect(outbox.items[0]).toMatchObject({ state: 'sent', confirmAll: true })
  })

  it('survives a reload: what waits goes out, what was sent does not go again', async () => {
    const store = memoryStore()
    const first = server()
    const before = new Outbox(first.send)
    await before.open(store)
    await before.add(message('a'))
    await vi.advanceTimersByTimeAsync(10)
    for (let i = 0; i < 50; i++) first.answers.push(lost)
    await before.add(message('bb'))
    await vi.advanceTimersByTimeAsync(10)
    const second = server()
    const after = new Outbox(second.send)
    await after.open(store)
    await vi.advanceTimersByTimeAsync(10)
    expect(first.taken).toEqual(['a'])
    expect(second.taken).toEqual(['bb'])
    expect(await store.all('outbox')).toEqual([])
  })

  it('does not send what was taken out', async () => {
    const { taken, answers, send } = server()
    const outbox = new Outbox(send)
    answers.push(lost)
    await outbox.add(message('a'))
    await vi.advanceTimersByTimeAsync(1)
    outbox.drop('a')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(taken).toEqual([])
  })
})

describe('what is shown below the room’s messages', () => {
  const item: Outgoing = { ...message('a'), state: 'waiting' }

  it('goes when the room shows it, by its number or because the line was faster than the answer', () => {
    const shown = { seq: 7, author: 1, text: 'a', clientAt: '2026-11-28T00:00:01Z' }
    expect(stillOut([item], 1, [], 1)).toHaveLength(1)
    expect(stillOut([item], 2, [], 1)).toHaveLength(0)
    expect(stillOut([item], 1, [shown], 1)).toHaveLength(0)
    expect(stillOut([item], 1, [{ ...shown, author: 2 }], 1)).toHaveLength(1)
    expect(stillOut([{ ...item, state: 'sent', seq: 7 }], 1, [{ ...shown, clientAt: null }], 1)).toHaveLength(0)
    expect(stillOut([{ ...item, state: 'sent', seq: 8 }], 1, [shown], 1)).toHaveLength(1)
  })
})
