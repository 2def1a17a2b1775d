import type { PersonRef } from '@kairan/ui'
import { excerptOf } from './markup.ts'
import type { Message, MessagePage, Receipts, RoomEvent, RoomListing } from './types.ts'

/** A message as it is kept here: `asOf` says which of the room's changes it holds already, `since` the same for single fields that changed later. */
export interface Held extends Message {
  asOf: number
  since?: Partial<Record<keyof Message, number>>
}

export type People = Readonly<Record<number, PersonRef>>

/** A run of a room's messages without holes, as far as it was asked for, and kept up to date by the room's changes. */
export interface Log {
  room: number
  /** The last change that has arrived. */
  rev: number
  messages: readonly Held[]
  /** Newer ones whose forerunners have not arrived yet; they are not shown. */
  ahead: readonly Held[]
  /** Changes of messages that have not arrived themselves. */
  early?: readonly RoomEvent[]
  atStart: boolean
  atEnd: boolean
  people: People
  /** Where the reader was when the room was opened: the line stays there. */
  firstUnread?: number | undefined
  /** From this machine's own store, because the server could not be asked. */
  stored?: boolean
}

function held(message: Message, asOf: number): Held {
  return { ...message, asOf }
}

/** The whole log as one page of the server shows it, with the changes that arrived while it was on its way. */
export function logOf(room: number, page: MessagePage, tail: readonly RoomEvent[] = []): Log {
  const log: Log = {
    room,
    rev: page.rev,
    messages: bySeq(page.messages.map((message) => held(message, page.rev))),
    ahead: [],
    atStart: page.atStart,
    atEnd: page.atEnd,
    people: page.people as People,
    firstUnread: page.firstUnread ?? undefined,
  }
  return tail.filter((event) => event.rev > page.rev).reduce((now, event) => applyEvent(now, event), log)
}

function bySeq(messages: readonly Held[]): Held[] {
  return [...messages].sort((a, b) => a.seq - b.seq)
}

/** How many messages are drawn at most; what is further away than that is asked for again when one goes there. */
export const KEPT = 400

/** Puts a neighbouring page before or after what is there. */
export function addPage(
  log: Log,
  page: MessagePage,
  where: 'before' | 'after',
  tail: readonly RoomEvent[] = [],
  kept = KEPT,
): Log {
  const first = log.messages[0]?.seq
  const last = log.messages.at(-1)?.seq
  const more = logOf(log.room, page, tail)
  const fresh = more.messages.filter(({ seq }) =>
    where === 'before' ? first === undefined || seq < first : last === undefined || seq > last,
  )
  const people = { ...log.people, ...more.people }
  if (where === 'before') {
    const messages = [...fresh, ...log.messages]
    const cut = messages.length > kept
    return {
      ...log,
      people,
      messages: cut ? messages.slice(0, kept) : messages,
      ahead: cut ? [] : log.ahead,
      atStart: page.atStart,
      atEnd: log.atEnd && !cut,
    }
  }
  const messages = [...log.messages, ...fresh]
  const cut = messages.length > kept
  return join({
    ...log,
    people,
    rev: Math.max(log.rev, page.rev),
    messages: cut ? messages.slice(-kept) : messages,
    atStart: log.atStart && !cut,
    atEnd: more.atEnd,
  })
}

/** Another place of the same room. The line of what was new stays where it was. */
export function moveTo(log: Log, page: MessagePage, tail: readonly RoomEvent[] = []): Log {
  const next = logOf(log.room, page, tail)
  return { ...next, people: { ...log.people, ...next.people }, firstUnread: log.firstUnread }
}

/** Brings what waited for its forerunners to the others as soon as there is no hole. */
function join(log: Log): Log {
  if (log.ahead.length === 0) return log
  const messages = [...log.messages]
  let next = (messages.at(-1)?.seq ?? log.ahead[0]!.seq - 1) + 1
  const ahead: Held[] = []
  for (const one of log.ahead) {
    if (one.seq === next) {
      messages.push(one)
      next++
    } else if (one.seq > next) {
      ahead.push(one)
    }
  }
  return { ...log, messages, ahead }
}

/** What of a message is the same for every reader: receipts have a line of their own, bookmarks are one's own. */
const SHARED = [
  'author',
  'text',
  'excerpt',
  'at',
  'clientAt',
  'version',
  'editedAt',
  'deletedAt',
  'hidden',
  'reply',
  'agenda',
  'mark',
  'mentions',
  'files',
  'reactions',
  'pinned',
  'ack',
] as const satisfies readonly (keyof Message)[]

