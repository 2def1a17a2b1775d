import type { Hint } from '../api/types.ts'

/** The part of a WebSocket that is used. */
export interface Socket {
  send(text: string): void
  close(code?: number): void
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  onerror: ((event: never) => void) | null
}

export interface StreamFrame {
  type: string
  stream: unknown
  cursor?: unknown
  body?: unknown
}

/** `waiting`: the line is down and will be tried again; `stopped`: the session ended, or nobody wants it. */
export type LiveState = 'connecting' | 'open' | 'waiting' | 'stopped'

export interface LiveOptions {
  connect: () => Socket
  onHint: (hint: Hint) => void
  /** An entry of a stream, or that there is no such stream. */
  onStream?: (frame: StreamFrame) => void
  onState: (state: LiveState) => void
  /** The line has brought something, were it only the answer to a ping. */
  onAlive?: () => void
  /** From now on the server tells; what was asked before, on the first line too, may have missed something. */
  onListening: () => void
  onSessionLost: () => void
  /**
   * Asked when the server refuses the connection, which a browser does not distinguish from a lost line: whether the session still
   * holds. Undefined when that cannot be told.
   */
  isSessionAlive: () => Promise<boolean | undefined>
  random?: () => number
}

export const PING_EVERY = 25_000
export const PONG_WITHIN = 10_000
const FIRST_DELAY = 1_000
const LONGEST_DELAY = 30_000

export const SESSION_ENDED = 4001
export const TOO_MANY = 4003

/** A full minute between tries when the server says that there are too many connections already. */
const CROWDED_DELAY = 60_000

/** The one live connection: keeps itself alive, notices a dead line, and comes back with a growing, jittered delay. */
export class LiveConnection {
  readonly #options: LiveOptions
  readonly #random: () => number
  #socket: Socket | undefined
  #state: LiveState = 'stopped'
  #tries = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #ping: ReturnType<typeof setInterval> | undefined
  #pong: ReturnType<typeof setTimeout> | undefined

  constructor(options: LiveOptions) {
    this.#options = options
    this.#random = options.random ?? Math.random
  }

  get state(): LiveState {
    return this.#state
  }

  start(): void {
    if (this.#state === 'connecting' || this.#state === 'open') return
    this.#connect()
  }

  /** Tries at once: the network came back, or the page was looked at again. */
  hurry(): void {
    if (this.#state === 'waiting') this.#connect()
    else if (this.#state === 'open') this.#sendPing()
  }

  /** Says something to the server; without an open line it is not said. */
  send(frame: object): void {
    const socket = this.#socket
    if (!socket || this.#state !== 'open') return
    try {
      socket.send(JSON.stringify(frame))
    } catch {
      this.#dead(socket)
    }
  }

  stop(): void {
    this.#drop(1000)
    this.#enter('stopped')
  }

  #enter(state: LiveState) {
    if (this.#state === state) return
    this.#state = state
    this.#options.onState(state)
  }

  #connect() {
    clearTimeout(this.#retry)
    this.#enter('connecting')
    let opened = false
    let socket: Socket
    try {
      socket = this.#options.connect()
    } catch {
      this.#later()
      return
    }
    this.#socket = socket
    // A network that swallows packets leaves a socket connecting for minutes.
    this.#pong = setTimeout(() => this.#dead(socket), PONG_WITHIN * 2)
    socket.onopen = () => {
      if (socket !== this.#socket) return
      opened = true
      clearTimeout(this.#pong)
      this.#pong = undefined
      this.#ping = setInterval(() => this.#sendPing(), PING_EVERY)
      this.#enter('open')
    }
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket) return
      this.#tries = 0
      clearTimeout(this.#pong)
      this.#pong = undefined
      this.#options.onAlive?.()
      this.#receive(data)
    }
    socket.onerror = null
    socket.onclose = ({ code }) => {
      if (socket !== this.#socket) return
      this.#drop()
      if (code === SESSION_ENDED) {
        this.#enter('stopped')
        this.#options.onSessionLost()
      } else if (code === TOO_MANY) {
        this.#later(CROWDED_DELAY)
      } else if (opened && code !== 1008) {
        this.#later()
      } else {
        this.#enter('waiting')
        void this.#askSession()
      }
    }
  }

  async #askSession() {
    const alive = await this.#options.isSessionAlive()
    if (this.#state !== 'waiting') return
    if (alive === false) {
      this.#enter('stopped')
      this.#options.onSessionLost()
    } else {
      this.#later()
    }
  }

  #receive(data: unknown) {
    let message: unknown
    try {
      message = JSON.parse(String(data))
    } catch {
      return
    }
    if (typeof message !== 'object' || message === null) return
    const { type } = message as { type?: unknown }
    if (typeof type !== 'string' || type === 'pong') return
    if (type === 'hello') {
      this.#options.onListening()
      return
    }
    // An entry of a stream has the type of what happened, like a hint, and the stream's name beside it.
    if ('stream' in message) this.#options.onStream?.({ ...message, type })
    else this.#options.onHint(message as Hint)
  }

  #sendPing() {
    const socket = this.#socket
    if (!socket || this.#state !== 'open' || this.#pong !== undefined) return
    this.#pong = setTimeout(() => this.#dead(socket), PONG_WITHIN)
    try {
      socket.send('{"type":"ping"}')
    } catch {
      this.#dead(socket)
    }
  }

  /** Closing a dead line takes the browser minutes, so it is left behind. */
  #dead(socket: Socket) {
    if (socket !== this.#socket) return
    this.#drop()
    this.#later()
  }

  #drop(code?: number) {
    clearTimeout(this.#retry)
    clearInterval(this.#ping)
    clearTimeout(this.#pong)
    this.#ping = undefined
    this.#pong = undefined
    const socket = this.#socket
    this.#socket = undefined
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null
    try {
      socket.close(code)
    } catch {
      // It was closed already.
    }
  }

  /** Half of the delay is chance, so that 1,400 browsers do not come back in the same instant. */
  #later(least?: number) {
    const full = Math.max(least ?? 0, Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#tries))
    this.#tries++
    this.#enter('waiting')
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#connect(), full / 2 + (full / 2) * this.#random())
  }
}
