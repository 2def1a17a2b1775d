import type { Hint, QueryClient } from '@kairan/ui'
import { keys } from './keys.ts'

type QueryKey = readonly unknown[]

const SECOND = 1000

/** A thousand browsers hear of a new bulletin in the same moment: they ask within this time, not all at once. */
const SPREAD_MS = 300

/** Answers to a hint by asking again, each kind at most once in its time however many hints arrive. */
export function boardLive(spread = SPREAD_MS) {
  const pacers = new WeakMap<QueryClient, Pacer>()

  return (hint: Hint, client: QueryClient): void => {
    const id = bulletinOf(hint.ref)
    let pacer = pacers.get(client)
    if (!pacer) pacers.set(client, (pacer = new Pacer((key) => void client.invalidateQueries({ queryKey: key }))))
    const soon = Math.random() * spread

    switch (hint.type) {
      // A withdrawn bulletin that is put back is published anew, so that its page may be open already.
      case 'board.bulletin-published':
      case 'board.bulletin-edited':
      case 'board.bulletin-withdrawn':
        pacer.ask(keys.lists, SECOND, soon)
        pacer.ask(keys.unread, SECOND, soon)
        if (id !== undefined) pacer.ask(keys.bulletin(id), SECOND, soon)
        break
      case 'board.bulletin-read':
        if (id === undefined) break
        // This arrives for every reader of a bulletin at its author's screen: what it changes there is the counts of this one bulletin.
        pacer.ask(keys.readers(id), SECOND * pagesOf(client, keys.readers(id)))
        pacer.ask(keys.list('mine'), 2 * SECOND)
        // Only if it is still unread here can it have been read by me, in another window or on another machine.
        if (unreadHere(client, id)) {
          pacer.ask(keys.list('unread'), SECOND)
          pacer.ask(keys.list('all'), SECOND)
          pacer.ask(keys.unread, SECOND)
          pacer.ask(keys.bulletin(id), SECOND)
        }
        break
    }
  }
}

/** Does a thing at once, or after a little while, and then not again before its pause is over; what comes in the pause is done once at its end. */
export class Pacer {
  private readonly busy = new Map<string, { again: boolean }>()

  constructor(private readonly run: (key: QueryKey) => void) {}

  ask(key: QueryKey, pause: number, delay = 0): void {
    const name = JSON.stringify(key)
    const entry = this.busy.get(name)
    if (entry) {
      entry.again = true
      return
    }
    const mine = { again: false }
    this.busy.set(name, mine)
    const go = () => {
      mine.again = false
      this.run(key)
      setTimeout(() => {
        this.busy.delete(name)
        if (mine.again) this.ask(key, pause)
      }, pause)
    }
    if (delay > 0) setTimeout(go, delay)
    else go()
  }
}

export function bulletinOf(ref: string | undefined): number | undefined {
  const match = /^board:bulletin:(\d+)$/.exec(ref ?? '')
  return match ? Number(match[1]) : undefined
}

interface Pages {
  pages?: { items?: { id?: number; unread?: boolean }[] }[]
  items?: { id?: number; unread?: boolean }[]
}

function unreadHere(client: QueryClient, id: number): boolean {
  const detail = client.getQueryData<{ unread?: boolean }>(keys.bulletin(id))
  if (detail?.unread) return true
  return client
    .getQueriesData<Pages>({ queryKey: keys.lists })
    .some(([, data]) =>
      [data, ...(data?.pages ?? [])].some((page) => page?.items?.some((item) => item.id === id && item.unread)),
    )
}

/** A long list of readers is asked for page by page, so it is asked for less often. */
function pagesOf(client: QueryClient, key: QueryKey): number {
  return client
    .getQueriesData<Pages>({ queryKey: key })
    .reduce((most, [, data]) => Math.max(most, data?.pages?.length ?? 1), 1)
}
