import { api, problemText, useMutation, useQueryClient, useT, useToast } from '@kairan/ui'
import { keys } from './keys.ts'
import type { PresenceListing, StatusWord } from './types.ts'

export interface Said {
  status: StatusWord
  place: string
  note: string
  /** An instant, or nothing where nobody knows. */
  backAt?: string | undefined
}

/** What was said by hand before, to be said again by an undo; nothing if nothing was. */
function before(presence: PresenceListing | undefined): Said | undefined {
  if (!presence?.setBy) return undefined
  const { status, place = '', note = '', backAt } = presence
  return { status, place, note, backAt }
}

/** Says where somebody is, or takes back what was said; both can be undone. */
export function useSaying(person: number) {
  const t = useT('presence')
  const toast = useToast()
  const client = useQueryClient()
  const put = (said: Said | undefined) =>
    said
      ? api.put<PresenceListing>(`/presence/people/${person}/override`, said)
      : api.delete<PresenceListing>(`/presence/people/${person}/override`)
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.person(person) }),
      client.invalidateQueries({ queryKey: keys.boards }),
    ])
  const failed = (problem: unknown) => toast.show({ tone: 'error', text: problemText(problem) })
  return useMutation({
    mutationFn: ({ said }: { said: Said | undefined; was: PresenceListing | undefined; text: string }) => put(said),
    onSuccess: (_, { was, text }) => {
      const undo = () => {
        put(before(was)).then(() => {
          toast.show({ tone: 'success', text: t('undone') })
          void refresh()
        }, failed)
      }
      toast.show({ key: 'presence', tone: 'success', text, undo })
      return refresh()
    },
    onError: failed,
  })
}

/** Has oneself told when somebody is back, or not any more. */
export function useWaiting(person: number, name: string) {
  const t = useT('presence')
  const toast = useToast()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (waiting: boolean) =>
      waiting ? api.post(`/presence/people/${person}/waiting`) : api.delete(`/presence/people/${person}/waiting`),
    onSuccess: (_, waiting) => {
      toast.show({ tone: 'success', text: t(waiting ? 'waiting.begun' : 'waiting.ended', { name }) })
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.boards }),
        client.invalidateQueries({ queryKey: keys.waitings }),
        client.invalidateQueries({ queryKey: keys.person(person) }),
      ]),
  })
}
