import { ApiProblem, Dialog, EmptyState, Link, Skeleton, useT } from '@kairan/ui'
import { EventActs, EventBody } from './event-view.tsx'
import { LoadFailure } from './frame.tsx'
import type { Opened } from './mark.tsx'
import { useEvent } from './queries.ts'

/** An event looked at where one has found it. */
export function EventDialog({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const t = useT()
  const query = useEvent(opened.event, opened.recurrence)
  const gone = query.error instanceof ApiProblem && query.error.status === 404
  const event = gone ? undefined : query.data
  return (
    <Dialog
      title={event?.title ?? t(gone ? 'view.goneTitle' : 'view.title')}
      isOpen
      onClose={onClose}
      actions={event && <EventActs event={event} onGone={onClose} />}
    >
      {event ? (
        <>
          <EventBody event={event} />
          <p className="cal-page-link">
            <Link
              to="/calendar/events/$id"
              params={{ id: event.id }}
              search={opened.recurrence ? { occurrence: opened.recurrence } : {}}
            >
              {t('view.page')}
            </Link>
          </p>
        </>
      ) : gone ? (
        <EmptyState title={t('view.goneTitle')} text={t('view.goneText')} />
      ) : query.isError ? (
        <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton lines={5} />
      )}
    </Dialog>
  )
}
