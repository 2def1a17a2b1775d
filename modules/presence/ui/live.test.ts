import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keys } from './keys.ts'
import { presenceLive } from './live.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function page() {
  const client = new QueryClient()
  client.setQueryData(keys.person(1), 1)
  client.setQueryData(keys.person(2), 2)
  client.setQueryData(keys.waitings, [])
  client.setQueryData(keys.board(['section:1']), { pages: [{ items: [{ person: { id: 1 } }] }] })
  client.setQueryData(keys.board(['section:2']), { pages: [{ items: [] }, { items: [{ person: { id: 2 } }] }] })
  const stale = () =>
    client
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => queryKey.join(' '))
  return { client, stale }
}

test('only of whom a hint tells it is asked anew, and the boards on which they stand', () => {
  const { client, stale } = page()
  const live = presenceLive(100)
  live({ type: 'presence.changed', ref: 'presence:person:2' }, client)
  expect(stale()).toEqual([])
  vi.advanceTimersByTime(100)
  expect(stale()).toEqual(['presence person 2', 'presence board section:2'])
})

test('of many, of everything', () => {
  const { client, stale } = page()
  const live = presenceLive(100)
  live({ type: 'presence.changed', ref: 'presence:person:2' }, client)
  live({ type: 'presence.changed', ref: 'presence:everybody:0' }, client)
  live({ type: 'board.bulletin-read' }, client)
  vi.advanceTimersByTime(100)
  expect(stale()).toHaveLength(5)
})
