import { ApiProblem } from '../api/problem.ts'
import { SESSION_ENDED, type Socket } from './live.ts'

export interface PollAnswer {
  hints: number
  frames: { type: string; stream?: string; cursor?: number }[]
}

export type Ask = (
  question: { streams: Record<string, number>; hints: number },
  signal: AbortSignal,
) => Promise<PollAnswer>

/** After this long the socket is tried again, which costs less than asking. */
export const POLL_FOR = 10 * 60_000

/** The live line for networks that let no WebSocket through: the same frames, asked for again and again. */
export class PollSocket implements Socket {
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  onerror: ((event: never) => void) | null = null
  readonly #ask: Ask
  readonly #until: number
  readonly #streams: Record<string, number> = {}
  #hints = 0
  #asking: AbortController | undefined
  #over = false

  constructor(ask: Ask, now = Date.now()) {
    this.#ask = ask
    this.#until = now + POLL_FOR
    void this.#run()
  }

  send(text: string): void {
    const frame = JSON.parse(text) as { type: string; stream?: string; streams?: Record<string, number> }
    if (frame.type === 'ping') {
      // Whether the server is there is seen by each question.
      queueMicrotask(() => this.#tell({ type: 'pong' }))
      return
    }
    if (frame.type === 'follow') Object.assign(this.#streams, frame.streams)
    if (frame.type === 'unfollow' && frame.stream) delete this.#streams[frame.stream]
    // What is waited for has changed, so that the question is another one.
    this.#asking?.abort()
  }

  close(): void {
    this.#over = true
    this.#asking?.abort()
  }

  #tell(frame: object) {
    if (!this.#over) this.onmessage?.({ data: JSON.stringify(frame) })
  }

  async #run(): Promise<void> {
    let begun = false
    while (!this.#over) {
      this.#asking = new AbortController()
      const { signal } = this.#asking
      try {
        // The first question only finds out whether there is an answer, and from which hint on.
        const answer = await this.#ask({ streams: begun ? { ...this.#streams } : {}, hints: this.#hints }, signal)
        this.#hints = answer.hints
        if (!begun) {
          begun = true
          this.onopen?.(undefined as never)
          this.#tell({ type: 'hello' })
        }
        for (const frame of answer.frames) {
          if (frame.stream !== undefined && frame.cursor !== undefined && frame.stream in this.#streams)
            this.#streams[frame.stream] = frame.cursor
          if (frame.type === 'stream-gone' && frame.stream !== undefined) delete this.#streams[frame.stream]
          // Hints were missed: as after any interruption everything is asked for anew.
          this.#tell(frame.type === 'hints-lost' ? { type: 'hello' } : frame)
        }
        if (Date.now() > this.#until) this.#end(1001)
      } catch (problem) {
        if (signal.aborted) continue
        this.#end(problem instanceof ApiProblem && problem.status === 401 ? SESSION_ENDED : 1006)
      }
    }
  }

  #end(code: number) {
    if (this.#over) return
    this.#over = true
    this.onclose?.({ code })
  }
}

/** How the line is made: by a socket, and by asking when the server answers but twice no socket came about. */
export class Ways {
  #refused = 0

  constructor(
    private readonly socket: () => Socket,
    private readonly poll: () => Socket,
  ) {}

  connect(): Socket {
    if (this.#refused < 2) return this.socket()
    // Once: when that line ends it is the socket's turn again.
    this.#refused = 0
    return this.poll()
  }

  opened(): void {
    this.#refused = 0
  }

  /** No line came about; `alive`: the server, asked in another way, is there. One that is away is no reason to ask it more. */
  refused(alive: boolean): void {
    this.#refused = alive ? this.#refused + 1 : 0
  }
}
