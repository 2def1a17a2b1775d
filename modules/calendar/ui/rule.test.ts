import { expect, it } from 'vitest'
import { isLast, NO_REPEAT, nthOf, repeatOf, ruleOf, type Repeat } from './rule.ts'

const start = '2026-11-30T09:00' // the fifth and last Monday

it.each<[string, Partial<Repeat>, string]>([
  ['every day', { every: 'day' }, 'FREQ=DAILY;WKST=MO'],
  ['on days of work', { every: 'workday', interval: 3 }, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO'],
  [
    'every other week on two days',
    { every: 'week', weekdays: [3, 0], interval: 2 },
    'FREQ=WEEKLY;BYDAY=MO,TH;INTERVAL=2;WKST=MO',
  ],
  ['every week on its own day', { every: 'week' }, 'FREQ=WEEKLY;BYDAY=MO;WKST=MO'],
  ['every month on its date', { every: 'date' }, 'FREQ=MONTHLY;BYMONTHDAY=30;WKST=MO'],
  ['every month on its last day', { every: 'month-end' }, 'FREQ=MONTHLY;BYMONTHDAY=-1;WKST=MO'],
  ['every month on its fifth Monday', { every: 'nth' }, 'FREQ=MONTHLY;BYDAY=5MO;WKST=MO'],
  ['every month on its last Monday', { every: 'last' }, 'FREQ=MONTHLY;BYDAY=-1MO;WKST=MO'],
  ['every year', { every: 'year' }, 'FREQ=YEARLY;WKST=MO'],
  ['ten times', { every: 'day', ends: 'count', count: 10 }, 'FREQ=DAILY;COUNT=10;WKST=MO'],
  [
    'until the end of a day in the city',
    { every: 'day', ends: 'day', until: '2027-03-31' },
    'FREQ=DAILY;UNTIL=20270331T145959Z;WKST=MO',
  ],
])('says and reads %s', (_name, part, rule) => {
  const repeat = { ...NO_REPEAT, ...part }
  expect(ruleOf(repeat, start, true)).toBe(rule)
  // What was read says the same rule again.
  expect(ruleOf(repeatOf(rule, start), start, true)).toBe(rule)
  expect(repeatOf(rule, start).every).toBe(repeat.every)
})

it('says the last day of what is all day as a day', () => {
  expect(ruleOf({ ...NO_REPEAT, every: 'day', ends: 'day', until: '2027-03-31' }, '2026-11-30', false)).toBe(
    'FREQ=DAILY;UNTIL=20270331;WKST=MO',
  )
})

it('reads a last day in the zone of the city', () => {
  expect(repeatOf('FREQ=DAILY;UNTIL=20270330T150000Z', start).until).toBe('2027-03-31')
  expect(repeatOf('FREQ=DAILY;UNTIL=20270331', start).until).toBe('2027-03-31')
})

it('keeps a rule for which it has no choice', () => {
  for (const rule of [
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
    'FREQ=YEARLY;BYMONTH=4;BYDAY=1MO',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=MONTHLY;BYDAY=2TU',
    'FREQ=WEEKLY;BYDAY=1MO',
  ]) {
    expect(repeatOf(rule, start).every, rule).toBe('other')
    expect(ruleOf(repeatOf(rule, start), start, true)).toBe(rule)
  }
})

it('has no rule without a repetition', () => {
  expect(ruleOf(NO_REPEAT, start, true)).toBeUndefined()
  expect(repeatOf(undefined, start)).toEqual(NO_REPEAT)
})

it('knows which of its weekday in the month a day is', () => {
  expect([nthOf('2026-11-01'), nthOf('2026-11-07'), nthOf('2026-11-08')]).toEqual([1, 1, 2])
  expect([isLast('2026-11-23'), isLast('2026-11-24')]).toEqual([false, true])
})
