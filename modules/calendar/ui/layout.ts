import type { Occurrence } from './types.ts'
import { dayPart, minutesOf, plus, timePart } from './time.ts'

/** When something is, as far as a sheet must know it. */
export type When = Pick<Occurrence, 'start' | 'end' | 'allDay' | 'undecided'>

/** Stands above the hours: all day, over several days, or at no time. */
export function isAbove(one: Pick<When, 'allDay' | 'undecided'>): boolean {
  return one.allDay || one.undecided
}

/** The first and the last day on which it is. What ends at midnight is not on the day that begins then. */
export function spanOf(one: When): [string, string] {
  const from = dayPart(one.start)
  const end = dayPart(one.end)
  const last = !isAbove(one) && timePart(one.end) === '00:00' && end > from ? plus(end, -1) : end
  return [from, last < from ? from : last]
}

export function isOn(one: When, day: string): boolean {
  const [from, last] = spanOf(one)
  return from <= day && day <= last
}

/** What is on a day, in the order in which it is read: what is all day first, then by time, then the longer first. */
export function onDay<T extends Occurrence>(all: readonly T[], day: string): T[] {
  return all
    .filter((one) => isOn(one, day))
    .sort(
      (a, b) =>
        Number(isAbove(b)) - Number(isAbove(a)) ||
        a.start.localeCompare(b.start) ||
        b.end.localeCompare(a.end) ||
        (a.title ?? '').localeCompare(b.title ?? ''),
    )
}

/** The minutes of the day that it takes there: what began before begins at midnight. */
export function minutesOn(one: { start: string; end: string }, day: string): [number, number] {
  const from = dayPart(one.start) < day ? 0 : minutesOf(timePart(one.start))
  const until = dayPart(one.end) > day ? 1440 : minutesOf(timePart(one.end))
  return [from, Math.max(from, until)]
}

export interface Placed<T> {
  item: T
  from: number
  until: number
  column: number
  columns: number
}

/** However short, a thing is drawn as long as this, so that it can be read and pressed. */
export const SHORTEST = 30

/** Puts what overlaps side by side: each group of things that touch one another gets as many columns as it needs. */
export function sideBySide<T extends { start: string; end: string }>(items: readonly T[], day: string): Placed<T>[] {
  const waiting = items
    .map((item) => {
      const [from, end] = minutesOn(item, day)
      const until = Math.min(1440, Math.max(end, from + SHORTEST))
      return { item, from: Math.min(from, until - SHORTEST), until, column: 0, columns: 1 }
    })
    .sort((a, b) => a.from - b.from || b.until - a.until)
  let group: Placed<T>[] = []
  let end = 0
  const close = () => {
    const columns = Math.max(0, ...group.map((one) => one.column)) + 1
    for (const one of group) one.columns = columns
    group = []
  }
  for (const one of waiting) {
    if (group.length > 0 && one.from >= end) close()
    const taken = new Set(group.filter((other) => other.until > one.from).map((other) => other.column))
    while (taken.has(one.column)) one.column++
    end = group.length === 0 ? one.until : Math.max(end, one.until)
    group.push(one)
  }
  close()
  return waiting
}

/** The hours to be drawn: those of the office, and as many more as something needs. */
export function hoursFor(
  items: readonly { start: string; end: string }[],
  days: readonly string[],
  first = 8,
  last = 18,
): [number, number] {
  let from = first * 60
  let until = last * 60
  for (const item of items)
    for (const day of days) {
      if (dayPart(item.end) < day || dayPart(item.start) > day) continue
      const [begins, ends] = minutesOn(item, day)
      if (begins === ends && begins === 0) continue
      from = Math.min(from, begins)
      until = Math.max(until, ends)
    }
  return [Math.floor(from / 60), Math.ceil(until / 60)]
}

export interface Stretch<T> {
  from: number
  until: number
  /** Absent where it is free. */
  item?: T
}

/** A day from `open` to `close` in minutes as a row without holes: what is taken, and the free stretches between. */
export function stretches<T extends { start: string; end: string }>(
  items: readonly T[],
  day: string,
  open: number,
  close: number,
): Stretch<T>[] {
  const row: Stretch<T>[] = []
  let at = open
  const sorted = items
    .map((item) => ({ item, span: minutesOn(item, day) }))
    .sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])
  for (const {
    item,
    span: [from, until],
  } of sorted) {
    if (from > at) row.push({ from: at, until: Math.min(from, close) })
    row.push({ from, until, item })
    at = Math.max(at, until)
  }
  if (at < close) row.push({ from: at, until: close })
  return row.filter((one) => one.item !== undefined || one.until > one.from)
}

/** Whether nothing is there between the two minutes of the day. */
export function isFree(items: readonly { start: string; end: string }[], day: string, from: number, until: number) {
  return items.every((item) => {
    const [begins, ends] = minutesOn(item, day)
    return ends <= from || begins >= until
  })
}