/** What of a message an event changes; what is absent there has been taken away. */
export function patchOf(event: RoomEvent, before: Message): Partial<Message> {
  const { message } = event
  switch (event.kind) {
    case 'message-sent':
    case 'message-edited':
    case 'message-deleted':
      return message ? Object.fromEntries(SHARED.map((field) => [field, ownKept(field, message, before)])) : {}
    case 'reaction-changed':
      return { reactions: event.reactions ?? [] }
    case 'pin-changed':
      return { pinned: event.pinned ?? false }
    case 'mark-changed':
      return { mark: event.mark ?? undefined }
    case 'acknowledged':
      return before.ack ? { ack: { ...before.ack, done: event.done ?? before.ack.done } } : {}
    default:
      return {}
  }
}

/** Whether one has acknowledged a message oneself is in no event. */
function ownKept(field: (typeof SHARED)[number], message: Message, before: Message): unknown {
  if (field === 'ack' && message.ack && before.ack?.mine) return { ...message.ack, mine: before.ack.mine }
  return message[field] ?? undefined
}

function patched(message: Held, event: RoomEvent): Held {
  const since = { ...message.since }
  const next: Record<string, unknown> = { ...message }
  let changed = false
  for (const [name, value] of Object.entries(patchOf(event, message))) {
    const field = name as keyof Message
    if (event.rev <= Math.max(message.asOf, since[field] ?? 0)) continue
    if (value === undefined) delete next[field]
    else next[field] = value
    since[field] = event.rev
    changed = true
  }
  return changed ? ({ ...next, since } as Held) : message
}

/** An entry of a room's stream as an event: the stream's cursor is the room's revision. */
export function eventOf(cursor: number, type: string, body: unknown): RoomEvent {
  return { ...(body as Partial<RoomEvent>), kind: type.replace(/^chat\./, ''), rev: cursor }
}

function peopleOf(event: RoomEvent): People {
  return event.people ?? {}
}

/** Applies one change. Changes that were applied already change nothing, whatever the order in which they are repeated. */
export function applyEvent(log: Log, event: RoomEvent): Log {
  const people = peopleOf(event)
  const known = Object.keys(people).every((id) => log.people[Number(id)] !== undefined)
  const next: Log = {
    ...log,
    rev: Math.max(log.rev, event.rev),
    people: known ? log.people : { ...log.people, ...people },
  }
  const seq = event.message?.seq ?? event.seq
  if (event.kind === 'messages-removed') {
    const gone = event.through ?? 0
    const messages = log.messages.filter((one) => one.seq > gone)
    return messages.length === log.messages.length ? next : { ...next, messages, atStart: true }
  }
  if (!seq) return next
  const replace = (list: readonly Held[]) => {
    const at = list.findIndex((one) => one.seq === seq)
    if (at < 0) return undefined
    const now = patched(list[at]!, event)
    return now === list[at] ? list : list.map((one, place) => (place === at ? now : one))
  }
  const messages = replace(log.messages)
  if (messages) return { ...next, messages }
  const ahead = replace(log.ahead)
  if (ahead) return { ...next, ahead }
  const last = log.messages.at(-1)?.seq
  if (!log.atEnd || (last !== undefined && seq <= last)) return next
  if (event.kind !== 'message-sent' || !event.message)
    return { ...next, early: [...(log.early ?? []), event].slice(-EARLY) }
  const early = (log.early ?? []).filter((one) => (one.message?.seq ?? one.seq) === seq)
  const message = early.reduce(patched, held(event.message, event.rev))
  return join({ ...next, ahead: bySeq([...log.ahead, message]) })
}

const EARLY = 200

/** Sets how many have read each message. */
export function applyReceipts(log: Log, receipts: Receipts): Log {
  const bySeq = new Map(receipts.counts.map((count) => [count[0], count]))
  let changed = false
  const messages = log.messages.map((message) => {
    const count = bySeq.get(message.seq)
    if (!count) return message
    const [, read, of, allReadAt] = count
    if (message.read === read && message.of === of && message.allReadAt === (allReadAt ?? undefined)) return message
    changed = true
    return { ...message, read, of, allReadAt: allReadAt ?? undefined }
  })
  return changed ? { ...log, messages } : log
}

/** Whether the server must be asked for what lies between. */
export function hasHole(log: Log): boolean {
  return log.ahead.length > 0
}

