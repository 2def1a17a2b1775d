import type { StreamFrame } from './live.ts'

/** A stream of the live line as its follower wants it. */
export interface Following {
  /** The last entry that is applied already; asked for each time the line begins, so that nothing is sent twice or left out. */
  after: () => number
  onEntry: (cursor: number, type: string, body: unknown) => void
  /** There is no such stream for this person, or not any more. */
  onGone?: () => void
}

/** The server takes frames of at most 4 KiB. */
const FRAME = 3_500

/** What is followed on the live line: told to the server when a line begins, and as it changes. */
export class Streams {
  readonly #following = new Map<string, Following>()
  readonly #fresh = new Set<string>()
  #send: ((frame: object) => void) | undefined

  /** Answers what ends it. A stream has one follower; another one takes the place of the first. */
  follow(stream: string, following: Following): () => void {
    this.#following.set(stream, following)
    if (this.#fresh.size === 0) queueMicrotask(() => this.#tell())
    this.#fresh.add(stream)
    return () => {
      if (this.#following.get(stream) !== following) return
      this.#following.delete(stream)
      if (!this.#fresh.delete(stream)) this.#send?.({ type: 'unfollow', stream })
    }
  }

  /** A line has begun, on which nothing is followed yet. */
  begin(send: (frame: object) => void): void {
    this.#send = send
    this.#fresh.clear()
    for (const stream of this.#following.keys()) this.#fresh.add(stream)
    this.#tell()
  }

  end(): void {
    this.#send = undefined
  }

  take(frame: StreamFrame): void {
    const stream = String(frame.stream)
    const following = this.#following.get(stream)
    if (!following) return
    if (frame.type === 'stream-gone') {
      this.#following.delete(stream)
      following.onGone?.()
    } else if (typeof frame.cursor === 'number') {
      following.onEntry(frame.cursor, frame.type, frame.body)
    }
  }

  /** Many in one frame: whoever is in two hundred rooms must not be taken for a flood. */
  #tell() {
    const send = this.#send
    if (!send) return
    const fresh = [...this.#fresh]
    this.#fresh.clear()
    let streams: Record<string, number> = {}
    let size = 0
    const flush = () => {
      if (size > 0) send({ type: 'follow', streams })
      streams = {}
      size = 0
    }
    for (const stream of fresh) {
      const following = this.#following.get(stream)
      if (!following) continue
      const after = following.after()
      const more = stream.length + String(after).length + 4
      if (size + more > FRAME) flush()
      streams[stream] = after
      size += more
    }
    flush()
  }
}

const streams = new Streams()

/** Follows a stream of a module, `chat.room:12` say, from the entry that is named and on whatever line there is. Answers what ends it. */
export function followStream(stream: string, following: Following): () => void {
  return streams.follow(stream, following)
}

/** The streams of this page; for the live line. */
export function pageStreams(): Streams {
  return streams
}
