/** At most that many ids fit into one question. */
const MOST = 500
const GATHER_MS = 15

interface Asked<T> {
  resolve: (found: T | undefined) => void
  reject: (problem: unknown) => void
}

/** Gathers what is asked for one by one within a moment and asks it together: a list of two hundred names is one question. */
export class Gathered<T> {
  readonly #ask: (ids: number[]) => Promise<Map<number, T>>
  #asked = new Map<number, Asked<T>[]>()

  constructor(ask: (ids: number[]) => Promise<Map<number, T>>) {
    this.#ask = ask
  }

  /** Undefined if nothing is known of it. */
  one(id: number): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#asked.size === 0) setTimeout(() => this.#send(), GATHER_MS)
      this.#asked.set(id, [...(this.#asked.get(id) ?? []), { resolve, reject }])
    })
  }

  #send() {
    const all = [...this.#asked]
    this.#asked = new Map()
    for (let from = 0; from < all.length; from += MOST) {
      const some = all.slice(from, from + MOST)
      this.#ask(some.map(([id]) => id)).then(
        (found) => some.forEach(([id, asked]) => asked.forEach(({ resolve }) => resolve(found.get(id)))),
        (problem: unknown) => some.forEach(([, asked]) => asked.forEach(({ reject }) => reject(problem))),
      )
    }
  }
}

/** When meetings end everybody's pages ask anew: not all in the same instant. One number for a page, so that its questions stay together. */
const APART_MS = Math.random() * 2_000
const SOONEST_MS = 1_000

/** For how many milliseconds an answer holds, by the server's own clock: browsers' clocks are wrong. */
export function holdsFor(now: string, changes: string, apart = APART_MS): number {
  return Math.max(SOONEST_MS, Date.parse(changes) - Date.parse(now)) + apart
}

/** When it did not come in time, or not at all. */
const AGAIN_MS = 10_000

/** Milliseconds from now to the next question, for an answer of a while ago. */
export function askIn(holds: number | undefined, answeredAt: number, now = Date.now()): number | false {
  if (holds === undefined) return false
  const left = answeredAt + holds - now
  return left > 0 ? left : AGAIN_MS
}
