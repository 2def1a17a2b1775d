import { endOf, isTime, NOTES_MAX, startOf, TITLE_MAX, type Draft, type Fault, type Invited } from './draft.ts'
import { dayPart, isDay, minutesBetween, minutesOf, plus, plusMinutes, timePart } from './time.ts'
import type { Kind, ProposalDetail, RoomRef, Visibility } from './types.ts'

/** One of the times that are proposed, within a day. */
export interface SlotDraft {
  /** Tells it from the others while it is typed. */
  key: number
  /** Of one that is held already. */
  id?: number
  day: string
  from: string
  until: string
  rooms: RoomRef[]
}

/** What is being typed into the form of a proposal. */
export interface ProposalDraft {
  owner: string
  title: string
  place: string
  notes: string
  kind: Kind
  visibility: Visibility
  invited: Invited[]
  slots: SlotDraft[]
  /** The last day on which the times are held; empty for until they are over. */
  until: string
}

export const SLOTS_MIN = 2
export const SLOTS_MAX = 20

/** A new proposal with these times, or one for the time that an event's form would begin with. */
export function newProposal(
  event: Draft,
  slots: readonly { start: string; end: string; rooms: RoomRef[] }[] = [],
): ProposalDraft {
  const first = { start: startOf(event), end: endOf(event), rooms: event.rooms }
  const draft: ProposalDraft = {
    owner: event.owner,
    title: event.title,
    place: event.place,
    notes: event.notes,
    kind: event.kind,
    visibility: event.visibility,
    invited: event.invited,
    slots: (slots.length > 0 ? slots : [first]).map(({ start, end, rooms }, key) => ({
      key,
      day: dayPart(start),
      from: timePart(start),
      // A time lies within a day.
      until: dayPart(end) === dayPart(start) ? timePart(end) : '23:59',
      rooms,
    })),
    until: '',
  }
  return draft.slots.length < SLOTS_MIN ? withSlot(draft) : draft
}

/** The same with one time more: as the last one, a day later. */
export function withSlot(draft: ProposalDraft): ProposalDraft {
  const last = draft.slots.at(-1)!
  const key = Math.max(...draft.slots.map((slot) => slot.key)) + 1
  const day = isDay(last.day) ? plus(last.day, 1) : last.day
  return { ...draft, slots: [...draft.slots, { key, day, from: last.from, until: last.until, rooms: last.rooms }] }
}

/** Moves the beginning of a time, and the end with it. */
export function withFrom(slot: SlotDraft, from: string): SlotDraft {
  if (!isTime(from) || !isTime(slot.from) || !isTime(slot.until) || !isDay(slot.day)) return { ...slot, from }
  const lasts = minutesBetween(`${slot.day}T${slot.from}`, `${slot.day}T${slot.until}`)
  const end = plusMinutes(`${slot.day}T${from}`, Math.max(15, lasts))
  return { ...slot, from, until: dayPart(end) === slot.day ? timePart(end) : '23:59' }
}

/** What was proposed, to be changed. */
export function proposalDraftOf(proposal: ProposalDetail): ProposalDraft {
  return {
    owner: proposal.owner.principal.startsWith('section:') ? proposal.owner.principal : '',
    title: proposal.title,
    place: proposal.place,
    notes: proposal.notes,
    kind: proposal.kind,
    visibility: proposal.visibility,
    invited: proposal.people.map(({ person, optional }) => ({
      group: `person:${person.id}`,
      name: [person.name, person.section].filter(Boolean).join(' '),
      optional,
    })),
    slots: proposal.slots.map((slot, key) => ({
      key,
      id: slot.id,
      day: dayPart(slot.start),
      from: timePart(slot.start),
      until: timePart(slot.end),
      rooms: slot.rooms,
    })),
    until: proposal.until ?? '',
  }
}

export function proposalBodyOf(draft: ProposalDraft) {
  return {
    owner: draft.owner === '' ? null : draft.owner,
    title: draft.title.trim(),
    place: draft.place.trim(),
    notes: draft.notes.trimEnd(),
    kind: draft.kind,
    visibility: draft.visibility,
    attendees: draft.invited.map(({ group, optional }) =>
      group.startsWith('person:') ? { person: Number(group.slice(7)), optional } : { group, optional },
    ),
    slots: draft.slots.map(({ id, day, from, until, rooms }) => ({
      id: id ?? null,
      start: `${day}T${from}`,
      end: `${day}T${until}`,
      rooms: rooms.map((room) => room.id),
    })),
    until: draft.until === '' ? null : draft.until,
  }
}

/** What keeps it from being sent: by field, of times by their key. The server decides; this only saves a way. */
export function proposalFaultsOf(draft: ProposalDraft): Record<string, Fault> {
  const faults: Record<string, Fault> = {}
  const title = draft.title.trim()
  if (title === '') faults.title = { key: 'edit.titleMissing' }
  else if (title.length > TITLE_MAX) faults.title = { key: 'edit.titleLong', values: { max: TITLE_MAX } }
  if (draft.notes.length > NOTES_MAX) faults.notes = { key: 'problem.text-too-long', values: { max: NOTES_MAX } }
  if (draft.until !== '' && !isDay(draft.until)) faults.until = { key: 'edit.startMissing' }
  const seen = new Set<string>()
  for (const { key, day, from, until } of draft.slots) {
    const name = `slot-${key}`
    const span = `${day} ${from} ${until}`
    if (!isDay(day) || !isTime(from)) faults[name] = { key: 'edit.startMissing' }
    else if (!isTime(until)) faults[name] = { key: 'edit.endMissing' }
    else if (minutesOf(until) <= minutesOf(from)) faults[name] = { key: 'edit.endBefore' }
    else if (seen.has(span)) faults[name] = { key: 'proposal.same' }
    seen.add(span)
  }
  return faults
}

/**
 * A room for each of these times: the first one that is free then, and that is not wanted for another of them which touches it, since
 * one of the two would be in the other's way.
 */
export function roomsFor(slots: readonly { start: string; end: string; rooms: readonly RoomRef[] }[]) {
  const chosen: { start: string; end: string; rooms: RoomRef[] }[] = []
  for (const { start, end, rooms } of slots) {
    const near = chosen.filter((one) => one.start <= end && start <= one.end)
    const room = rooms.find(({ id }) => !near.some((one) => one.rooms.some((other) => other.id === id)))
    chosen.push({ start, end, rooms: room ? [{ id: room.id, name: room.name, building: room.building }] : [] })
  }
  return chosen
}
