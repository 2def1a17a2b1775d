import {
  api,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  type ImportDetail,
  type ImportListing,
  type PeopleSlice,
  type PersonDetail,
} from '@kairan/ui'

export const keys = {
  all: ['organization'] as const,
  sections: ['organization', 'sections'] as const,
  people: ['organization', 'people'] as const,
  imports: ['organization', 'imports'] as const,
  titles: ['organization', 'titles'] as const,
  groups: ['organization', 'groups'] as const,
  grants: ['organization', 'grants'] as const,
  delegations: ['organization', 'delegations'] as const,
  workingHours: ['organization', 'working-hours'] as const,
  closedDays: ['organization', 'closed-days'] as const,
  import: (id: number) => ['organization', 'imports', id] as const,
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
