import { describe, expect, it } from 'vitest'
import {
  addPage,
  applyEvent,
  applyReceipts,
  applyToListing,
  caughtUp,
  hasHole,
  logOf,
  moveTo,
  ordered,
  readUpTo,
  touchesRights,
  worthKeeping,
  type Log,
} from './log.ts'
import type { PersonRef } from '@kairan/ui'
import type { Message, MessagePage, RoomEvent, RoomListing } from './types.ts'

/** Chance that can be repeated. */
function dice(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return {
    below: (n: number) => Math.floor(next() * n),
    shuffled: <T>(list: readonly T[]) =>
      list
        .map((one) => [next(), one] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, one]) => one),
  }
}

function message(seq: number, part: Partial<Message> = {}): Message {
  return {
    seq,
    version: 1,
    author: 1 + (seq % 3),
    text: `m${seq}`,
    at: `2026-11-28T00:00:${String(seq % 60).padStart(2, '0')}Z`,
    mentions: [],
    files: [],
    reactions: [],
    pinned: false,
    ...part,
  }
}

/** A server of one room, by the contract: every change has a revision and tells the whole new state of what it changed. */
class Server {
  messages: Message[] = []
  events: RoomEvent[] = []

  constructor(private readonly chance: ReturnType<typeof dice>) {}

  get rev() {
    return this.events.length
  }

  private tell(event: Omit<RoomEvent, 'rev'>) {
    this.events.push({ ...event, rev: this.rev + 1 })
  }

  private change(kind: string, seq: number, part: Partial<Message>) {
    let now: Message | undefined
    this.messages = this.messages.map((one) => {
      if (one.seq !== seq) return one
      now = Object.fromEntries(
        Object.entries({ ...one, ...part }).filter(([, value]) => value !== undefined),
      ) as unknown as Message
      return now
    })
    // As the server tells it: the whole message when it was written anew, else the part.
    this.tell(kind.startsWith('message-') ? { kind, message: now! } : { kind, seq, ...(part as Partial<RoomEvent>) })
  }

  act() {
    const { below } = this.chance
    const seq = 1 + below(Math.max(1, this.messages.length))
    const act = this.messages.length === 0 ? 0 : below(8)
    if (act <= 2) {
      const sent = message(this.messages.length + 1)
      this.messages = [...this.messages, sent]
      this.tell({ kind: 'message-sent', message: sent })
    } else if (act === 3) this.change('message-edited', seq, { text: `e${this.rev}`, editedAt: '2026-11-28T01:00:00Z' })
    else if (act === 4) this.change('message-deleted', seq, { text: '', files: [], deletedAt: '2026-11-28T02:00:00Z' })
    else if (act === 5)
      this.change('reaction-changed', seq, { reactions: [{ key: 'understood', people: [below(9)], count: 1 }] })
    else if (act === 6) this.change('pin-changed', seq, { pinned: below(2) === 0 })
    else this.change('mark-changed', seq, { mark: below(2) === 0 ? 'decision' : undefined })
  }

  page(from: number, to: number): MessagePage {
    const messages = this.messages.filter(({ seq }) => seq >= from && seq <= to)
    return { messages, people: {}, rev: this.rev, atStart: from <= 1, atEnd: to >= this.messages.length }
  }
}

const plain = (log: Log) => log.messages.map(({ asOf: _asOf, since: _since, ...rest }) => rest)

