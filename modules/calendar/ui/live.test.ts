import type { QueryClient } from '@kairan/ui'
import { expect, it, vi } from 'vitest'
import { calendarLive } from './live.ts'

it('asks once for however many changes, later than at once, and again for the next', () => {
  vi.useFakeTimers()
  const invalidateQueries = vi.fn()
  const client = { invalidateQueries } as unknown as QueryClient
  const live = calendarLive(800)
  for (let n = 0; n < 20; n++) live({ type: 'calendar.changed' }, client)
  expect(invalidateQueries).not.toHaveBeenCalled()
  vi.advanceTimersByTime(800)
  expect(invalidateQueries).toHaveBeenCalledExactlyOnceWith({ queryKey: ['calendar'] })
  live({ type: 'calendar.changed' }, client)
  vi.advanceTimersByTime(800)
  expect(invalidateQueries).toHaveBeenCalledTimes(2)
  live({ type: 'board.bulletin-read' }, client)
  vi.advanceTimersByTime(800)
  expect(invalidateQueries).toHaveBeenCalledTimes(2)
  vi.useRealTimers()
})
