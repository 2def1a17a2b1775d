import type { Hint, QueryClient } from '@kairan/ui'
import { keys } from './keys.ts'

/** A hint goes to everybody whose calendar or room it may concern: they ask within this time, not all at once, and once for many hints. */
const SPREAD_MS = 800

/** Asks anew for what is on the screen when somebody has changed a calendar or a booking. */
export function calendarLive(spread = SPREAD_MS) {
  const waiting = new WeakSet<QueryClient>()
  return (hint: Hint, client: QueryClient): void => {
    if (!hint.type.startsWith('calendar.') || waiting.has(client)) return
    waiting.add(client)
    setTimeout(
      () => {
        waiting.delete(client)
        void client.invalidateQueries({ queryKey: keys.all })
      },
      spread / 2 + (spread / 2) * Math.random(),
    )
  }
}
