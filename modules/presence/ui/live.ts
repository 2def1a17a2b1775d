import type { Hint, QueryClient } from '@kairan/ui'
import { keys } from './keys.ts'
import type { BoardPage } from './types.ts'

/** A hint goes to everybody's pages: they ask within this time, not all at once, and once for many hints. */
const SPREAD_MS = 800

/** Asks anew for whom the page shows when somebody is said to be elsewhere, or may be. */
export function presenceLive(spread = SPREAD_MS) {
  const waiting = new WeakMap<QueryClient, Set<string>>()
  return (hint: Hint, client: QueryClient): void => {
    if (!/^(presence|organization)\./.test(hint.type)) return
    const due = waiting.get(client)
    const ref = hint.type === 'presence.changed' ? (hint.ref ?? '') : hint.type
    if (due) {
      due.add(ref)
      return
    }
    const refs = new Set([ref])
    waiting.set(client, refs)
    setTimeout(
      () => {
        waiting.delete(client)
        ask(refs, client)
      },
      spread / 2 + (spread / 2) * Math.random(),
    )
  }
}

function ask(refs: ReadonlySet<string>, client: QueryClient) {
  const people = [...refs].map((ref) => /^presence:person:(\d+)$/.exec(ref)?.[1])
  if (people.includes(undefined)) {
    void client.invalidateQueries({ queryKey: keys.all })
    return
  }
  const ids = new Set(people.map(Number))
  for (const id of ids) void client.invalidateQueries({ queryKey: keys.person(id) })
  void client.invalidateQueries({ queryKey: keys.boards, predicate: ({ state }) => shows(state.data, ids) })
}

/** Whether one of them is on the pages of a board that have been fetched. */
function shows(board: unknown, ids: ReadonlySet<number>): boolean {
  const { pages = [] } = (board ?? {}) as { pages?: BoardPage[] }
  return pages.some(({ items }) => items.some(({ person }) => ids.has(person.id)))
}
