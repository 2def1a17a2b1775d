import { api, useInfiniteQuery, useQuery } from '@kairan/ui'
import { askIn, Gathered, holdsFor } from './asking.ts'
import { keys } from './keys.ts'
import type { BoardPage, PresenceList, PresenceListing, WaitingList } from './types.ts'

/** What is known of somebody, and how long it holds; nothing of who does not work here. */
export interface Known {
  presence: PresenceListing | undefined
  holds: number
}

/** Whoever has no presence now may have one tomorrow. */
const UNKNOWN_MS = 3_600_000

const gathered = new Gathered<Known>(async (ids) => {
  const { now, items } = await api.get<PresenceList>('/presence/people', { query: { id: ids } })
  return new Map(items.map((presence) => [presence.person, { presence, holds: holdsFor(now, presence.changes) }]))
})

/** Where somebody is; asked together with all others on the page, and again when it is to change. */
export function usePresence(id: number): PresenceListing | undefined {
  return useQuery({
    queryKey: keys.person(id),
    queryFn: async (): Promise<Known> => (await gathered.one(id)) ?? { presence: undefined, holds: UNKNOWN_MS },
    enabled: id > 0,
    staleTime: ({ state }) => state.data?.holds ?? 0,
    refetchInterval: ({ state }) => askIn(state.data?.holds, state.dataUpdatedAt),
  }).data?.presence
}

/** The people of groups and where they are, page by page. */
export function useBoard(team: readonly string[], limit = 50) {
  return useInfiniteQuery({
    queryKey: keys.board(team),
    queryFn: ({ pageParam, signal }) =>
      api.get<BoardPage>('/presence/board', { query: { team, limit, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: team.length > 0,
    refetchInterval: ({ state }) => {
      const holds = (state.data?.pages ?? []).flatMap(({ now, items }) =>
        items.map(({ presence }) => holdsFor(now, presence.changes)),
      )
      return askIn(holds.length === 0 ? undefined : Math.min(...holds), state.dataUpdatedAt)
    },
  })
}

export function useWaitings() {
  return useQuery({
    queryKey: keys.waitings,
    queryFn: async ({ signal }) => (await api.get<WaitingList>('/presence/waitings', { signal })).items,
  })
}
