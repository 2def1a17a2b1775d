import { dayPart, minutesBetween, minutesOf, plus, plusMinutes, timeOf, timePart } from './time.ts'

/** Wall times, or days where there is no time: then the end is the last day itself. */
export interface Span {
  start: string
  end: string
}

/** What is taken hold of: the whole, or one end of it. */
export type Edge = 'both' | 'start' | 'end'

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export function isArrow(key: string): key is Arrow {
  return /^Arrow(?:Up|Down|Left|Right)$/.test(key)
}

/** Minutes from one place at which things come to lie to the next, and the least that a thing lasts. */
export const STEP = 15

const DAY = 1440

function isDays({ start }: Span): boolean {
  return start.length === 10
}

export function snapped(minutes: number): number {
  return Math.round(minutes / STEP) * STEP
}

/** A wall time so much later; to the nearest quarter of an hour, unless only the day changes. */
function later(local: string, days: number, minutes: number): string {
  const there = plusMinutes(local, days * DAY)
  if (minutes === 0) return there
  return plusMinutes(there, snapped(minutesOf(timePart(there)) + minutes) - minutesOf(timePart(there)))
}

/** What becomes of a span when it, or one end of it, is taken so many days and minutes further. It never ends before it has begun. */
export function dragged(span: Span, edge: Edge, days: number, minutes: number): Span {
  if (isDays(span)) {
    const start = edge === 'end' ? span.start : plus(span.start, days)
    const end = edge === 'start' ? span.end : plus(span.end, days)
    if (start <= end) return { start, end }
    return edge === 'end' ? { start, end: start } : { start: end, end }
  }
  if (edge === 'both') {
    const start = later(span.start, days, minutes)
    return { start, end: plusMinutes(start, minutesBetween(span.start, span.end)) }
  }
  if (edge === 'end') {
    const end = later(span.end, days, minutes)
    const least = plusMinutes(span.start, STEP)
    return { start: span.start, end: end < least ? least : end }
  }
  const start = later(span.start, days, minutes)
  const most = plusMinutes(span.end, -STEP)
  return { start: start > most ? most : start, end: span.end }
}

/** The span over which a day was swept from one minute to another, in whichever direction. */
export function swept(day: string, from: number, to: number): Span {
  const first = Math.max(0, Math.min(DAY - STEP, Math.floor(Math.min(from, to) / STEP) * STEP))
  const last = Math.min(DAY, Math.max(first + STEP, Math.ceil(Math.max(from, to) / STEP) * STEP))
  return { start: `${day}T${timeOf(first)}`, end: last === DAY ? `${plus(day, 1)}T00:00` : `${day}T${timeOf(last)}` }
}

/** Which minute of the day lies there, on a scale of `length` that shows the hours from `first` to `last`. */
export function minuteAt(offset: number, length: number, first: number, last: number): number {
  const part = length > 0 ? Math.max(0, Math.min(1, offset / length)) : 0
  return first * 60 + part * (last - first) * 60
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** The box in which a point lies, or the nearest to it. */
export function nearest(boxes: readonly Box[], x: number, y: number): number | undefined {
  let found: number | undefined
  let least = Number.POSITIVE_INFINITY
  for (const [index, box] of boxes.entries()) {
    const far = Math.max(box.left - x, 0, x - box.right) ** 2 + Math.max(box.top - y, 0, y - box.bottom) ** 2
    if (far < least) {
      least = far
      found = index
    }
  }
  return found
}

/** How far a page is to be scrolled at once when something is held near its edge: nothing in the middle. */
export function scrollBy(at: number, from: number, until: number, within = 56, most = 16): number {
  if (at < from + within) return -Math.ceil(Math.min(1, (from + within - at) / within) * most)
  if (at > until - within) return Math.ceil(Math.min(1, (at - until + within) / within) * most)
  return 0
}

/** How much later the second is, in minutes, or in days where there is no time. */
export function distance(from: string, to: string): number {
  return from.length === 10 ? minutesBetween(`${from}T00:00`, `${to}T00:00`) / DAY : minutesBetween(from, to)
}

export function shifted(local: string, by: number): string {
  return local.length === 10 ? plus(local, by) : plusMinutes(local, by)
}

/** Takes from a span what was once added to another one: the way back of a whole series of which one instance was dragged. */
export function takenBack(span: Span, before: Span, after: Span): Span {
  return {
    start: shifted(span.start, -distance(before.start, after.start)),
    end: shifted(span.end, -distance(before.end, after.end)),
  }
}

/** Whether it ends on that day, be it at its last midnight: there its end can be taken hold of. */
export function endsOn({ start, end }: Span, day: string): boolean {
  return dayPart(start) <= day && (dayPart(end) === day || (dayPart(end) === plus(day, 1) && timePart(end) === '00:00'))
}
