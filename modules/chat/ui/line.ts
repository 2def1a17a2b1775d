import { api, followStream, translator, type QueryClient } from '@kairan/ui'
import { currentChoices, isQuiet, type QuietHours } from './choices.ts'
import { keys } from './keys.ts'
import {
  addPage,
  applyEvent,
  applyReceipts,
  applyToListing,
  caughtUp,
  eventOf,
  hasHole,
  mentionsMe,
  ordered,
  readUpTo,
  touchesRights,
  worthKeeping,
  type Log,
  type Me,
} from './log.ts'
import { excerptOf } from './markup.ts'
import { memoryStore, type Store } from './store.ts'
import type { MessagePage, Receipts, RoomEvent, RoomList, RoomListing } from './types.ts'

/** The server lets one connection follow this many streams; some are left for the receipts of the room that is open. */
const FOLLOWED = 190
const TAIL = 300
/** A burst of events is drawn once. */
const TOGETHER_MS = 16
/** Many browsers hear of the same change in the same moment. */
const SPREAD_MS = 800
const KEEP_AFTER_MS = 3000
const FRESH_MS = 120_000

/** Keeps what the cache holds of the rooms up to date from their streams. */
export class Line {
  #client: QueryClient | undefined
  #me: Me = { id: 0, sections: [] }
  #shared = false
  #store: Store = memoryStore()
  #opened: () => void = () => undefined
  /** Settled when it is known whose line this is, and where it keeps things. */
  readonly ready = new Promise<void>((done) => {
    this.#opened = done
  })
  readonly #tails = new Map<number, RoomEvent[]>()
  readonly #stops = new Map<number, () => void>()
  readonly #waiting = new Map<number, RoomEvent[]>()
  readonly #read = new Map<number, number>()
  readonly #keeping = new Map<number, ReturnType<typeof setTimeout>>()
  #flushing: ReturnType<typeof setTimeout> | undefined
  /** The room that is on the screen. */
  open: number | undefined
  onOpenRoom: (room: number) => void = () => undefined
  /** When nobody wants to hear of anything but what needs an answer. */
  quiet: QuietHours | undefined

  start(client: QueryClient, me: Me, shared: boolean, store: Store): void {
    this.#client = client
    this.#me = me
    this.#shared = shared
    this.#store = store
    this.#opened()
  }

  /** The rooms that are known by now. */
  rooms(): readonly RoomListing[] {
    return this.#client?.getQueryData<RoomList>(keys.rooms)?.rooms ?? []
  }

  /** The last changes of a room as they came, for answers that were asked for before them. */
  tailOf = (room: number): readonly RoomEvent[] => this.#tails.get(room) ?? []

  /** A list as the server gave it, brought to what is known here by now. */
  current(list: RoomList): RoomList {
    const rooms = caughtUp(list.rooms, this.tailOf, this.#me).map((room) => {
      const read = this.#read.get(room.id)
      return read === undefined ? room : readUpTo(room, read, this.#log(room.id), this.#me.id)
    })
    return { ...list, rooms }
  }

