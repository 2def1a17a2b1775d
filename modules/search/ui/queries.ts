import { api, keepPreviousData, translator, useInfiniteQuery } from '@kairan/ui'

export interface Fragment {
  text: string
  hit: boolean
}

export interface Hit {
  module: string
  kind: string
  id: number
  title: Fragment[]
  detail?: string
  path: string
  at?: string
  excerpts: Fragment[][]
}

export interface HitPage {
  items: Hit[]
  total: number
  next?: string
  kinds: { module: string; kind: string; count: number }[]
  sections: { id: number; name: string; count: number }[]
  times: { days: number; from: string; count: number }[]
  complete: boolean
}

export interface Suggestion {
  module: string
  kind: string
  id: number
  title: string
  detail?: string
  path: string
}

/** What is asked for, as it stands in the address. */
export interface Asked {
  q: string
  kind?: string | undefined
  section?: number | undefined
  days?: number | undefined
}

const ROWS = 20

export function useHits({ q, kind, section, days }: Asked) {
  return useInfiniteQuery({
    queryKey: ['search', 'hits', { q, kind, section, days }],
    queryFn: ({ pageParam, signal }) =>
      api.get<HitPage>('/search/hits', {
        query: { q, kind, section, from: days === undefined ? undefined : since(days), after: pageParam, limit: ROWS },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled: hasWords(q),
  })
}

/** The first of the last days, in the city: `2027-04-01`. */
export function since(days: number, now = Date.now()): string {
  const first = new Date(now - (days - 1) * 24 * 60 * 60 * 1000)
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo', dateStyle: 'short' }).format(first)
}

/** Whether there is something to look for: a letter or a digit of any script, or a character of the city's own (外字). */
export function hasWords(q: string): boolean {
  return /[\p{L}\p{N}\p{Co}]/u.test(q)
}

/** What a kind is called, by the texts of the module that has it. */
export function kindName(module: string, kind: string): string {
  const texts = translator(module)
  const key = `search.kind.${kind}`
  return texts.has(key) ? texts(key) : translator('search')('unknownKind')
}

/** A path with a query as a link takes it. */
export function placeOf(path: string): { to: string; search: Record<string, string> } {
  const [to, query] = path.split('?', 2)
  return { to: to!, search: Object.fromEntries(new URLSearchParams(query ?? '')) }
}
