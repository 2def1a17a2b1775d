import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { api } from '../api/request.ts'
import { askLineBy, isOffline, tellAlive, tellLine } from './connection.ts'

const proofs = vi.fn()
const failing = () => api.get('/board/unread').catch(() => undefined)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  askLineBy(proofs)
  tellLine('open')
})
afterEach(() => {
  tellLine('stopped')
  proofs.mockClear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('an open line that answers after a failed request is believed', async () => {
  await failing()
  expect(proofs).toHaveBeenCalledOnce()
  tellAlive()
  vi.advanceTimersByTime(60_000)
  expect(isOffline()).toBe(false)
})

it('one that only seems open does not take the bar away until it has answered', async () => {
  await failing()
  vi.advanceTimersByTime(2_000)
  expect(isOffline()).toBe(true)
  vi.advanceTimersByTime(9_000)
  expect(isOffline()).toBe(true)
  tellLine('waiting')
  vi.advanceTimersByTime(60_000)
  expect(isOffline()).toBe(true)
  tellLine('open')
  expect(isOffline()).toBe(false)
})
