import { expect, it } from 'vitest'
import { exchanged, moveBody, placeBefore } from './move.ts'
import type { TaggedEvent } from './queries.ts'

const rooms = [
  { id: 1, name: '第1会議室', building: '本庁' },
  { id: 2, name: '公用車', building: '' },
]
const event = {
  id: 7,
  owner: { principal: 'person:1', name: '山田' },
  title: '週例会',
  place: '',
  notes: '',
  kind: 'meeting',
  visibility: 'public',
  start: '2026-11-30T09:00',
  end: '2026-11-30T10:00',
  seriesStart: '2026-11-02T09:00',
  allDay: false,
  undecided: false,
  rrule: 'FREQ=MONTHLY;WKST=MO;BYDAY=1MO',
  shift: 'after',
  travelBefore: 0,
  travelAfter: 15,
  attendees: [{ person: { id: 5, name: '佐藤', kana: '' }, optional: true, answer: 'accepted' }],
  rooms,
  recurring: true,
  recurrence: '2026-11-30T09:00',
} as unknown as TaggedEvent
const wish = { start: '2026-12-01T13:00', end: '2026-12-01T14:00' }

it('sends all of an event as it was but for its time', () => {
  expect(moveBody(event, wish, 'all')).toMatchObject({
    title: '週例会',
    start: '2026-12-01T13:00',
    end: '2026-12-01T14:00',
    rrule: 'FREQ=MONTHLY;WKST=MO;BYDAY=1MO',
    shift: 'after',
    travelAfter: 15,
    attendees: [{ person: 5, optional: true }],
    rooms: [1, 2],
  })
  expect(moveBody(event, wish, 'one')).toMatchObject({ rrule: null, shift: 'none', start: '2026-12-01T13:00' })
})

it('leaves what has no time without one', () => {
  const days = { ...event, allDay: true, start: '2026-11-30', end: '2026-12-01', rrule: undefined }
  expect(moveBody(days as TaggedEvent, { start: '2026-12-03', end: '2026-12-04' }, 'all')).toMatchObject({
    start: '2026-12-03',
    end: '2026-12-04',
    allDay: true,
    rrule: null,
  })
})

it('changes one room for another and leaves the others', () => {
  const third = { id: 3, name: '第2会議室', building: '本庁' }
  expect(exchanged(rooms, 1, third).map(({ id }) => id)).toEqual([2, 3])
  expect(exchanged(rooms, 1, rooms[1]).map(({ id }) => id)).toEqual([2])
  expect(exchanged(rooms, 1, rooms[0])).toEqual(rooms)
  expect(exchanged(rooms, 1, undefined)).toEqual(rooms)
})

it('knows where the instance, the series, or what was cut from it stood before', () => {
  const before = { start: '2026-11-30T09:00', end: '2026-11-30T11:00' }
  const whole = { id: 7, start: '2026-11-02T09:00', end: '2026-11-02T10:00' }
  const moved = { id: 7, start: '2026-11-03T13:00', end: '2026-11-03T15:00' }
  expect(placeBefore(before, wish, whole, moved, 'one')).toEqual(before)
  // The instance lasted longer than the rest, which took that over.
  expect(placeBefore(before, wish, whole, moved, 'all')).toEqual({ start: whole.start, end: whole.end })
  const cut = { id: 8, start: '2026-12-01T13:00', end: '2026-12-01T15:00' }
  expect(placeBefore(before, wish, whole, cut, 'following')).toEqual({
    start: '2026-11-30T09:00',
    end: '2026-11-30T10:00',
  })
})
