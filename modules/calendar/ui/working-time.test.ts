import { describe, expect, it } from 'vitest'
import { beginningOf, isOff, nextWorkingHour, USUAL_WEEK } from './working-time.ts'

// 2026-11-30 is a Monday.
const AFTERNOONS = [{ weekday: 3, from: '13:30', until: '16:00' }]

describe('where a new event begins', () => {
  it.each([
    ['2026-11-30T09:20', '2026-11-30T10:00'],
    ['2026-11-30T09:00', '2026-11-30T09:00'],
    ['2026-11-30T06:10', '2026-11-30T09:00'],
    ['2026-11-30T11:30', '2026-11-30T13:00'],
    ['2026-11-30T17:20', '2026-12-01T09:00'],
    ['2026-11-30T23:40', '2026-12-01T09:00'],
    ['2026-12-04T18:00', '2026-12-07T09:00'],
  ])('after %s is %s for who works the usual hours', (now, start) => {
    expect(nextWorkingHour(now, USUAL_WEEK)).toBe(start)
  })

  it('is on the next of the few days on which somebody works', () => {
    expect(nextWorkingHour('2026-11-30T10:00', AFTERNOONS)).toBe('2026-12-02T14:00')
    expect(nextWorkingHour('2026-12-02T15:10', AFTERNOONS)).toBe('2026-12-09T14:00')
  })

  it('is where it was asked for when nobody ever works', () => {
    expect(nextWorkingHour('2026-11-30T10:10', [])).toBe('2026-11-30T10:10')
  })

  it('is the beginning of the working time where only a day was chosen', () => {
    expect(beginningOf('2026-11-30', USUAL_WEEK)).toBe('09:00')
    expect(beginningOf('2026-12-02', AFTERNOONS)).toBe('14:00')
    expect(beginningOf('2026-12-05', USUAL_WEEK)).toBe('09:00')
  })
})

describe('an hour in which nobody works', () => {
  it('is one that ends before the beginning, or begins at the end or later', () => {
    const off = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => !isOff(USUAL_WEEK, '2026-11-30', hour))
    expect(off).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
  })

  it('is every hour of a day off', () => {
    expect(isOff(AFTERNOONS, '2026-11-30', 14)).toBe(true)
    expect(isOff(AFTERNOONS, '2026-12-02', 14)).toBe(false)
  })
})
