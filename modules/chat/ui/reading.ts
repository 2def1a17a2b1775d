/**
 * When has somebody read a message? When at least half of it has been visible for a second in a window that has the focus, and that somebody
 * has used within the last minute. A tab in the background or a PC that its person has left reads nothing.
 */

export const SEEN_AFTER_MS = 1000
export const PRESENT_MS = 60_000
const HALF = 0.5

/** How far one has read without a gap: one's own messages, and those that were deleted, need no eyes. */
export function readThrough(
  from: number,
  messages: readonly { seq: number; author: number; deletedAt?: string | null | undefined }[],
  seen: ReadonlySet<number>,
  me: number,
): number {
  let at = from
  for (const message of messages) {
    if (message.seq <= at) continue
    if (message.seq !== at + 1) break
    if (!seen.has(message.seq) && message.author !== me && !message.deletedAt) break
    at = message.seq
  }
  return at
}

/** Watches rows; `onSeen` is told of each one once. */
export class Eyes {
  readonly #onSeen: (seq: number) => void
  readonly #rows = new Map<Element, number>()
  readonly #visible = new Map<Element, number>()
  readonly #observer: IntersectionObserver
  #timer: ReturnType<typeof setInterval> | undefined
  #lastAct: number

  constructor(root: Element, onSeen: (seq: number) => void) {
    this.#onSeen = onSeen
    // Coming to a room is an act.
    this.#lastAct = Date.now()
    this.#observer = new IntersectionObserver((entries) => this.#look(entries), { root, threshold: [0, HALF, 1] })
    for (const kind of ACTS) window.addEventListener(kind, this.#act, { capture: true, passive: true })
    for (const kind of ['focus', 'blur']) window.addEventListener(kind, this.#restart)
    document.addEventListener('visibilitychange', this.#restart)
    this.#timer = setInterval(() => this.check(), SEEN_AFTER_MS / 4)
  }

  watch(row: Element, seq: number): void {
    this.#rows.set(row, seq)
    this.#observer.observe(row)
  }

  unwatch(row: Element): void {
    this.#rows.delete(row)
    this.#visible.delete(row)
    this.#observer.unobserve(row)
  }

  end(): void {
    clearInterval(this.#timer)
    this.#observer.disconnect()
    for (const kind of ACTS) window.removeEventListener(kind, this.#act, { capture: true })
    for (const kind of ['focus', 'blur']) window.removeEventListener(kind, this.#restart)
    document.removeEventListener('visibilitychange', this.#restart)
  }

  /** Tells of what has been looked at for long enough. */
  check(now = Date.now()): void {
    if (!this.#attends(now)) {
      this.#restart()
      return
    }
    for (const [row, since] of this.#visible) {
      if (now - since < SEEN_AFTER_MS) continue
      const seq = this.#rows.get(row)
      this.unwatch(row)
      if (seq !== undefined) this.#onSeen(seq)
    }
  }

  #attends(now: number): boolean {
    return document.visibilityState === 'visible' && document.hasFocus() && now - this.#lastAct <= PRESENT_MS
  }

  #act = () => {
    this.#lastAct = Date.now()
  }

  /** The second begins anew for whatever is in view. */
  #restart = () => {
    const now = Date.now()
    for (const row of this.#visible.keys()) this.#visible.set(row, now)
  }

  #look(entries: readonly IntersectionObserverEntry[]) {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect, rootBounds } of entries) {
      // Of a message longer than the window, half of the window has to be filled by it.
      const enough =
        isIntersecting &&
        (intersectionRatio >= HALF || (rootBounds !== null && intersectionRect.height >= rootBounds.height * HALF))
      if (!enough) this.#visible.delete(target)
      else if (!this.#visible.has(target)) this.#visible.set(target, Date.now())
    }
  }
}

const ACTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'input']
