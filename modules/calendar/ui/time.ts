/**
 * Days and wall times of the city as the server writes them: `2026-11-30`, `2026-11-30T09:00`. They are reckoned with as texts and whole
 * numbers, so that the zone of the browser has no say in it.
 */

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DAY_MINUTES = 1440

function utc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

export function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text)) && plus(text, 0) === text
}

/** The day so many days later, or earlier. */
export function plus(day: string, days: number): string {
  return new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** How many days the second is after the first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS)
}

/** 0 is Monday. */
export function weekday(day: string): number {
  return (new Date(utc(day)).getUTCDay() + 6) % 7
}

export function mondayOf(day: string): string {
  return plus(day, -weekday(day))
}

export function firstOfMonth(day: string): string {
  return `${day.slice(0, 8)}01`
}

/** The same day of another month, or its last one where there is no such day. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}

export function daysFrom(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => plus(day, n))
}

/** The weeks of which a month's sheet consists, each from Monday, with the days of its neighbours. */
export function sheetOf(day: string): string[][] {
  const first = firstOfMonth(day)
  const month = first.slice(0, 7)
  const weeks: string[][] = []
  for (let monday = mondayOf(first); weeks.length === 0 || monday.slice(0, 7) <= month; monday = plus(monday, 7))
    weeks.push(daysFrom(monday, 7))
  return weeks
}

export function dayPart(local: string): string {
  return local.slice(0, 10)
}

/** `09:00`; nothing where only a day is given. */
export function timePart(local: string): string {
  return local.slice(11, 16)
}

/** Minutes since midnight of `09:30`. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  return hours * 60 + minutes
}

/** `09:30` for 570. Past the end of the day it is its last minute's end, `24:00`. */
export function timeOf(minutes: number): string {
  const within = Math.max(0, Math.min(DAY_MINUTES, minutes))
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

/** A wall time so many minutes later; goes over midnight. */
export function plusMinutes(local: string, minutes: number): string {
  return new Date(Date.parse(`${local.slice(0, 16)}:00Z`) + minutes * MINUTE_MS).toISOString().slice(0, 16)
}

export function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to.slice(0, 16)}:00Z`) - Date.parse(`${from.slice(0, 16)}:00Z`)) / MINUTE_MS)
}

/** 9:00, as it is read. */
export function readTime(local: string): string {
  const time = local.length > 5 ? timePart(local) : local
  return time.replace(/^0/, '')
}

/** The wall time in the city at this moment. */
export function localNow(now = Date.now()): string {
  return new Date(now + 9 * 60 * MINUTE_MS).toISOString().slice(0, 16)
}
