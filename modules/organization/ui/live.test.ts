import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { organizationLive } from './live.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks again once for many changes in a row, and again for the next', () => {
  const client = new QueryClient()
  const asked = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
  const live = organizationLive(1000, () => 1)
  live({ type: 'organization.changed' }, client)
  live({ type: 'organization.changed' }, client)
  expect(asked).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1000)
  expect(asked).toHaveBeenCalledTimes(1)
  live({ type: 'organization.changed' }, client)
  vi.advanceTimersByTime(1000)
  expect(asked).toHaveBeenCalledTimes(2)
})

it('leaves alone what others tell', () => {
  const client = new QueryClient()
  const asked = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
  organizationLive(1000)({ type: 'board.bulletin-read', ref: 'board:bulletin:1' }, client)
  vi.advanceTimersByTime(5000)
  expect(asked).not.toHaveBeenCalled()
})

it('asks at once what one may do when rights have changed', () => {
  const client = new QueryClient()
  const asked = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
  organizationLive(1000)({ type: 'organization.rights-changed', ref: 'organization:grant:1' }, client)
  expect(asked.mock.calls.map(([filter]) => filter?.queryKey?.[0])).toEqual(['session', 'modules', 'organization'])
})
