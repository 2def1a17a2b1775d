import { expect, it } from 'vitest'
import { hoursFor, isFree, onDay, sideBySide, spanOf, stretches } from './layout.ts'
import type { Occurrence } from './types.ts'

const day = '2026-11-30'

function one(start: string, end: string, more: Partial<Occurrence> = {}): Occurrence {
  const at = (text: string) => (text.length === 5 ? `${day}T${text}` : text)
  return {
    start: at(start),
    end: at(end),
    title: `${start}-${end}`,
    allDay: false,
    undecided: false,
    visibility: 'public',
    mine: true,
    recurring: false,
    rooms: [],
    ...more,
  } as Occurrence
}

it('puts what overlaps side by side and gives what stands alone the whole width', () => {
  const placed = sideBySide(
    [one('09:00', '10:00'), one('09:30', '11:00'), one('10:00', '10:30'), one('11:00', '12:00')],
    day,
  )
  const columns = Object.fromEntries(placed.map((each) => [each.item.title, [each.column, each.columns]]))
  expect(columns).toEqual({
    '09:00-10:00': [0, 2],
    '09:30-11:00': [1, 2],
    // Where the first has ended its column is free again.
    '10:00-10:30': [0, 2],
    '11:00-12:00': [0, 1],
  })
})

it('draws a moment long enough to be pressed, also at the end of the day', () => {
  const [short, late] = sideBySide([one('09:00', '09:05'), one('23:50', '23:55')], day)
  expect([short!.from, short!.until]).toEqual([540, 570])
  expect([late!.from, late!.until]).toEqual([1410, 1440])
})

it('shows an event over midnight on both days, and one that ends at midnight on the first alone', () => {
  const night = one('22:00', '2026-12-01T06:00')
  expect(onDay([night], '2026-12-01')).toEqual([night])
  expect(sideBySide([night], '2026-12-01')[0]).toMatchObject({ from: 0, until: 360 })
  expect(spanOf(one('22:00', '2026-12-01T00:00'))).toEqual([day, day])
})

it('reads what is all day first', () => {
  const all = one(day, day, { allDay: true, title: '出張' })
  expect(onDay([one('08:00', '09:00'), all], day)[0]).toBe(all)
})

it('draws the hours of the office, and more when something is earlier or later', () => {
  expect(hoursFor([], [day])).toEqual([8, 18])
  expect(hoursFor([one('06:45', '07:30'), one('18:30', '20:15')], [day])).toEqual([6, 21])
  // The day after it lasts until six.
  expect(hoursFor([one('22:00', '2026-12-01T06:00')], ['2026-12-01'])).toEqual([0, 18])
})

it('finds the gaps of a room between its bookings and to its opening hours', () => {
  const row = stretches([one('10:00', '12:00'), one('13:00', '15:00')], day, 540, 1020)
  expect(row.map(({ from, until, item }) => [from, until, item !== undefined])).toEqual([
    [540, 600, false],
    [600, 720, true],
    [720, 780, false],
    [780, 900, true],
    [900, 1020, false],
  ])
  expect(stretches([], day, 540, 1020)).toEqual([{ from: 540, until: 1020 }])
  expect(stretches([one('08:00', '18:00')], day, 540, 1020)).toHaveLength(1)
})

it('takes a room for free when a booking only touches the time', () => {
  expect(isFree([one('10:00', '12:00')], day, 720, 780)).toBe(true)
  expect(isFree([one('10:00', '12:00')], day, 700, 780)).toBe(false)
})
