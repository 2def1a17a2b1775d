import { bodyOf, draftOf } from './draft.ts'
import { distance, shifted, takenBack, type Span } from './drag.ts'
import type { Wish } from './carry.tsx'
import type { TaggedEvent } from './queries.ts'
import { dayPart, timePart } from './time.ts'
import type { RoomRef, Scope } from './types.ts'

/** What stands on a sheet and can be taken elsewhere. */
export interface Movable extends Span {
  event: number
  recurrence?: string | undefined
  /** The room in whose row it was taken. */
  room?: number | undefined
}

/** Whether it is an instance of a series, so that one must say how much of it is meant. */
export function isInParts(event: Pick<TaggedEvent, 'recurring' | 'recurrence'>): boolean {
  return event.recurring && event.recurrence !== undefined
}

/** The rooms of an event when it changes one for another. */
export function exchanged(rooms: readonly RoomRef[], from: number | undefined, to: RoomRef | undefined): RoomRef[] {
  if (!to || to.id === from) return [...rooms]
  return [...rooms.filter(({ id }) => id !== from && id !== to.id), to]
}

/** What is sent when only time and room change: the rule comes back as it was, so that the server moves it along. */
export function moveBody(
  event: TaggedEvent,
  wish: Wish,
  scope: Scope,
  { room, rrule = event.rrule }: { room?: number | undefined; rrule?: string | undefined } = {},
) {
  const draft = draftOf(event)
  const times = draft.span === 'timed' ? { startTime: timePart(wish.start), endTime: timePart(wish.end) } : {}
  const moved = {
    ...draft,
    ...times,
    startDay: dayPart(wish.start),
    endDay: dayPart(wish.end),
    rooms: exchanged(draft.rooms, room, wish.room),
  }
  const keepsRule = scope !== 'one' && rrule !== undefined
  return { ...bodyOf(moved, scope), rrule: keepsRule ? rrule : null, shift: keepsRule ? event.shift : 'none' }
}

/**
 * Where an event was before it was moved: the instance, the whole of a series, or what was cut from it.
 *
 * @param whole the series before, with the times that its rule gives
 * @param now what there is after the move
 */
export function placeBefore(
  before: Span,
  after: Span,
  whole: Span & { id: number },
  now: Span & { id: number },
  scope: Scope,
): Span {
  if (scope === 'one') return { start: before.start, end: before.end }
  if (now.id === whole.id) return { start: whole.start, end: whole.end }
  const { start } = takenBack(now, before, after)
  return { start, end: shifted(start, distance(whole.start, whole.end)) }
}
