import { expect, it } from 'vitest'
import {
  daysBetween,
  isDay,
  localNow,
  minutesBetween,
  mondayOf,
  plus,
  plusMinutes,
  plusMonths,
  readTime,
  sheetOf,
  timeOf,
  weekday,
} from './time.ts'

it('reckons with days over the ends of months, of years and of February', () => {
  expect(plus('2026-12-31', 1)).toBe('2027-01-01')
  expect(plus('2028-03-01', -1)).toBe('2028-02-29')
  expect(plusMonths('2027-01-31', 1)).toBe('2027-02-28')
  expect(plusMonths('2026-01-31', -2)).toBe('2025-11-30')
  expect(daysBetween('2026-11-30', '2027-01-04')).toBe(35)
})

it('begins a week on Monday', () => {
  expect(weekday('2026-11-30')).toBe(0)
  expect(mondayOf('2026-12-06')).toBe('2026-11-30')
  expect(mondayOf('2026-11-30')).toBe('2026-11-30')
})

it('makes the sheet of a month of whole weeks and of no week more than it needs', () => {
  const november = sheetOf('2026-11-15')
  expect(november[0]![0]).toBe('2026-10-26')
  expect(november.at(-1)!.at(-1)).toBe('2026-12-06')
  // A February of four weeks exactly.
  expect(sheetOf('2027-02-10')).toHaveLength(4)
  expect(sheetOf('2026-12-31').at(-1)!.at(-1)).toBe('2027-01-03')
})

it('takes no day that is not in the calendar', () => {
  expect(isDay('2026-02-29')).toBe(false)
  expect(isDay('2028-02-29')).toBe(true)
  expect(isDay('today')).toBe(false)
  expect(isDay(undefined)).toBe(false)
})

it('adds minutes over midnight and counts them', () => {
  expect(plusMinutes('2026-12-31T23:30', 60)).toBe('2027-01-01T00:30')
  expect(minutesBetween('2026-12-31T23:30', '2027-01-01T00:30')).toBe(60)
  expect(timeOf(1500)).toBe('24:00')
  expect(readTime('2026-11-30T09:05')).toBe('9:05')
  expect(readTime('10:00')).toBe('10:00')
})

it('knows the time in the city wherever the browser is', () => {
  expect(localNow(Date.parse('2026-11-29T15:30:00Z'))).toBe('2026-11-30T00:30')
})
