import { api, ApiProblem, problemText, useInfiniteQuery, useMutation, useQuery, useT, useToast } from '@kairan/ui'
import { useRefresh } from './acts.ts'
import { keys } from './keys.ts'
import type { AnswerWord, ProposalDetail, ProposalPage } from './types.ts'

export type TaggedProposal = ProposalDetail & { etag: string }

export async function askProposal(id: number, signal?: AbortSignal): Promise<TaggedProposal> {
  const { data, etag } = await api.ask<ProposalDetail>('GET', `/calendar/proposals/${id}`, signal ? { signal } : {})
  return { ...data, etag: etag ?? `"${data.version}"` }
}

export function useProposal(id: number) {
  return useQuery({
    queryKey: keys.proposal(id),
    queryFn: ({ signal }) => askProposal(id, signal),
    enabled: Number.isSafeInteger(id),
    retry: (failures, problem) => !(problem instanceof ApiProblem && problem.status < 500) && failures < 3,
  })
}

/** What concerns the reader, the newest first; open only, or all. */
export function useProposals(all: boolean) {
  return useInfiniteQuery({
    queryKey: keys.proposals(all),
    queryFn: ({ pageParam, signal }) =>
      api.get<ProposalPage>('/calendar/proposals', { query: { all, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
}

export function useProposalActs(proposal: TaggedProposal) {
  const t = useT()
  const toast = useToast()
  const refresh = useRefresh()
  const failed = (problem: unknown) => {
    toast.show({ tone: 'error', text: problemText(problem) })
    // Somebody else was faster: what they have done is to be seen.
    void refresh()
  }
  const answer = useMutation({
    mutationFn: (answers: { slot: number; answer: AnswerWord }[]) =>
      api.put(`/calendar/proposals/${proposal.id}/answers`, { answers }),
    onSuccess: () => {
      toast.show({ tone: 'success', text: t('proposal.answered') })
      return refresh()
    },
    onError: failed,
  })
  const confirm = useMutation({
    mutationFn: (slot: number) => api.post(`/calendar/proposals/${proposal.id}/confirmation`, { slot }),
    onSuccess: () => {
      toast.show({ tone: 'success', text: t('proposal.confirmed', { title: proposal.title }) })
      return refresh()
    },
    onError: failed,
  })
  const cancel = useMutation({
    mutationFn: () => api.delete(`/calendar/proposals/${proposal.id}`, { ifMatch: proposal.etag }),
    onSuccess: () => {
      toast.show({ text: t('proposal.cancelled', { title: proposal.title }) })
      return refresh()
    },
    onError: failed,
  })
  return { answer, confirm, cancel }
}
