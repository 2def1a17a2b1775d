import { expect, it } from 'vitest'
import {
  bodyOf,
  bookingAt,
  differences,
  draftOf,
  endOf,
  faultsOf,
  newDraft,
  searchFor,
  startOf,
  withStart,
} from './draft.ts'
import { NO_REPEAT } from './rule.ts'
import type { EventDetail } from './types.ts'

const now = '2026-11-30T10:20'
const complete = { ...newDraft(now), title: '打合せ' }

it('begins at the next full hour of the working time and lasts one', () => {
  const draft = newDraft(now)
  expect([startOf(draft), endOf(draft)]).toEqual(['2026-11-30T11:00', '2026-11-30T12:00'])
  expect(startOf(newDraft('2026-12-31T23:10'))).toBe('2027-01-01T09:00')
})

it('begins where one has pressed, and does not believe a time that is none', () => {
  expect(startOf(newDraft(now, { start: '2026-12-01T13:00' }))).toBe('2026-12-01T13:00')
  expect(startOf(newDraft(now, { start: '2026-12-01' }))).toBe('2026-12-01T09:00')
  expect(startOf(newDraft(now, { start: '2026-13-41' }))).toBe('2026-11-30T11:00')
  expect(endOf(newDraft(now, { start: '2026-12-01T13:00', end: '2026-12-01T12:00' }))).toBe('2026-12-01T14:00')
})

it('keeps how long it lasts when its beginning moves, over midnight too', () => {
  const long = { ...complete, endTime: '13:30' }
  expect(endOf(withStart(long, { startTime: '22:00' }))).toBe('2026-12-01T00:30')
  expect(endOf(withStart(long, { startDay: '2026-12-24' }))).toBe('2026-12-24T13:30')
  const days = { ...complete, span: 'all-day' as const, endDay: '2026-12-02' }
  expect(endOf(withStart(days, { startDay: '2027-01-04' }))).toBe('2027-01-06')
})

it('leaves the end alone while a field is half typed', () => {
  expect(withStart(complete, { startTime: '' }).endTime).toBe('12:00')
  expect(withStart(complete, { startDay: '' }).endDay).toBe('2026-11-30')
})

it('sends times for what has them and days for the rest', () => {
  expect(bodyOf(complete)).toMatchObject({ start: '2026-11-30T11:00', allDay: false, rrule: null, owner: null })
  const undecided = { ...complete, span: 'undecided' as const, travelBefore: 30 }
  expect(bodyOf(undecided)).toMatchObject({ start: '2026-11-30', end: '2026-11-30', undecided: true, travelBefore: 0 })
})

it('gives one occurrence of a series no rule of its own', () => {
  const weekly = { ...complete, repeat: { ...NO_REPEAT, every: 'week' as const }, shift: 'after' as const }
  expect(bodyOf(weekly, 'following')).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=MO;WKST=MO', shift: 'after' })
  expect(bodyOf(weekly, 'one')).toMatchObject({ rrule: null, shift: 'none' })
})

it('sends people as people and everything else as groups', () => {
  const draft = {
    ...complete,
    invited: [
      { group: 'person:7', name: '佐藤', optional: true },
      { group: 'tree:3', name: '総務課', optional: false },
    ],
  }
  expect(bodyOf(draft).attendees).toEqual([
    { person: 7, optional: true },
    { group: 'tree:3', optional: false },
  ])
})

it('names each field that is wrong', () => {
  expect(faultsOf(complete)).toEqual({})
  expect(Object.keys(faultsOf({ ...complete, title: ' 　', startDay: '', endTime: '' }))).toEqual([
    'title',
    'start',
    'end',
  ])
  expect(faultsOf({ ...complete, endTime: '11:00' }).end?.key).toBe('edit.endBefore')
  // All day it may end on the day on which it begins.
  expect(faultsOf({ ...complete, span: 'all-day' })).toEqual({})
  const repeat = { ...NO_REPEAT, every: 'week' as const, ends: 'day' as const, until: '2026-11-29', interval: 0 }
  expect(Object.keys(faultsOf({ ...complete, repeat }))).toEqual(['interval', 'until'])
})

it('tells in what two versions differ, and that nothing does when only a blank was added', () => {
  expect(differences(complete, { ...complete, title: '打合せ ', place: '201', endTime: '13:00' })).toEqual([
    'place',
    'endTime',
  ])
})

it('takes an event apart and puts it together again', () => {
  const event: EventDetail = {
    id: 1,
    owner: { principal: 'section:3', name: '総務課' },
    title: '定例',
    kind: 'meeting',
    visibility: 'busy',
    start: '2026-11-30T09:00',
    end: '2026-11-30T10:00',
    allDay: false,
    undecided: false,
    rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5;WKST=MO',
    shift: 'before',
    travelBefore: 15,
    travelAfter: 0,
    attendees: [{ person: { id: 9, name: '鈴木', section: '総務課' }, optional: false, answer: 'none' }],
    rooms: [{ id: 4, name: '第1会議室', building: '本庁舎' }],
    mayEdit: true,
    mayAnswer: false,
    recurring: true,
    cancelled: false,
    version: 1,
    createdBy: { id: 1, name: '佐藤' },
    createdAt: '2026-11-01T00:00:00Z',
  } as EventDetail
  expect(bodyOf(draftOf(event))).toEqual({
    owner: 'section:3',
    title: '定例',
    place: '',
    notes: '',
    kind: 'meeting',
    visibility: 'busy',
    start: event.start,
    end: event.end,
    allDay: false,
    undecided: false,
    rrule: event.rrule,
    shift: 'before',
    travelBefore: 15,
    travelAfter: 0,
    attendees: [{ person: 9, optional: false }],
    rooms: [4],
  })
})

it('writes into an address what a form shall begin with', () => {
  expect(
    searchFor({
      start: '2026-12-01T13:00',
      rooms: [{ id: 4, name: 'x', building: '' }],
      invited: [
        { group: 'person:7', name: '', optional: true },
        { group: 'section:3', name: '', optional: false },
      ],
    }),
  ).toEqual({ start: '2026-12-01T13:00', rooms: '4', with: 'section:3', optional: 'person:7' })
})

it('books an hour of a free stretch, or what there is', () => {
  expect(bookingAt('2026-12-01', 540, 720)).toEqual({ start: '2026-12-01T09:00', end: '2026-12-01T10:00' })
  expect(bookingAt('2026-12-01', 690, 720)).toEqual({ start: '2026-12-01T11:30', end: '2026-12-01T12:00' })
})
