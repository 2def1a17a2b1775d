import {
  api,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type BulletinDetail,
  type AudienceSize,
  type BulletinListing,
  type Readers,
  type Slice,
  type UnreadCount,
  useRested,
} from '@kairan/ui'
import { keys } from './keys.ts'

export type ListState = 'all' | 'unread' | 'mine'

/** A bulletin with the tag that an edit has to name. */
export type TaggedBulletin = BulletinDetail & {
  etag?: string | undefined
  /** When the reader read it first, and who edited it last: told only by servers that know. */
  readAt?: string
  editedBy?: { name: string }
}

export function useUnreadCount() {
  return useQuery({
    queryKey: keys.unread,
    queryFn: ({ signal }) => api.get<UnreadCount>('/board/unread', { signal }),
  })
}

export function useBulletins(state: ListState, limit: number) {
  return useInfiniteQuery({
    queryKey: keys.list(state, limit),
    queryFn: ({ pageParam, signal }) =>
      api.get<Slice<BulletinListing>>('/board/bulletins', { query: { state, after: pageParam, limit }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })
}

export async function askBulletin(id: number, signal?: AbortSignal): Promise<TaggedBulletin> {
  const { data, etag } = await api.ask<TaggedBulletin>('GET', `/board/bulletins/${id}`, signal ? { signal } : {})
  return { ...data, etag: etag ?? `"${data.version}"` }
}

export function useBulletin(id: number) {
  return useQuery({
    queryKey: keys.bulletin(id),
    queryFn: ({ signal }) => askBulletin(id, signal),
    enabled: Number.isSafeInteger(id),
    // Nobody tells the browser when the virus scanner is through.
    refetchInterval: ({ state }) =>
      state.data?.attachments.some((one) => one.state === 'being-checked') ? 3000 : false,
  })
}

/** The figures alone, for the summary beside a bulletin. */
export function useReadersSummary(id: number, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.readers(id), 'summary'],
    queryFn: ({ signal }) => api.get<Readers>(`/board/bulletins/${id}/readers`, { query: { limit: 1 }, signal }),
    enabled,
  })
}

export interface ReadersChoice {
  state: 'all' | 'read' | 'unread'
  section?: number | undefined
  q: string
  sort: string
  descending: boolean
}

export function useReaders(id: number, choice: ReadersChoice, limit = 100) {
  return useInfiniteQuery({
    queryKey: [...keys.readers(id), choice],
    queryFn: ({ pageParam, signal }) =>
      api.get<Readers>(`/board/bulletins/${id}/readers`, {
        query: { ...choice, after: pageParam, limit },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** What somebody has read is no longer unread anywhere on this screen, before the server tells so. */
export function useMarkRead() {
  const client = useQueryClient()
  return (id: number, at: string) => {
    client.setQueryData<TaggedBulletin>(
      keys.bulletin(id),
      (old) => old && { ...old, unread: false, readAt: old.readAt ?? at },
    )
    void client.invalidateQueries({ queryKey: keys.unread })
    void client.invalidateQueries({ queryKey: keys.lists })
  }
}

/** How many people an audience reaches, as the readers' page will count them: without the author, and of an older bulletin those who were there then. */
export function useAudienceCount(audience: readonly string[], author: number, publishedOn?: string) {
  const rested = useRested([...audience].sort().join(' '), 250)
  const current = rested === [...audience].sort().join(' ')
  const query = useQuery({
    queryKey: ['organization', 'audiences', rested, author, publishedOn],
    queryFn: ({ signal }) =>
      api.get<AudienceSize>('/organization/audiences', {
        query: { group: rested.split(' '), without: author, heldOn: publishedOn },
        signal,
      }),
    enabled: rested !== '',
    staleTime: 60_000,
  })
  if (audience.length === 0) return { people: 0, isCounting: false }
  return {
    people: current ? query.data?.people : undefined,
    isCounting: !current || query.isFetching,
    error: query.error,
  }
}
