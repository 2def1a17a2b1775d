import type { Hint, QueryClient } from '@kairan/ui'
import { keys } from './queries.ts'

/** A transfer day reaches every browser in the same moment: they ask within this time, and once for many changes. */
const SPREAD_MS = 3000

export function organizationLive(spread = SPREAD_MS, random: () => number = Math.random) {
  const waiting = new WeakSet<QueryClient>()
  return (hint: Hint, client: QueryClient): void => {
    if (hint.type === 'organization.rights-changed') {
      // What one may do has changed: the session says what, the modules where.
      for (const queryKey of [['session'], ['modules'], keys.grants]) void client.invalidateQueries({ queryKey })
      return
    }
    if (hint.type === 'organization.groups-changed') void client.invalidateQueries({ queryKey: keys.groups })
    if (hint.type === 'organization.delegations-changed') {
      // Whose calendar one may see has changed too.
      for (const queryKey of [keys.delegations, ['calendar']]) void client.invalidateQueries({ queryKey })
    }
    if (hint.type === 'organization.working-hours-changed')
      void client.invalidateQueries({ queryKey: keys.workingHours })
    if (hint.type !== 'organization.changed' || waiting.has(client)) return
    waiting.add(client)
    setTimeout(
      () => {
        waiting.delete(client)
        void client.invalidateQueries({ queryKey: keys.all })
      },
      spread * (0.2 + 0.8 * random()),
    )
  }
}
