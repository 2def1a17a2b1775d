import { afterEach, expect, it } from 'vitest'
import type { Session } from '../api/types.ts'
import { forgetStart, keepStart, keptStart } from './offline-shell.ts'

const session = { id: 'a', sharedPc: false, expiresAt: '2026-12-01T00:00:00Z' } as Session

afterEach(() => localStorage.clear())

it('keeps who was here until their session ends or they leave', () => {
  keepStart(session, [])
  expect(keptStart(Date.parse('2026-11-30T23:59:59Z'))).toEqual({ session, modules: [] })
  expect(keptStart(Date.parse('2026-12-01T00:00:00Z'))).toBeUndefined()
  forgetStart()
  expect(keptStart(0)).toBeUndefined()
})

it('keeps nothing on a shared PC, and takes away what somebody else has left there', () => {
  keepStart(session)
  keepStart({ ...session, sharedPc: true })
  expect(localStorage.length).toBe(0)
})
