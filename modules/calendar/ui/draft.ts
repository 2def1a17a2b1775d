import { NO_REPEAT, repeatOf, ruleOf, type Repeat } from './rule.ts'
import { dayPart, isDay, minutesBetween, minutesOf, plus, daysBetween, plusMinutes, timeOf, timePart } from './time.ts'
import { beginningOf, nextWorkingHour, USUAL_WEEK, type WorkingDay } from './working-time.ts'
import type { EventDetail, Kind, RoomRef, Scope, Shift, Visibility } from './types.ts'

export interface Invited {
  /** `person:1`, `section:3`, `tree:3`, `title:2`, `group:5` */
  group: string
  name: string
  optional: boolean
}

/** What is being typed into the form of an event. */
export interface Draft {
  /** The section, or the person one acts for, whose event it is; empty for one's own. */
  owner: string
  title: string
  place: string
  notes: string
  kind: Kind
  visibility: Visibility
  span: 'timed' | 'all-day' | 'undecided'
  startDay: string
  startTime: string
  endDay: string
  endTime: string
  repeat: Repeat
  shift: Shift
  travelBefore: number
  travelAfter: number
  invited: Invited[]
  rooms: RoomRef[]
}

export const TITLE_MAX = 200
export const PLACE_MAX = 200
export const NOTES_MAX = 10_000
export const HOUR = 60

/** From the address of the form: what was chosen before it opened. */
export interface Wanted {
  start?: string | undefined
  end?: string | undefined
  title?: string | undefined
  notes?: string | undefined
  rooms?: RoomRef[]
  invited?: Invited[]
  owner?: string | undefined
}

/** The next full hour of one's working time, as most meetings begin. */
function nextHour(now: string, week: readonly WorkingDay[]): string {
  return nextWorkingHour(plusMinutes(now, HOUR - (minutesOf(timePart(now)) % HOUR)), week)
}

export function newDraft(now: string, wanted: Wanted = {}, week: readonly WorkingDay[] = USUAL_WEEK): Draft {
  const { start: asked } = wanted
  const known = asked !== undefined && isDay(dayPart(asked))
  const time = known && asked.length > 10 ? timePart(asked) : undefined
  const start = known ? `${dayPart(asked)}T${time ?? beginningOf(dayPart(asked), week)}` : nextHour(now, week)
  const end =
    wanted.end !== undefined && isDay(dayPart(wanted.end)) && wanted.end.slice(0, 16) > start
      ? wanted.end
      : plusMinutes(start, HOUR)
  return {
    owner: wanted.owner ?? '',
    title: wanted.title ?? '',
    place: '',
    notes: wanted.notes ?? '',
    kind: 'meeting',
    visibility: 'public',
    span: 'timed',
    startDay: dayPart(start),
    startTime: timePart(start),
    endDay: dayPart(end),
    endTime: timePart(end),
    repeat: NO_REPEAT,
    shift: 'none',
    travelBefore: 0,
    travelAfter: 0,
    invited: wanted.invited ?? [],
    rooms: wanted.rooms ?? [],
  }
}

export function draftOf(event: EventDetail): Draft {
  const days = event.allDay || event.undecided
  return {
    owner: event.owner.principal.startsWith('section:') || event.onBehalfOf ? event.owner.principal : '',
    title: event.title,
    place: event.place ?? '',
    notes: event.notes ?? '',
    kind: event.kind,
    visibility: event.visibility,
    span: event.undecided ? 'undecided' : event.allDay ? 'all-day' : 'timed',
    startDay: dayPart(event.start),
    startTime: days ? '09:00' : timePart(event.start),
    endDay: dayPart(event.end),
    endTime: days ? '10:00' : timePart(event.end),
    // An occurrence that was moved off a holiday does not stand where the rule says.
    repeat: { ...repeatOf(event.rrule, event.seriesStart ?? event.start), rule: event.rrule },
    shift: event.shift,
    travelBefore: event.travelBefore,
    travelAfter: event.travelAfter,
    invited: event.attendees.map(({ person, optional }) => ({
      group: `person:${person.id}`,
      name: [person.name, person.section].filter(Boolean).join(' '),
      optional,
    })),
    rooms: event.rooms,
  }
}

export function startOf(draft: Draft): string {
  return draft.span === 'timed' ? `${draft.startDay}T${draft.startTime}` : draft.startDay
}

export function endOf(draft: Draft): string {
  return draft.span === 'timed' ? `${draft.endDay}T${draft.endTime}` : draft.endDay
}

/** What is sent. One occurrence has no rule of its own. */
export function bodyOf(draft: Draft, scope: Scope = 'all') {
  const start = startOf(draft)
  const rule = scope === 'one' ? undefined : ruleOf(draft.repeat, start, draft.span === 'timed')
  return {
    owner: draft.owner === '' ? null : draft.owner,
    title: draft.title.trim(),
    place: draft.place.trim(),
    notes: draft.notes.trimEnd(),
    kind: draft.kind,
    visibility: draft.visibility,
    start,
    end: endOf(draft),
    allDay: draft.span === 'all-day',
    undecided: draft.span === 'undecided',
    rrule: rule ?? null,
    shift: rule === undefined ? 'none' : draft.shift,
    travelBefore: draft.span === 'timed' ? draft.travelBefore : 0,
    travelAfter: draft.span === 'timed' ? draft.travelAfter : 0,
    attendees: draft.invited.map(({ group, optional }) =>
      group.startsWith('person:') ? { person: Number(group.slice(7)), optional } : { group, optional },
    ),
    rooms: draft.rooms.map(({ id }) => id),
  }
}

