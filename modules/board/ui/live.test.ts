import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keys } from './keys.ts'
import { boardLive, bulletinOf, Pacer } from './live.ts'

function setup() {
  const client = new QueryClient()
  const asked: string[] = []
  vi.spyOn(client, 'invalidateQueries').mockImplementation(async (filters) => {
    asked.push((filters?.queryKey ?? []).join('/'))
  })
  return { client, asked, live: boardLive(0) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the board hears', () => {
  it('that a bulletin was published: lists and the unread count are asked for again', () => {
    const { client, asked, live } = setup()
    live({ type: 'board.bulletin-published', ref: 'board:bulletin:5' }, client)
    expect(asked).toEqual(['board/bulletins', 'board/unread', 'board/bulletin/5'])
  })

  it('that a bulletin was edited or withdrawn: that bulletin too', () => {
    const { client, asked, live } = setup()
    live({ type: 'board.bulletin-withdrawn', ref: 'board:bulletin:5' }, client)
    expect(asked).toContain('board/bulletin/5')
    expect(asked).toContain('board/bulletins')
  })

  it('that somebody read: the readers of that bulletin, not the unread count', () => {
    const { client, asked, live } = setup()
    live({ type: 'board.bulletin-read', ref: 'board:bulletin:5' }, client)
    expect(asked).toEqual(['board/readers/5', 'board/bulletins/mine'])
  })

  it('that I read it in another window: it leaves the unread here', () => {
    const { client, asked, live } = setup()
    client.setQueryData(keys.list('unread'), { pages: [{ items: [{ id: 5, unread: true }] }] })
    live({ type: 'board.bulletin-read', ref: 'board:bulletin:5' }, client)
    expect(asked).toContain('board/unread')
    expect(asked).toContain('board/bulletins/unread')
  })

  it('a hundred readers within a second and asks twice', () => {
    const { client, asked, live } = setup()
    for (let i = 0; i < 100; i++) live({ type: 'board.bulletin-read', ref: 'board:bulletin:5' }, client)
    const readers = () => asked.filter((key) => key === 'board/readers/5').length
    expect(readers()).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(readers()).toBe(2)
    vi.advanceTimersByTime(5000)
    expect(readers()).toBe(2)
  })

  it('less often the longer the list of readers that is open', () => {
    const { client, asked, live } = setup()
    client.setQueryData([...keys.readers(5), 'all'], { pages: [{}, {}, {}] })
    const readers = () => asked.filter((key) => key === 'board/readers/5').length
    for (let i = 0; i < 2; i++) live({ type: 'board.bulletin-read', ref: 'board:bulletin:5' }, client)
    vi.advanceTimersByTime(2900)
    expect(readers()).toBe(1)
    vi.advanceTimersByTime(200)
    expect(readers()).toBe(2)
  })

  it('nothing from what belongs to others', () => {
    const { client, asked, live } = setup()
    live({ type: 'organization.changed' }, client)
    expect(asked).toEqual([])
  })
})

it('spreads what everybody hears over a short time', () => {
  const run = vi.fn()
  const pacer = new Pacer(run)
  pacer.ask(['a'], 1000, 200)
  pacer.ask(['a'], 1000, 200)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(run).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(2000)
  expect(run).toHaveBeenCalledTimes(1)
})

it('knows a bulletin by its reference', () => {
  expect(bulletinOf('board:bulletin:12')).toBe(12)
  expect(bulletinOf('chat:room:12')).toBeUndefined()
  expect(bulletinOf(undefined)).toBeUndefined()
})
