import {
  api,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  type ImportDetail,
  type ImportListing,
  type PeopleSlice,
  type PersonDetail,
  type SectionListing,
  type TitleListing,
} from '@kairan/ui'
import { useEffect, useState } from 'react'

export const keys = {
  all: ['organization'] as const,
  sections: ['organization', 'sections'] as const,
  people: ['organization', 'people'] as const,
  imports: ['organization', 'imports'] as const,
  titles: ['organization', 'titles'] as const,
  groups: ['organization', 'groups'] as const,
  grants: ['organization', 'grants'] as const,
  closedDays: ['organization', 'closed-days'] as const,
  import: (id: number) => ['organization', 'imports', id] as const,
}

const HALF_HOUR = 30 * 60 * 1000

export function useSections() {
  return useQuery({
    queryKey: keys.sections,
    queryFn: ({ signal }) => api.get<{ items: SectionListing[] }>('/organization/sections', { signal }),
    staleTime: HALF_HOUR,
  })
}

export function useTitles() {
  return useQuery({
    queryKey: keys.titles,
    queryFn: ({ signal }) => api.get<{ items: TitleListing[] }>('/organization/titles', { signal }),
    staleTime: HALF_HOUR,
  })
}

export interface PeopleChoice {
  q: string
  section?: number | undefined
  below: boolean
}

export function usePeople({ q, section, below }: PeopleChoice, limit = 100) {
  return useInfiniteQuery({
    queryKey: [...keys.people, { q, section, below }],
    queryFn: ({ pageParam, signal }) =>
      api.get<PeopleSlice>('/organization/people', {
        query: { q, section, ...(section === undefined ? {} : { below }), after: pageParam, limit },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

export function usePerson(id: number) {
  return useQuery({
    queryKey: [...keys.people, id],
    queryFn: ({ signal }) => api.get<PersonDetail>(`/organization/people/${id}`, { signal }),
    enabled: Number.isSafeInteger(id),
  })
}

export function useImports() {
  return useQuery({
    queryKey: keys.imports,
    queryFn: ({ signal }) => api.get<{ items: ImportListing[] }>('/organization/imports', { signal }),
  })
}

export function useImport(id: number) {
  return useQuery({
    queryKey: keys.import(id),
    queryFn: ({ signal }) => api.get<ImportDetail>(`/organization/imports/${id}`, { signal }),
    enabled: Number.isSafeInteger(id),
  })
}

/** The value as it was when it had rested for a while: typing asks the server once, not at every letter, and not while a word is being composed. */
export function useRested<T>(value: T, ms = 250, composing = false): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    if (composing) return
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms, composing])
  return rested
}

/** Whether an input method is composing in the fields inside; the handlers belong on what is around them. */
export function useComposing() {
  const [composing, setComposing] = useState(false)
  return {
    composing,
    handlers: { onCompositionStart: () => setComposing(true), onCompositionEnd: () => setComposing(false) },
  }
}
