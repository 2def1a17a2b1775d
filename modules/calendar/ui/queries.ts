import { api, ApiProblem, keepPreviousData, useInfiniteQuery, useQuery } from '@kairan/ui'
import { useSyncExternalStore } from 'react'
import { keys } from './keys.ts'
import type {
  ApprovalList,
  ChangeList,
  EventDetail,
  OccurrencePage,
  RoomList,
  RoomTimeline,
  TripDetailList,
  TripList,
  UpcomingList,
  UseList,
} from './types.ts'

/** What is on the calendars of these between two days, the second not counted; without principals one's own. */
export function useOccurrences(from: string, to: string, principals: readonly string[] = []) {
  return useQuery({
    queryKey: keys.occurrences(from, to, ...principals),
    queryFn: ({ signal }) =>
      api.get<OccurrencePage>('/calendar/occurrences', { query: { from, to, principal: principals }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Rows on a page of a team. */
export const PAGE = 50

/** What is asked for one after another: the people who were picked, fifty at a time, then each group by its pages. */
export function sourcesOf(team: readonly string[]): { principal?: string[]; team?: string }[] {
  const people = team.filter((one) => one.startsWith('person:'))
  const chunks = Array.from({ length: Math.ceil(people.length / PAGE) }, (_, n) => ({
    principal: people.slice(n * PAGE, n * PAGE + PAGE),
  }))
  return [...team.filter((one) => !one.startsWith('person:')).map((group) => ({ team: group })), ...chunks]
}

/** The people of groups, and people, and what is on their calendars, fifty at a time. */
export function useTeam(from: string, to: string, team: readonly string[]) {
  const sources = sourcesOf(team)
  return useInfiniteQuery({
    queryKey: keys.occurrences('team', from, to, ...team),
    queryFn: async ({ pageParam, signal }) => ({
      ...(await api.get<OccurrencePage>('/calendar/occurrences', {
        query: { from, to, ...sources[pageParam.source], after: pageParam.after },
        signal,
      })),
      source: pageParam.source,
    }),
    initialPageParam: { source: 0 } as { source: number; after?: string },
    getNextPageParam: ({ next, source }) =>
      next !== undefined ? { source, after: next } : source + 1 < sources.length ? { source: source + 1 } : undefined,
    enabled: team.length > 0,
    placeholderData: keepPreviousData,
  })
}

export type TaggedEvent = EventDetail & { etag: string }

export async function askEvent(id: number, occurrence?: string, signal?: AbortSignal): Promise<TaggedEvent> {
  const { data, etag } = await api.ask<EventDetail>('GET', `/calendar/events/${id}`, {
    query: { occurrence },
    ...(signal ? { signal } : {}),
  })
  return { ...data, etag: etag ?? `"${data.version}"` }
}

export function useEvent(id: number, occurrence?: string) {
  return useQuery({
    queryKey: keys.event(id, occurrence),
    queryFn: ({ signal }) => askEvent(id, occurrence, signal),
    enabled: Number.isSafeInteger(id),
    retry: (failures, problem) => !(problem instanceof ApiProblem && problem.status < 500) && failures < 3,
  })
}

export function useHistory(id: number, enabled: boolean) {
  return useQuery({
    queryKey: keys.history(id),
    queryFn: async ({ signal }) => (await api.get<ChangeList>(`/calendar/events/${id}/history`, { signal })).items,
    enabled,
  })
}

export function useRooms(query: { kind?: string; query?: string; capacity?: number } = {}) {
  return useQuery({
    queryKey: keys.rooms(query.kind ?? '', query.query ?? '', query.capacity ?? 0),
    queryFn: async ({ signal }) => (await api.get<RoomList>('/calendar/rooms', { query, signal })).items,
    placeholderData: keepPreviousData,
  })
}

/** All rooms, or those of a kind, and who has them on a day. */
export function useTimeline(day: string, kind?: string, enabled = true) {
  return useQuery({
    queryKey: keys.timeline(day, kind ?? ''),
    queryFn: async ({ signal }) =>
      (await api.get<RoomTimeline>('/calendar/rooms/timeline', { query: { day, kind }, signal })).rooms,
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** What waits for the caller's sections, and whether they own or look after anything. */
export function useApprovals() {
  return useQuery({
    queryKey: keys.approvals,
    queryFn: ({ signal }) => api.get<ApprovalList>('/calendar/approvals', { signal }),
    staleTime: 60_000,
  })
}

/** Who has a room from now on. */
export function useUpcoming(room: number, enabled: boolean) {
  return useQuery({
    queryKey: keys.bookings(room),
    queryFn: ({ signal }) => api.get<UpcomingList>(`/calendar/rooms/${room}/bookings`, { signal }),
    enabled,
  })
}

export function useRoomUse(month: string) {
  return useQuery({
    queryKey: keys.use(month),
    queryFn: ({ signal }) => api.get<UseList>('/calendar/room-use', { query: { month }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useTripLog(room: number, month: string) {
  return useQuery({
    queryKey: keys.trips('log', room, month),
    queryFn: ({ signal }) => api.get<TripList>(`/calendar/rooms/${room}/trips`, { query: { month }, signal }),
    enabled: Number.isSafeInteger(room),
    placeholderData: keepPreviousData,
    retry: (failures, problem) => !(problem instanceof ApiProblem && problem.status < 500) && failures < 3,
  })
}

/** The cars of an event and their journeys; asked only where there may be some. */
export function useTrips(event: TaggedEvent) {
  return useQuery({
    queryKey: keys.trips(event.id, event.recurrence ?? ''),
    queryFn: async ({ signal }) =>
      (
        await api.get<TripDetailList>(`/calendar/events/${event.id}/trips`, {
          query: { occurrence: event.recurrence },
          signal,
        })
      ).items,
    enabled: event.mayEdit && event.rooms.length > 0,
  })
}

const narrow = typeof matchMedia === 'function' ? matchMedia('(max-width: 48rem)') : undefined

/** Whether the window is as narrow as a telephone, where days stand below one another. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow?.addEventListener('change', listener)
      return () => narrow?.removeEventListener('change', listener)
    },
    () => narrow?.matches ?? false,
  )
}
