import type { Hint, QueryClient } from '@kairan/ui'
import type { CardListing } from './types.ts'

/** All who look at a room hear of it in the same moment; they need not all ask in the same. */
const SPREAD_MS = 800

/** Asks anew how a thing of another module looks, where a message on the screen shows it: the answers to a proposal say. */
export function cardsLive(spread = SPREAD_MS) {
  const waiting = new Set<string>()
  return ({ ref }: Hint, client: QueryClient): void => {
    const [module, kind, id] = (ref ?? '').split(':')
    if (!ref || !id || waiting.has(ref)) return
    const isOf = (card: CardListing) => card.module === module && card.kind === kind && card.path.endsWith(`/${id}`)
    waiting.add(ref)
    setTimeout(
      () => {
        waiting.delete(ref)
        void client.invalidateQueries({
          queryKey: ['chat', 'cards'],
          predicate: ({ state }) => ((state.data as CardListing[] | undefined) ?? []).some(isOf),
        })
      },
      spread / 2 + (spread / 2) * Math.random(),
    )
  }
}
