import {
  api,
  translator,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  type Hint,
  type QueryClient,
  type Slice,
  type UnreadCount,
} from '@kairan/ui'

export interface Notice {
  id: number
  type: string
  args: Record<string, string>
  actor?: string
  title: string
  detail?: string
  path: string
  at: string
  unread: boolean
}

export type NoticeState = 'all' | 'unread'

const LISTS = ['notification', 'notices'] as const
const COUNT = ['notification', 'unread'] as const

export function useNoticeCount() {
  return useQuery({
    queryKey: COUNT,
    queryFn: ({ signal }) => api.get<UnreadCount>('/notification/unread', { signal }),
  })
}

export function useNotices(state: NoticeState, limit: number) {
  return useInfiniteQuery({
    queryKey: [...LISTS, state, limit],
    queryFn: ({ pageParam, signal }) =>
      api.get<Slice<Notice>>('/notification/notices', { query: { state, after: pageParam, limit }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })
}

function askAgain(client: QueryClient) {
  void client.invalidateQueries({ queryKey: LISTS })
  void client.invalidateQueries({ queryKey: COUNT })
}

export function useRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => api.post(`/notification/notices/${id}/readings`),
    meta: { quiet: true },
    onSettled: () => askAgain(client),
  })
}

export function useReadAll() {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => api.post('/notification/readings'), onSettled: () => askAgain(client) })
}

/** A thousand browsers hear of the same thing in one moment: they ask within this time, and once for all that comes in it. */
const SPREAD_MS = 300
const PAUSE_MS = 200

export function noticesLive() {
  const waiting = new WeakSet<QueryClient>()
  return (hint: Hint, client: QueryClient): void => {
    if (!hint.type.startsWith('notification.') || waiting.has(client)) return
    waiting.add(client)
    setTimeout(
      () => {
        waiting.delete(client)
        askAgain(client)
      },
      PAUSE_MS + Math.random() * SPREAD_MS,
    )
  }
}

/** What happened, in the words of the module it happened in. */
export function useWords(): (notice: Notice) => string {
  const t = useT()
  return ({ type, args, actor, title }) => {
    const [module, word] = type.split('.') as [string, string]
    const own = translator(module)
    const usual = `notice.${word}`
    const special = `${usual}_${args.form}`
    const key = args.form && own.has(special) ? special : usual
    return own.has(key) ? own(key, { ...args, actor, title }) : t('list.other', { title })
  }
}