/** The part that is worth keeping on the machine: the newest messages, if the end is here at all. */
export function worthKeeping(log: Log, count = 60): Log | undefined {
  if (!log.atEnd) return undefined
  const messages = log.messages.slice(-count)
  return {
    ...log,
    messages,
    ahead: [],
    atStart: log.atStart && messages.length === log.messages.length,
    people: Object.fromEntries(
      [...new Set(messages.flatMap((one) => [one.author, ...(one.reply ? [one.reply.author] : [])]))].flatMap((id) => {
        const person = log.people[id]
        return person ? [[id, person]] : []
      }),
    ),
    stored: true,
  }
}

/** Who somebody is, as far as mentions can name them. */
export interface Me {
  id: number
  sections: readonly number[]
  title?: string | undefined
}

export function mentionsMe(message: Message, me: Me): boolean {
  return message.mentions.some(
    ({ kind, id, label }) =>
      kind === 'all' ||
      (kind === 'person' && id === me.id) ||
      (kind === 'section' && me.sections.includes(Number(id))) ||
      (kind === 'title' && label === me.title),
  )
}

/** The row of the room list after a change. */
export function applyToListing(room: RoomListing, event: RoomEvent, me: Me): RoomListing {
  if (event.rev <= room.rev) return room
  const next = { ...room, rev: event.rev }
  const { message } = event
  const seq = message?.seq ?? event.seq ?? 0
  switch (event.kind) {
    case 'message-sent': {
      if (!message) return next
      const author = peopleOf(event)[message.author]
      next.seq = Math.max(room.seq, seq)
      next.last = { seq, author, excerpt: excerptOf(message), at: message.at }
      if (message.author !== me.id && seq > room.readSeq) {
        next.unread = room.unread + 1
        if (mentionsMe(message, me)) next.mentions = room.mentions + 1
      }
      return next
    }
    case 'message-edited':
    case 'message-deleted':
      if (message && room.last?.seq === seq)
        next.last = { ...room.last, excerpt: message.deletedAt ? '' : excerptOf(message) }
      return next
    case 'room-changed':
      return {
        ...next,
        ...(event.name && room.kind !== 'direct' ? { name: event.name } : {}),
        purpose: event.purpose ?? '',
        opensAt: event.opensAt,
        closesAt: event.closesAt,
        closedAt: event.closedAt,
        mayPost: room.mayPost && !event.closedAt,
      }
    case 'messages-removed':
      return room.last && room.last.seq <= (event.through ?? 0) ? { ...next, last: null } : next
    case 'member-joined':
    case 'member-left':
      return { ...next, members: event.members ?? room.members }
    default:
      return next
  }
}

/** Whether what one may do in a room may be different after a change; the server says what it is then. */
export function touchesRights(room: RoomListing, event: RoomEvent, me: Me): boolean {
  if (event.kind === 'role-changed') return [event.who].flat().some((who) => who?.id === me.id)
  const same = (one: string | null | undefined, other: string | null | undefined) => (one ?? '') === (other ?? '')
  return (
    event.kind === 'room-changed' &&
    !(same(event.closedAt, room.closedAt) && same(event.opensAt, room.opensAt) && same(event.closesAt, room.closesAt))
  )
}

/** A list that was just fetched, with what the line has brought while it was on its way. */
export function caughtUp(
  rooms: readonly RoomListing[],
  tailOf: (room: number) => readonly RoomEvent[],
  me: Me,
): RoomListing[] {
  return rooms.map((room) => tailOf(room.id).reduce((now, event) => applyToListing(now, event, me), room))
}

/** The row after its reader has read up to a message, as far as can be told here; the server's list comes soon after. */
export function readUpTo(room: RoomListing, seq: number, log: Log | undefined, me: number): RoomListing {
  if (seq <= room.readSeq) return room
  if (seq >= room.seq) return { ...room, readSeq: seq, unread: 0, mentions: 0 }
  const read =
    log?.messages.filter((one) => one.seq > room.readSeq && one.seq <= seq && one.author !== me && !one.deletedAt)
      .length ?? 0
  return { ...room, readSeq: seq, unread: Math.max(0, room.unread - read) }
}

/** The rooms in the order of the list: what one has put first, then the newest. */
export function ordered(rooms: readonly RoomListing[]): RoomListing[] {
  const when = (room: RoomListing) => room.last?.at ?? ''
  return [...rooms].sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : b.id - a.id))
}
