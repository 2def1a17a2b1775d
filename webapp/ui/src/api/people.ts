import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from './request.ts'
import type { GroupList, PeopleSlice, SectionListing, TitleListing } from './types.ts'

const HALF_HOUR = 30 * 60 * 1000

/** All sections, in the order of the organization. */
export function useSections() {
  return useQuery({
    queryKey: ['organization', 'sections'],
    queryFn: ({ signal }) => api.get<{ items: SectionListing[] }>('/organization/sections', { signal }),
    staleTime: HALF_HOUR,
  })
}

export function useTitles() {
  return useQuery({
    queryKey: ['organization', 'titles'],
    queryFn: ({ signal }) => api.get<{ items: TitleListing[] }>('/organization/titles', { signal }),
    staleTime: HALF_HOUR,
  })
}

/** The groups that one may use. */
export function useGroups() {
  return useQuery({
    queryKey: ['organization', 'groups'],
    queryFn: ({ signal }) => api.get<GroupList>('/organization/groups', { signal }),
  })
}

/**
 * People by name, kana or number, at most 20.
 *
 * @param all those too who have left or not begun; for who administers people
 */
export async function searchPeople(q: string, all = false) {
  return (await api.get<PeopleSlice>('/organization/people', { query: { q, limit: 20, ...(all ? { all } : {}) } }))
    .items
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