  /** Keeps the list on the machine, to begin with when there is no line. */
  keepRooms(list: RoomList): void {
    if (!this.#shared) void this.ready.then(() => this.#store.put('lists', 'rooms', list)).catch(() => undefined)
  }

  /** What is kept here of the rooms. */
  async keptRooms(): Promise<RoomList | undefined> {
    await this.ready
    return this.#store.get<RoomList>('lists', 'rooms')
  }

  async keptLog(room: number): Promise<Log | undefined> {
    await this.ready
    return this.#store.get<Log>('logs', room)
  }

  /** Follows the rooms of the list, the newest first where there are too many. */
  follow(rooms: readonly RoomListing[]): void {
    const wanted = new Set(
      ordered(rooms)
        .slice(0, FOLLOWED)
        .map(({ id }) => id),
    )
    for (const [id, stop] of this.#stops) {
      if (wanted.has(id)) continue
      stop()
      this.#stops.delete(id)
      this.#tails.delete(id)
    }
    for (const id of wanted) {
      if (this.#stops.has(id)) continue
      this.#stops.set(
        id,
        followStream(`chat.room:${id}`, {
          after: () => this.#after(id),
          onEntry: (cursor, type, body) => this.#take(id, eventOf(cursor, type, body)),
          onGone: () => this.#gone(id),
        }),
      )
    }
  }

  /** How many have read what, of the room that is open. */
  followReceipts(room: number): () => void {
    let cursor = 0
    return followStream(`chat.receipts:${room}`, {
      after: () => cursor,
      onEntry: (at, _type, body) => {
        cursor = at
        this.setLog(room, (log) => applyReceipts(log, body as Receipts))
      },
    })
  }

  setLog(room: number, change: (log: Log) => Log): void {
    this.#client?.setQueryData<Log>(keys.log(room), (log) => log && change(log))
  }

  /** One has read up to here; shown at once, told to the server by whoever calls. */
  markRead(room: number, seq: number): void {
    this.#read.set(room, Math.max(seq, this.#read.get(room) ?? 0))
    this.#setRoom(room, (listing) => readUpTo(listing, seq, this.#log(room), this.#me.id))
  }

  /** One has put a room back to unread. */
  markUnread(room: number): void {
    this.#read.delete(room)
  }

  #setRoom(id: number, change: (room: RoomListing) => RoomListing): void {
    this.#client?.setQueryData<RoomList>(
      keys.rooms,
      (list) => list && { ...list, rooms: list.rooms.map((room) => (room.id === id ? change(room) : room)) },
    )
  }

  #log(room: number): Log | undefined {
    return this.#client?.getQueryData<Log>(keys.log(room))
  }

  #listing(room: number): RoomListing | undefined {
    return this.#client?.getQueryData<RoomList>(keys.rooms)?.rooms.find(({ id }) => id === room)
  }

  #after(room: number): number {
    const log = this.#log(room)
    const listing = this.#listing(room)
    const revs = [...(log && !log.stored ? [log.rev] : []), ...(listing ? [listing.rev] : [])]
    return revs.length === 0 ? 0 : Math.min(...revs)
  }

  #take(room: number, event: RoomEvent): void {
    const waiting = this.#waiting.get(room)
    if (waiting) waiting.push(event)
    else this.#waiting.set(room, [event])
    if (this.#flushing === undefined) this.#flushing = setTimeout(() => this.#flush(), TOGETHER_MS)
  }

  #flush(): void {
    this.#flushing = undefined
    const client = this.#client
    if (!client) return
    const arrived = new Map(this.#waiting)
    this.#waiting.clear()
    for (const [room, events] of arrived) {
      this.#tails.set(room, [...this.tailOf(room), ...events].slice(-TAIL))
      const before = this.#listing(room)
      this.setLog(room, (log) => events.reduce(applyEvent, log))
      for (const event of events) {
        if (before && event.rev > before.rev) this.#notify(before, event)
        if (ROOM_KINDS.has(event.kind)) this.#later(keys.room(room))
        if (before && touchesRights(before, event, this.#me)) this.#later(keys.rooms)
      }
      const log = this.#log(room)
      if (log && hasHole(log)) void this.#fill(log)
      if (log) this.keep(room)
    }
    client.setQueryData<RoomList>(
      keys.rooms,
      (list) =>
        list && {
          ...list,
          rooms: list.rooms.map((room) =>
            (arrived.get(room.id) ?? []).reduce((now, event) => applyToListing(now, event, this.#me), room),
          ),
        },
    )
  }

  /** Something lies between what is shown and what has arrived: the server knows it. */
  async #fill(log: Log): Promise<void> {
    const last = log.messages.at(-1)?.seq ?? 0
    try {
      const page = await api.get<MessagePage>(`/chat/rooms/${log.room}/messages`, {
        query: { after: last, limit: 100 },
      })
      this.setLog(log.room, (now) => addPage(now, page, 'after', this.tailOf(log.room)))
    } catch {
      // The next event asks again.
    }
  }

  #later(key: readonly unknown[]): void {
    setTimeout(() => void this.#client?.invalidateQueries({ queryKey: key }), Math.random() * SPREAD_MS)
  }

  #gone(room: number): void {
    this.#stops.delete(room)
    this.#tails.delete(room)
    this.#client?.removeQueries({ queryKey: keys.log(room) })
    void this.#store.remove('logs', room).catch(() => undefined)
    this.#later(keys.rooms)
    this.#later(keys.room(room))
  }

  /** Keeps the newest messages of a visited room on the machine, a moment after they have changed. */
  keep(room: number): void {
    if (this.#shared || this.#keeping.has(room)) return
    this.#keeping.set(
      room,
      setTimeout(() => {
        this.#keeping.delete(room)
        const log = this.#log(room)
        const part = log && !log.stored ? worthKeeping(log) : undefined
        if (part) void this.#store.put('logs', room, part).catch(() => undefined)
      }, KEEP_AFTER_MS),
    )
  }

  /** A word on the desktop of who looks elsewhere; on a shared PC it says nothing of the content. */
  #notify(room: RoomListing, event: RoomEvent): void {
    const { message } = event
    if (event.kind !== 'message-sent' || !message || message.author === this.#me.id) return
    if (!currentChoices().desktop || typeof Notification === 'undefined' || Notification.permission !== 'granted')
      return
    if (Date.now() - Date.parse(message.at) > FRESH_MS) return
    if (room.muted || room.alerts === 'none') return
    if (room.alerts === 'mentions' && !mentionsMe(message, this.#me)) return
    if (document.hasFocus() && this.open === room.id) return
    // What asks for a confirmation is not held back.
    if (!message.ack && isQuiet(this.quiet, Date.now())) return
    const t = translator('chat')
    const who = event.people?.[message.author]?.name ?? ''
    const words = this.#shared
      ? { title: t('desktop.title'), body: t('desktop.noContent') }
      : { title: room.kind === 'direct' ? who : `${who} (${room.name})`, body: excerptOf(message) }
    try {
      const shown = new Notification(words.title, { body: words.body, tag: `chat ${room.id}`, icon: '/icon.svg' })
      shown.addEventListener('click', () => {
        window.focus()
        shown.close()
        this.onOpenRoom(room.id)
      })
    } catch {
      // Phones want a service worker for it.
    }
  }
}

const ROOM_KINDS = new Set(['room-changed', 'pin-changed', 'member-joined', 'member-left', 'role-changed'])

/** The line of this page. */
export const line = new Line()
