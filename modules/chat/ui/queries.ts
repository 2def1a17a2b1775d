import { api, ApiProblem, useQuery, useQueryClient, useSession } from '@kairan/ui'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { keys } from './keys.ts'
import { line } from './line.ts'
import { logOf, type Log, type Me } from './log.ts'
import { Outbox, stillOut, type Outgoing } from './outbox.ts'
import type {
  Coming,
  DraftListing,
  MessageList,
  MessagePage,
  OpenRoom,
  RoomDetail,
  RoomList,
  ScheduledListing,
} from './types.ts'

/** The outbox of this page. */
export const outbox = new Outbox()

export const PAGE = 50
const HALF_HOUR = 30 * 60 * 1000

export function useRooms() {
  return useQuery({
    queryKey: keys.rooms,
    queryFn: async ({ signal }) => {
      try {
        const list = await api.get<RoomList>('/chat/rooms', { signal })
        line.keepRooms(list)
        return line.current(list)
      } catch (problem) {
        const kept = problem instanceof ApiProblem && problem.offline ? await line.keptRooms() : undefined
        if (kept) return kept
        throw problem
      }
    },
    staleTime: 60_000,
    gcTime: Number.POSITIVE_INFINITY,
  })
}

export function useListing(id: number) {
  const rooms = useRooms()
  return rooms.data?.rooms.find((room) => room.id === id)
}

export function useRoom(id: number) {
  return useQuery({
    queryKey: keys.room(id),
    queryFn: ({ signal }) => api.get<RoomDetail>(`/chat/rooms/${id}`, { signal }),
    retry: (failures, problem) => !(problem instanceof ApiProblem && problem.status === 404) && failures < 3,
  })
}

/** Who has come and left; asked anew with the room. */
export function useComings(id: number) {
  return useQuery({
    queryKey: keys.comings(id),
    queryFn: async ({ signal }) => (await api.get<{ items: Coming[] }>(`/chat/rooms/${id}/comings`, { signal })).items,
    retry: false,
  }).data
}

export function askPage(room: number, query: Record<string, string | number | undefined>, signal?: AbortSignal) {
  return api.get<MessagePage>(`/chat/rooms/${room}/messages`, {
    query: { limit: PAGE, ...query },
    ...(signal ? { signal } : {}),
  })
}

/** Where one comes in: at the message that was asked for, else at the first that is unread, else at the end. */
async function askLog(room: number, seq: number | undefined, signal: AbortSignal): Promise<Log> {
  if (seq !== undefined) return logOf(room, await askPage(room, { around: seq }, signal), line.tailOf(room))
  const newest = await askPage(room, {}, signal)
  const first = newest.messages[0]?.seq
  const { firstUnread } = newest
  if (firstUnread && first !== undefined && firstUnread < first) {
    const page = await askPage(room, { around: firstUnread }, signal)
    return logOf(room, { ...page, firstUnread }, line.tailOf(room))
  }
  return logOf(room, newest, line.tailOf(room))
}

/** The messages of a room. Events keep them up to date, so that nobody asks for them twice; without a line they come from this machine. */
export function useLog(room: number, seq?: number) {
  const query = useQuery({
    queryKey: keys.log(room),
    queryFn: async ({ signal }) => {
      try {
        const log = await askLog(room, seq, signal)
        line.keep(room)
        return log
      } catch (problem) {
        const stored = problem instanceof ApiProblem && problem.offline ? await line.keptLog(room) : undefined
        if (stored) return stored
        throw problem
      }
    },
    staleTime: 'static',
    gcTime: HALF_HOUR,
    retry: (failures, problem) => problem instanceof ApiProblem && problem.status >= 500 && failures < 3,
  })
  return query
}

export function useMe(): Me {
  const { person, sections } = useSession()
  return useMemo(
    () => ({ id: person.id, sections: sections.map(({ id }) => id), title: person.title }),
    [person, sections],
  )
}

/** What of one's own in a room the server has not taken yet. */
export function useOutgoing(room: number, log: Log | undefined, me: number): Outgoing[] {
  const items = useSyncExternalStore(outbox.subscribe, outbox.snapshot)
  const out = useMemo(() => stillOut(items, room, log?.messages ?? [], me), [items, room, log, me])
  // What the room shows itself need not be kept any longer.
  useEffect(() => {
    for (const item of items)
      if (item.room === room && item.state === 'sent' && log && !out.includes(item)) outbox.drop(item.key)
  }, [items, out, log, room])
  return out
}

export function useDrafts() {
  return useQuery({
    queryKey: keys.drafts,
    queryFn: async ({ signal }) => (await api.get<{ items: DraftListing[] }>('/chat/drafts', { signal })).items,
  })
}

export function useScheduled() {
  return useQuery({
    queryKey: keys.scheduled,
    queryFn: async ({ signal }) => (await api.get<{ items: ScheduledListing[] }>('/chat/scheduled', { signal })).items,
  })
}

export function useBookmarks() {
  return useQuery({
    queryKey: keys.bookmarks,
    queryFn: ({ signal }) => api.get<MessageList>('/chat/bookmarks', { signal }),
  })
}

export function useAllUnread() {
  return useQuery({
    queryKey: keys.unread,
    queryFn: ({ signal }) => api.get<MessageList>('/chat/unread-messages', { signal }),
  })
}

export function useOpenRooms(query: string) {
  return useQuery({
    queryKey: keys.open(query),
    queryFn: async ({ signal }) =>
      (await api.get<{ items: OpenRoom[] }>('/chat/open-rooms', { query: { query }, signal })).items,
  })
}

/** Asks anew for the rooms and one of them. */
export function useRefresh() {
  const client = useQueryClient()
  return (room?: number) => {
    void client.invalidateQueries({ queryKey: keys.rooms })
    if (room !== undefined) void client.invalidateQueries({ queryKey: keys.room(room) })
  }
}