describe('a log', () => {
  it('is after any changes what a fresh page shows, however often and in whatever order they are repeated', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const chance = dice(seed)
      const server = new Server(chance)
      for (let i = chance.below(20); i >= 0; i--) server.act()
      let log = logOf(1, server.page(1, 999))
      const before = server.rev
      for (let i = chance.below(40); i >= 0; i--) server.act()
      const fresh = server.events.filter(({ rev }) => rev > before)
      const stream = seed % 2 ? fresh : chance.shuffled(fresh)
      // Repeats: some of what came, some from before the page, anywhere in between.
      const repeats = chance.shuffled(server.events).slice(0, 10)
      const all =
        seed % 3
          ? [...stream, ...repeats]
          : stream.flatMap((event, at) => [event, ...(repeats[at] ? [repeats[at]] : [])])
      for (const event of all) log = applyEvent(log, event)
      expect(plain(log), `seed ${seed}`).toEqual(server.messages)
      expect(log.rev).toBe(server.rev)
      expect(hasHole(log)).toBe(false)
    }
  })

  it('takes up what the line brought while a page was on its way', () => {
    const server = new Server(dice(5))
    for (let i = 0; i < 30; i++) server.act()
    const page = server.page(1, 999)
    for (let i = 0; i < 30; i++) server.act()
    expect(plain(logOf(1, page, server.events))).toEqual(server.messages)
  })

  it('shows nothing beyond a hole, and everything once it is filled by a page', () => {
    let log = logOf(1, { messages: [message(1)], people: {}, rev: 1, atStart: true, atEnd: true })
    const sent = (seq: number): RoomEvent => ({ kind: 'message-sent', rev: seq, seq, at: '', message: message(seq) })
    log = applyEvent(applyEvent(log, sent(4)), sent(3))
    expect(log.messages.map(({ seq }) => seq)).toEqual([1])
    expect(hasHole(log)).toBe(true)
    log = addPage(log, { messages: [message(2)], people: {}, rev: 2, atStart: false, atEnd: true }, 'after')
    expect(log.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect(hasHole(log)).toBe(false)
  })

  it('throws away what the room does not keep any longer', () => {
    const log = logOf(1, {
      messages: [1, 2, 3].map((seq) => message(seq)),
      people: {},
      rev: 3,
      atStart: false,
      atEnd: true,
    })
    const next = applyEvent(log, { kind: 'messages-removed', rev: 4, through: 2 })
    expect(next.messages.map(({ seq }) => seq)).toEqual([3])
    expect(next.atStart).toBe(true)
  })

  it('does not grow at an end that is not shown', () => {
    const log = logOf(1, { messages: [message(5)], people: {}, rev: 9, atStart: false, atEnd: false })
    const next = applyEvent(log, { kind: 'message-sent', rev: 10, seq: 20, at: '', message: message(20) })
    expect(next.messages).toHaveLength(1)
    expect(next.rev).toBe(10)
  })

  it('walks back page by page, forgets the far end when it gets long, and finds it again', () => {
    const all = Array.from({ length: 100 }, (_, at) => message(at + 1))
    const page = (from: number, to: number): MessagePage => ({
      messages: all.slice(from - 1, to),
      people: {},
      rev: 100,
      atStart: from === 1,
      atEnd: to === 100,
    })
    let log = logOf(1, page(81, 100))
    log = addPage(log, page(61, 80), 'before', [], 50)
    log = addPage(log, page(41, 60), 'before', [], 50)
    expect([log.messages[0]!.seq, log.messages.at(-1)!.seq, log.atEnd]).toEqual([41, 90, false])
    log = addPage(log, page(91, 100), 'after', [], 50)
    expect([log.messages[0]!.seq, log.messages.at(-1)!.seq, log.atEnd, log.atStart]).toEqual([51, 100, true, false])
    // The same page once more changes nothing.
    expect(addPage(log, page(91, 100), 'after', [], 50).messages).toEqual(log.messages)
    const moved = moveTo({ ...log, firstUnread: 95 }, page(1, 20))
    expect([moved.messages[0]!.seq, moved.atEnd, moved.firstUnread]).toEqual([1, false, 95])
  })

  it('keeps what is one’s own of a message when others change it', () => {
    const mine = message(1, { bookmarked: true, key: 'k', read: 2, of: 3, ack: { done: 1, of: 3, mine: 'x' } })
    let log = logOf(1, { messages: [mine], people: {}, rev: 1, atStart: true, atEnd: true })
    log = applyEvent(log, {
      kind: 'message-edited',
      rev: 2,
      seq: 1,
      at: '',
      message: message(1, { text: 'neu', ack: { done: 2, of: 3 } }),
    })
    expect(log.messages[0]).toMatchObject({
      text: 'neu',
      bookmarked: true,
      key: 'k',
      read: 2,
      of: 3,
      ack: { done: 2, mine: 'x' },
    })
  })

  it('counts readers without touching the rest', () => {
    const log = logOf(1, { messages: [message(1), message(2)], people: {}, rev: 1, atStart: true, atEnd: true })
    const next = applyReceipts(log, {
      counts: [
        [2, 3, 3, '2026-11-28T03:00:00Z'],
        [9, 1, 1],
      ],
    })
    expect(next.messages[1]).toMatchObject({ read: 3, of: 3, allReadAt: '2026-11-28T03:00:00Z' })
    expect(applyReceipts(next, { counts: [[2, 3, 3, '2026-11-28T03:00:00Z']] })).toBe(next)
  })

  it('is kept on the machine with its newest messages, never with a hole towards the end', () => {
    const log = logOf(1, {
      messages: [1, 2, 3].map((seq) => message(seq)),
      people: { 1: { id: 1, name: '甲', kana: '' }, 7: { id: 7, name: '乙', kana: '' } },
      rev: 1,
      atStart: true,
      atEnd: true,
    })
    expect(worthKeeping(log, 2)).toMatchObject({ atStart: false, stored: true, people: { 1: { name: '甲' } } })
    expect(worthKeeping(log, 2)!.people[7]).toBeUndefined()
    expect(worthKeeping({ ...log, atEnd: false })).toBeUndefined()
  })
})

