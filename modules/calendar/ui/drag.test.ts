import { expect, it } from 'vitest'
import { dragged, endsOn, minuteAt, nearest, scrollBy, swept, takenBack } from './drag.ts'

const nine = { start: '2026-11-30T09:00', end: '2026-11-30T10:30' }
const odd = { start: '2026-11-30T09:10', end: '2026-11-30T10:00' }
const days = { start: '2026-11-30', end: '2026-12-01' }

it('lays what is dragged at the nearest quarter of an hour and lets it last as long as before', () => {
  expect(dragged(nine, 'both', 0, 52)).toEqual({ start: '2026-11-30T09:45', end: '2026-11-30T11:15' })
  expect(dragged(nine, 'both', 0, -8)).toEqual({ start: '2026-11-30T08:45', end: '2026-11-30T10:15' })
  expect(dragged(nine, 'both', 0, 7)).toEqual(nine)
  // The place is even, not the way there.
  expect(dragged(odd, 'both', 0, 15)).toEqual({ start: '2026-11-30T09:30', end: '2026-11-30T10:20' })
  expect(dragged(odd, 'both', 0, -15)).toEqual({ start: '2026-11-30T09:00', end: '2026-11-30T09:50' })
})

it('leaves an uneven time alone when only the day changes', () => {
  expect(dragged(odd, 'both', 1, 0)).toEqual({ start: '2026-12-01T09:10', end: '2026-12-01T10:00' })
  expect(dragged(odd, 'both', -1, 0)).toEqual({ start: '2026-11-29T09:10', end: '2026-11-29T10:00' })
})

it('goes over midnight, over the end of a month, of a year and over 29 February', () => {
  expect(dragged(nine, 'both', 0, 14 * 60)).toEqual({ start: '2026-11-30T23:00', end: '2026-12-01T00:30' })
  const late = { start: '2027-12-31T23:00', end: '2028-01-01T01:00' }
  expect(dragged(late, 'both', 59, 0)).toEqual({ start: '2028-02-28T23:00', end: '2028-02-29T01:00' })
})

it('never lets one end pass the other', () => {
  expect(dragged(nine, 'end', 0, 15)).toEqual({ start: nine.start, end: '2026-11-30T10:45' })
  expect(dragged(nine, 'end', 0, -600)).toEqual({ start: nine.start, end: '2026-11-30T09:15' })
  expect(dragged(nine, 'start', 0, 600)).toEqual({ start: '2026-11-30T10:15', end: nine.end })
  expect(dragged(nine, 'start', -1, 0)).toEqual({ start: '2026-11-29T09:00', end: nine.end })
})

it('moves and stretches what has days only by days', () => {
  expect(dragged(days, 'both', 2, 500)).toEqual({ start: '2026-12-02', end: '2026-12-03' })
  expect(dragged(days, 'end', 1, 0)).toEqual({ start: '2026-11-30', end: '2026-12-02' })
  expect(dragged(days, 'end', -5, 0)).toEqual({ start: '2026-11-30', end: '2026-11-30' })
  expect(dragged(days, 'start', 5, 0)).toEqual({ start: '2026-12-01', end: '2026-12-01' })
})

it('makes of a sweep over empty time the quarters that it has touched, in both directions', () => {
  expect(swept('2026-11-30', 545, 632)).toEqual({ start: '2026-11-30T09:00', end: '2026-11-30T10:45' })
  expect(swept('2026-11-30', 632, 545)).toEqual({ start: '2026-11-30T09:00', end: '2026-11-30T10:45' })
  expect(swept('2026-11-30', 540, 540)).toEqual({ start: '2026-11-30T09:00', end: '2026-11-30T09:15' })
  expect(swept('2026-11-30', 1430, 1440)).toEqual({ start: '2026-11-30T23:45', end: '2026-12-01T00:00' })
})

it('knows the minute at a place on the scale, and none beyond its ends', () => {
  expect(minuteAt(0, 500, 8, 18)).toBe(480)
  expect(minuteAt(125, 500, 8, 18)).toBe(630)
  expect(minuteAt(-20, 500, 8, 18)).toBe(480)
  expect(minuteAt(900, 500, 8, 18)).toBe(1080)
  expect(minuteAt(5, 0, 8, 18)).toBe(480)
})

it('finds the column under the pointer, and the nearest one beside them all', () => {
  const columns = [0, 100, 200].map((left) => ({ left, right: left + 100, top: 50, bottom: 500 }))
  expect(nearest(columns, 150, 60)).toBe(1)
  expect(nearest(columns, 900, 60)).toBe(2)
  expect(nearest(columns, 20, -40)).toBe(0)
  expect(nearest([], 20, 20)).toBeUndefined()
})

it('scrolls near the edges alone, the faster the nearer', () => {
  expect(scrollBy(400, 0, 800)).toBe(0)
  expect(scrollBy(50, 0, 800)).toBe(-2)
  expect(scrollBy(-10, 0, 800)).toBe(-16)
  expect(scrollBy(799, 0, 800)).toBeGreaterThan(10)
})

it('takes a whole series back by as much as one instance of it was dragged', () => {
  const after = dragged(nine, 'both', 1, 30)
  expect(takenBack({ start: '2026-11-03T09:30', end: '2026-11-03T11:00' }, nine, after)).toEqual({
    start: '2026-11-02T09:00',
    end: '2026-11-02T10:30',
  })
  const longer = dragged(nine, 'end', 0, 30)
  expect(takenBack({ start: '2026-11-02T09:00', end: '2026-11-02T11:00' }, nine, longer)).toEqual({
    start: '2026-11-02T09:00',
    end: '2026-11-02T10:30',
  })
  expect(takenBack({ start: '2026-12-05', end: '2026-12-06' }, days, dragged(days, 'both', 3, 0))).toEqual({
    start: '2026-12-02',
    end: '2026-12-03',
  })
})

it('knows on which day something ends', () => {
  expect(endsOn(nine, '2026-11-30')).toBe(true)
  expect(endsOn({ start: '2026-11-30T22:00', end: '2026-12-01T00:00' }, '2026-11-30')).toBe(true)
  expect(endsOn({ start: '2026-11-30T22:00', end: '2026-12-01T06:00' }, '2026-11-30')).toBe(false)
})
