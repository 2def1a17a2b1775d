import { api, problemText, useMutation, useQueryClient, useT, useToast } from '@kairan/ui'
import { keys } from './keys.ts'
import type { TaggedEvent } from './queries.ts'
import type { AnswerWord, Scope } from './types.ts'

/** Asks anew for everything of the calendar that is on the screen. */
export function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.all })
}

/** Which part of a series is meant; a single event has no parts. */
export function partOf(event: Pick<TaggedEvent, 'recurring' | 'recurrence'>, scope: Scope): Record<string, string> {
  return event.recurring && event.recurrence ? { scope, occurrence: event.recurrence } : {}
}

export function useEventActs(event: TaggedEvent) {
  const t = useT()
  const toast = useToast()
  const refresh = useRefresh()
  const failed = (problem: unknown) => toast.show({ tone: 'error', text: problemText(problem) })
  const answer = useMutation({
    mutationFn: ({ word, onlyThis, person }: { word: AnswerWord; onlyThis: boolean; person?: number | undefined }) =>
      api.put(`/calendar/events/${event.id}/answer`, {
        answer: word,
        person,
        occurrence: onlyThis && event.recurring ? event.recurrence : undefined,
      }),
    onSuccess: (_, { word }) => {
      toast.show({ tone: 'success', text: t('view.answered', { answer: t(`answer.${word}`) }) })
      return refresh()
    },
    onError: failed,
  })
  const remove = useMutation({
    mutationFn: (scope: Scope) =>
      api.delete(`/calendar/events/${event.id}`, { query: partOf(event, scope), ifMatch: event.etag }),
    onSuccess: (_, scope) => {
      // The page may have been left when the toast is pressed, so that nothing here may depend on its being shown.
      const undo = () => {
        api.post(`/calendar/events/${event.id}/restoration`, undefined, { query: partOf(event, scope) }).then(() => {
          toast.show({ tone: 'success', text: t('view.restored', { title: event.title }) })
          void refresh()
        }, failed)
      }
      toast.show({ text: t('view.removed', { title: event.title }), undo })
      return refresh()
    },
    onError: failed,
  })
  return { answer, remove }
}
