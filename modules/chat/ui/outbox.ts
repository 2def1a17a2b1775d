import { ApiProblem, request } from '@kairan/ui'
import { memoryStore, type Store } from './store.ts'
import type { Message } from './types.ts'

/** A message that its author has sent, and the server perhaps not yet taken. */
export interface Outgoing {
  key: string
  room: number
  text: string
  reply?: number | undefined
  agenda?: number | undefined
  files: readonly { upload: string; name: string }[]
  ackBy?: string | undefined
  confirmAll?: boolean | undefined
  clientAt: string
  mentions: Message['mentions']
  state: 'waiting' | 'sent' | 'failed'
  /** The number that the server has given. */
  seq?: number
  problem?: { status: number; code: string; args: Record<string, unknown> }
}

/** No answer, or one that may be another one in a moment: then the same is sent again, with the same key. */
function passes(problem: unknown): boolean {
  return problem instanceof ApiProblem && (problem.offline || problem.status >= 500 || problem.status === 429)
}

const FIRST_REST = 1_000
const LONGEST_REST = 20_000

/** Longer than any line that still carries something; what is sent again by mistake does no harm. */
const PATIENCE = 20_000

type Send = (message: Outgoing, signal: AbortSignal) => Promise<{ seq: number }>

async function post(message: Outgoing, signal: AbortSignal): Promise<{ seq: number }> {
  const { key, room, text, reply, agenda, files, ackBy, confirmAll, clientAt } = message
  const { data } = await request<{ seq: number }>('POST', `/chat/rooms/${room}/messages`, {
    headers: { 'Idempotency-Key': key },
    signal,
    patience: PATIENCE,
    body: {
      text,
      clientAt,
      files: files.map(({ upload }) => upload),
      ...(reply ? { reply } : {}),
      ...(agenda ? { agenda } : {}),
      ...(ackBy ? { ackBy } : {}),
      ...(confirmAll ? { confirmAll } : {}),
    },
  })
  return data
}

/**
 * Sends messages, each with one key until the server has answered, one at a time in each room so that they stay in their order. What is not
 * answered waits here through a lost line and a reload.
 */
export class Outbox {
  #items: readonly Outgoing[] = []
  #store: Store = memoryStore()
  readonly #running = new Set<number>()
  readonly #rests = new Map<number, () => void>()
  readonly #sending = new Set<AbortController>()
  readonly #listeners = new Set<() => void>()
  readonly #send: Send

  constructor(send: Send = post) {
    this.#send = send
  }

  /** From now on in this store, beginning with what waits there. */
  async open(store: Store): Promise<void> {
    this.#store = store
    const kept = await store.all<Outgoing>('outbox')
    const known = new Set(this.#items.map(({ key }) => key))
    this.#set([
      ...kept.filter(({ key }) => !known.has(key)).sort((a, b) => (a.clientAt < b.clientAt ? -1 : 1)),
      ...this.#items,
    ])
    for (const room of new Set(this.#items.map(({ room }) => room))) void this.#run(room)
  }

  get items(): readonly Outgoing[] {
    return this.#items
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  snapshot = (): readonly Outgoing[] => this.#items

  async add(message: Omit<Outgoing, 'state'>): Promise<void> {
    const item: Outgoing = { ...message, state: 'waiting' }
    this.#set([...this.#items, item])
    // First on the machine, then on the line: what is lost between the two would be lost for good.
    await this.#keep(item)
    void this.#run(item.room)
  }

  /** Again, as it is. */
  retry(key: string, change: Partial<Pick<Outgoing, 'confirmAll'>> = {}): void {
    const item = this.#items.find((one) => one.key === key)
    if (item?.state !== 'failed') return
    const { problem: _problem, ...rest } = item
    this.#put({ ...rest, ...change, state: 'waiting' })
    void this.#run(item.room)
  }

  /** Takes out what shall not be sent any more, or is shown by the room itself. */
  drop(key: string): void {
    this.#set(this.#items.filter((one) => one.key !== key))
    void this.#store.remove('outbox', key).catch(() => undefined)
  }

  /** The line is back: nothing rests any longer, and nothing waits for an answer that went to the old one. */
  hurry = (): void => {
    for (const wake of this.#rests.values()) wake()
    for (const sending of this.#sending) sending.abort()
  }

  #set(items: readonly Outgoing[]) {
    this.#items = items
    for (const listener of this.#listeners) listener()
  }

  #put(item: Outgoing) {
    this.#set(this.#items.map((one) => (one.key === item.key ? item : one)))
    void this.#keep(item)
  }

  async #keep(item: Outgoing) {
    try {
      await this.#store.put('outbox', item.key, item)
    } catch {
      // The disk is full: it is still on the screen and goes out from here.
    }
  }

  async #run(room: number): Promise<void> {
    if (this.#running.has(room)) return
    this.#running.add(room)
    try {
      let failures = 0
      for (;;) {
        const item = this.#items.find((one) => one.room === room && one.state === 'waiting')
        if (!item) return
        const sending = new AbortController()
        this.#sending.add(sending)
        try {
          const { seq } = await this.#send(item, sending.signal)
          failures = 0
          if (!this.#items.some((one) => one.key === item.key)) continue
          this.#set(this.#items.map((one) => (one.key === item.key ? { ...item, state: 'sent', seq } : one)))
          void this.#store.remove('outbox', item.key).catch(() => undefined)
        } catch (problem) {
          if (sending.signal.aborted) continue
          if (passes(problem)) {
            await this.#rest(room, Math.min(LONGEST_REST, FIRST_REST * 2 ** failures++))
          } else {
            const { status, code, args } =
              problem instanceof ApiProblem ? problem : new ApiProblem(0, 'core.unexpected')
            if (this.#items.some((one) => one.key === item.key))
              this.#put({ ...item, state: 'failed', problem: { status, code, args } })
          }
        } finally {
          this.#sending.delete(sending)
        }
      }
    } finally {
      this.#running.delete(room)
    }
  }

  #rest(room: number, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#rests.delete(room)
        resolve()
      }
      const timer = setTimeout(wake, ms / 2 + (ms / 2) * Math.random())
      this.#rests.set(room, wake)
    })
  }
}

/** What of the outbox the room's own messages do not show yet. */
export function stillOut(
  items: readonly Outgoing[],
  room: number,
  messages: readonly Pick<Message, 'seq' | 'author' | 'text' | 'clientAt'>[],
  me: number,
): Outgoing[] {
  return items.filter(
    (item) =>
      item.room === room &&
      !messages.some(
        (message) =>
          message.seq === item.seq ||
          // The line was faster than the answer.
          (item.state === 'waiting' &&
            message.author === me &&
            message.clientAt !== undefined &&
            message.clientAt !== null &&
            Date.parse(message.clientAt) === Date.parse(item.clientAt) &&
            message.text === item.text),
      ),
  )
}

/** `crypto.randomUUID` is missing where the page is served without TLS on an intranet name. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
