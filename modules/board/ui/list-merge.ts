/** What of a list that grows at its top is shown while somebody reads further down: nothing may push the rows away from under their eyes. */

export interface Held<T> {
  shown: T[]
  /** New at the top, not yet shown. */
  held: T[]
}

/**
 * Splits the list that the server has now into what is shown and what waits behind a button. Everything is shown as long as the reader is at the
 * top; otherwise what stands above the newest row that was shown waits. Rows that were withdrawn go, and rows that changed change, at once. What
 * the newcomers pushed over the end of the pages that were asked for stays in its place.
 */
export function hold<T extends { id: number }>(now: readonly T[], before: readonly T[], atTop: boolean): Held<T> {
  const known = new Set(before.map((item) => item.id))
  const first = now.findIndex((item) => known.has(item.id))
  if (atTop || before.length === 0 || first < 0) return { shown: [...now], held: [] }
  const last = before.findIndex((item) => item.id === now.at(-1)?.id)
  const pushed = first === 0 || last < 0 ? [] : before.slice(last + 1, last + 1 + first)
  return { shown: [...now.slice(first), ...pushed], held: now.slice(0, first) }
}

/** The rows of all pages, each once: a page that was asked for before a newcomer arrived overlaps with the next one. */
export function once<T extends { id: number }>(pages: readonly { items: readonly T[] }[]): T[] {
  const seen = new Set<number>()
  return pages.flatMap((page) => page.items).filter((item) => !seen.has(item.id) && seen.add(item.id))
}