/** Moves the beginning, and the end with it, so that it lasts as long as before. */
export function withStart(draft: Draft, part: { startDay?: string; startTime?: string }): Draft {
  const next = { ...draft, ...part }
  if (!isDay(next.startDay) || !isDay(draft.startDay) || !isDay(draft.endDay)) return next
  if (draft.span !== 'timed')
    return { ...next, endDay: plus(next.startDay, Math.max(0, daysBetween(draft.startDay, draft.endDay))) }
  if (!isTime(next.startTime) || !isTime(draft.startTime) || !isTime(draft.endTime)) return next
  const lasts = minutesBetween(startOf(draft), endOf(draft))
  const end = plusMinutes(startOf(next), lasts > 0 ? lasts : HOUR)
  return { ...next, endDay: dayPart(end), endTime: timePart(end) }
}

export function isTime(text: string): boolean {
  return /^\d\d:\d\d$/.test(text)
}

export interface Fault {
  key: string
  values?: Record<string, unknown>
}

export type Faults = Partial<Record<'title' | 'start' | 'end' | 'weekdays' | 'until' | 'count' | 'interval', Fault>>

/** What keeps it from being sent, by field. The server decides; this only saves a way. */
export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {}
  const title = draft.title.trim()
  if (title === '') faults.title = { key: 'edit.titleMissing' }
  else if (title.length > TITLE_MAX) faults.title = { key: 'edit.titleLong', values: { max: TITLE_MAX } }
  const isTimed = draft.span === 'timed'
  if (!isDay(draft.startDay) || (isTimed && !isTime(draft.startTime))) faults.start = { key: 'edit.startMissing' }
  if (!isDay(draft.endDay) || (isTimed && !isTime(draft.endTime))) faults.end = { key: 'edit.endMissing' }
  if (!faults.start && !faults.end) {
    if (isTimed ? endOf(draft) <= startOf(draft) : endOf(draft) < startOf(draft)) faults.end = { key: 'edit.endBefore' }
  }
  const { repeat } = draft
  if (repeat.every !== 'never' && repeat.every !== 'other') {
    if (!Number.isInteger(repeat.interval) || repeat.interval < 1 || repeat.interval > 99)
      faults.interval = { key: 'edit.intervalWrong' }
    if (repeat.ends === 'day' && (!isDay(repeat.until) || repeat.until < draft.startDay))
      faults.until = { key: 'edit.untilWrong' }
    if (repeat.ends === 'count' && (!Number.isInteger(repeat.count) || repeat.count < 1))
      faults.count = { key: 'edit.countWrong' }
  }
  return faults
}

export type Difference = keyof Draft

/** In what two drafts differ, in the order of the form: for whoever was not the only one to change an event. */
export function differences(a: Draft, b: Draft): Difference[] {
  const plain = (draft: Draft): Record<string, unknown> => ({
    ...draft,
    title: draft.title.trim(),
    place: draft.place.trim(),
    notes: draft.notes.trimEnd(),
    repeat: ruleOf(draft.repeat, startOf(draft), draft.span === 'timed') ?? '',
    invited: draft.invited.map(({ group, optional }) => `${group} ${optional}`).sort(),
    rooms: draft.rooms.map(({ id }) => id).sort((x, y) => x - y),
    ...(draft.span === 'timed' ? {} : { startTime: '', endTime: '' }),
  })
  const [one, other] = [plain(a), plain(b)]
  return (Object.keys(a) as Difference[]).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
}

/** The form's address with what is known already, to be read by {@link wantedFrom}. */
export function searchFor(wanted: Wanted): Record<string, string> {
  const search: Record<string, string> = {}
  if (wanted.start) search.start = wanted.start
  if (wanted.end) search.end = wanted.end
  if (wanted.title) search.title = wanted.title
  if (wanted.owner) search.owner = wanted.owner
  if (wanted.rooms && wanted.rooms.length > 0) search.rooms = wanted.rooms.map(({ id }) => id).join(',')
  const invited = wanted.invited ?? []
  const [needed, optional] = [invited.filter((one) => !one.optional), invited.filter((one) => one.optional)]
  if (needed.length > 0) search.with = needed.map(({ group }) => group).join(',')
  if (optional.length > 0) search.optional = optional.map(({ group }) => group).join(',')
  return search
}

/** Half an hour of a day is the least that a press on a free stretch asks for. */
export function bookingAt(day: string, from: number, until: number, minutes = HOUR): { start: string; end: string } {
  const end = Math.min(until, from + minutes)
  const start = `${day}T${timeOf(from)}`
  return { start, end: plusMinutes(start, Math.max(15, end - from)) }
}