const me = { id: 1, sections: [5], title: '係長' }

function listing(part: Partial<RoomListing> = {}): RoomListing {
  return {
    id: 1,
    kind: 'group',
    name: '部屋',
    purpose: '',
    rev: 0,
    seq: 0,
    readSeq: 0,
    unread: 0,
    mentions: 0,
    favourite: false,
    muted: false,
    alerts: 'all',
    members: 3,
    mayPost: true,
    mayManage: false,
    ...part,
  }
}

describe('a row of the list', () => {
  const sent = (rev: number, seq: number, part: Partial<Message> = {}): RoomEvent => ({
    kind: 'message-sent',
    rev,
    seq,
    at: '',
    message: message(seq, { author: 2, ...part }),
  })

  it('counts what others write, once, and names apart', () => {
    let room = listing()
    room = applyToListing(room, sent(1, 1), me)
    room = applyToListing(room, sent(1, 1), me)
    room = applyToListing(room, sent(2, 2, { mentions: [{ kind: 'section', id: 5, label: '総務課' }] }), me)
    room = applyToListing(room, sent(3, 3, { author: 1 }), me)
    expect(room).toMatchObject({ rev: 3, seq: 3, unread: 2, mentions: 1, last: { seq: 3 } })
  })

  it('knows who is meant', () => {
    const named = (kind: string, id: number | undefined, label = '') =>
      applyToListing(listing(), sent(1, 1, { mentions: [{ kind, id, label }] }), me).mentions
    expect([
      named('all', undefined),
      named('person', 1),
      named('person', 2),
      named('title', 9, '係長'),
      named('title', 9, '課長'),
      named('section', 6),
    ]).toEqual([1, 1, 0, 1, 0, 0])
  })

  it('that was fetched while messages came catches up with them', () => {
    const rooms = caughtUp([listing({ rev: 1, seq: 1, unread: 1 })], () => [sent(1, 1), sent(2, 2), sent(3, 3)], me)
    expect(rooms[0]).toMatchObject({ rev: 3, unread: 3 })
  })

  it('is read as far as one has read', () => {
    const log = logOf(1, {
      messages: [1, 2, 3, 4].map((seq) => message(seq, { author: seq === 2 ? 1 : 2 })),
      people: {},
      rev: 4,
      atStart: true,
      atEnd: true,
    })
    const room = listing({ rev: 4, seq: 4, unread: 3, mentions: 1 })
    expect(readUpTo(room, 3, log, 1)).toMatchObject({ readSeq: 3, unread: 1, mentions: 1 })
    expect(readUpTo(room, 4, log, 1)).toMatchObject({ readSeq: 4, unread: 0, mentions: 0 })
    expect(readUpTo(listing({ readSeq: 9 }), 3, log, 1).readSeq).toBe(9)
  })

  it('takes no message any more when it is closed, and asks what one may do when that can be different', () => {
    const changed = (part: Partial<RoomEvent>): RoomEvent => ({ kind: 'room-changed', rev: 9, at: '', ...part })
    const open = listing({ kind: 'meeting', opensAt: '2026-11-30T00:00:00Z' })
    const closing = changed({ opensAt: open.opensAt, closedAt: '2026-12-02T07:00:00Z' })
    expect(applyToListing(open, closing, me)).toMatchObject({ mayPost: false, closedAt: '2026-12-02T07:00:00Z' })
    expect(touchesRights(open, closing, me)).toBe(true)
    expect(touchesRights(open, changed({ opensAt: open.opensAt, name: '改称' }), me)).toBe(false)
    const role = (id: number): RoomEvent => ({ kind: 'role-changed', rev: 9, at: '', who: { id } as PersonRef })
    expect([role(1), role(2)].map((event) => touchesRights(open, event, me))).toEqual([true, false])
  })

  it('shows no words of what was deleted', () => {
    const room = applyToListing(listing(), sent(1, 1, { text: '秘密' }), me)
    expect(room.last?.excerpt).toBe('秘密')
    expect(
      applyToListing(
        room,
        { kind: 'message-deleted', rev: 2, seq: 1, at: '', message: message(1, { text: '', deletedAt: 'x' }) },
        me,
      ).last?.excerpt,
    ).toBe('')
  })

  it('stands where its newest message puts it', () => {
    const at = (id: number, when: string) => listing({ id, last: { seq: 1, excerpt: '', at: when } })
    expect(ordered([at(1, '2026-01-01'), at(2, '2026-02-01'), listing({ id: 3 })]).map(({ id }) => id)).toEqual([
      2, 1, 3,
    ])
  })
})
