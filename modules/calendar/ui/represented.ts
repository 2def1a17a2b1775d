import { api, useQuery, type PrincipalList } from '@kairan/ui'
import { keys } from './keys.ts'

/** Those for whom one acts today, in whose calendars one does what they could do themselves. */
export function useRepresented() {
  return useQuery({
    queryKey: keys.represented,
    queryFn: async ({ signal }) =>
      (await api.get<PrincipalList>('/organization/delegations/principals', { signal })).items,
    staleTime: 60_000,
  })
}
