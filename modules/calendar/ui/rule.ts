import { dayPart, weekday } from './time.ts'

/**
 * A repetition as people choose it, and the rule of RFC 5545 that it stands for. A rule that no choice of ours says is kept as it is.
 */
export interface Repeat {
  every: 'never' | 'day' | 'workday' | 'week' | 'date' | 'nth' | 'last' | 'month-end' | 'year' | 'other'
  interval: number
  /** Of a week; 0 is Monday. */
  weekdays: number[]
  ends: 'never' | 'day' | 'count'
  until: string
  count: number
  /** The rule as it was kept, until another choice takes its place; always there where it is `other`. */
  rule?: string | undefined
}

export const NO_REPEAT: Repeat = { every: 'never', interval: 1, weekdays: [], ends: 'never', until: '', count: 10 }

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const WORKDAYS = 'MO,TU,WE,TH,FR'

/** Which Monday, say, of its month a day is, from 1. */
export function nthOf(day: string): number {
  return Math.ceil(Number(day.slice(8, 10)) / 7)
}

/** Whether a week later is another month. */
export function isLast(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return date + 7 > new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function isMonthEnd(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return date === new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The last day as the rule says it: a day for what is all day, else the last second of the day in the city, in UTC. */
function untilOf(day: string, isTimed: boolean): string {
  const plain = day.replaceAll('-', '')
  return isTimed ? `${plain}T145959Z` : plain
}

/** The day in the city that a rule's UNTIL falls on. */
function dayOfUntil(until: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(until)
  if (!match) return ''
  const [, year, month, date, hour = '0', minute = '0', second = '0', zone] = match
  const at = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute), Number(second))
  return new Date(at + (zone === 'Z' ? 9 * 3_600_000 : 0)).toISOString().slice(0, 10)
}

/** The rule, or nothing where there is no repetition. `start` is the first day or time. */
export function ruleOf(repeat: Repeat, start: string, isTimed: boolean): string | undefined {
  if (repeat.rule !== undefined) return repeat.rule
  const day = dayPart(start)
  const what: string | undefined = {
    never: undefined,
    other: undefined,
    day: 'FREQ=DAILY',
    workday: `FREQ=WEEKLY;BYDAY=${WORKDAYS}`,
    week: `FREQ=WEEKLY;BYDAY=${(repeat.weekdays.length > 0
      ? [...repeat.weekdays].sort((a, b) => a - b)
      : [weekday(day)]
    )
      .map((each) => DAYS[each])
      .join(',')}`,
    date: `FREQ=MONTHLY;BYMONTHDAY=${Number(day.slice(8, 10))}`,
    'month-end': 'FREQ=MONTHLY;BYMONTHDAY=-1',
    nth: `FREQ=MONTHLY;BYDAY=${nthOf(day)}${DAYS[weekday(day)]}`,
    last: `FREQ=MONTHLY;BYDAY=-1${DAYS[weekday(day)]}`,
    year: 'FREQ=YEARLY',
  }[repeat.every]
  if (what === undefined) return undefined
  const interval = repeat.every !== 'workday' && repeat.interval > 1 ? `;INTERVAL=${repeat.interval}` : ''
  const end =
    repeat.ends === 'count'
      ? `;COUNT=${repeat.count}`
      : repeat.ends === 'day' && repeat.until !== ''
        ? `;UNTIL=${untilOf(repeat.until, isTimed)}`
        : ''
  return `${what}${interval}${end};WKST=MO`
}

/** What a rule says in our choices. `start` decides what it leaves open. */
export function repeatOf(rule: string | undefined, start: string): Repeat {
  if (!rule) return NO_REPEAT
  const day = dayPart(start)
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.toUpperCase().split('=') as [string, string]),
  )
  const known = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL', 'WKST'])
  const other: Repeat = { ...NO_REPEAT, every: 'other', rule }
  if ([...parts.keys()].some((name) => !known.has(name))) return other
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const count = parts.get('COUNT')
  const until = parts.get('UNTIL')
  const base: Repeat = {
    ...NO_REPEAT,
    interval,
    ...(count ? { ends: 'count', count: Number(count) } : {}),
    ...(until ? { ends: 'day', until: dayOfUntil(until) } : {}),
  }
  const by = parts.get('BYDAY')
  const date = parts.get('BYMONTHDAY')
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return by || date ? other : { ...base, every: 'day' }
    case 'WEEKLY': {
      if (date) return other
      const weekdays = by ? by.split(',').map((each) => DAYS.indexOf(each as (typeof DAYS)[number])) : [weekday(day)]
      if (weekdays.includes(-1)) return other
      if (by === WORKDAYS && interval === 1) return { ...base, every: 'workday', weekdays }
      return { ...base, every: 'week', weekdays }
    }
    case 'MONTHLY':
      if (by && date) return other
      if (by === `${nthOf(day)}${DAYS[weekday(day)]}`) return { ...base, every: 'nth' }
      if (by === `-1${DAYS[weekday(day)]}`) return { ...base, every: 'last' }
      if (by) return other
      if (date === '-1') return { ...base, every: 'month-end' }
      return date === undefined || Number(date) === Number(day.slice(8, 10)) ? { ...base, every: 'date' } : other
    case 'YEARLY':
      return by || date ? other : { ...base, every: 'year' }
    default:
      return other
  }
}
