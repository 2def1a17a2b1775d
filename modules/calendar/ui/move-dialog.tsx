import {
  ApiProblem,
  Button,
  DateField,
  Dialog,
  Form,
  ProblemSummary,
  Select,
  Skeleton,
  TimeField,
  useMutation,
  useT,
} from '@kairan/ui'
import { useState } from 'react'
import { Clashes, clashesOf } from './clashes.tsx'
import { draftOf, endOf, faultsOf, startOf, withStart } from './draft.ts'
import { LoadFailure } from './frame.tsx'
import type { Opened } from './mark.tsx'
import { isInParts } from './move.ts'
import { useMoving } from './moving.ts'
import { useEvent, useRooms, type TaggedEvent } from './queries.ts'
import { ScopeChoice } from './scope-dialog.tsx'
import type { EventDetail, Scope } from './types.ts'

interface MoveDialogProps {
  opened: Opened
  /** The room in whose row it stands: then another one can be chosen too. */
  room?: number | undefined
  onClose: () => void
  onMoved?: (after: EventDetail, start: string) => void
}

/** Another time for an event, without dragging. */
export function MoveDialog({ opened, room, onClose, onMoved }: MoveDialogProps) {
  const t = useT()
  const query = useEvent(opened.event, opened.recurrence)
  // The form starts from what it was given once.
  const [event, setEvent] = useState<TaggedEvent>()
  if (!event && query.data && !query.isFetching) setEvent(query.data)
  if (event?.mayEdit) return <Times event={event} room={room} onClose={onClose} onMoved={onMoved} />
  return (
    <Dialog title={t('move.time')} isOpen onClose={onClose}>
      {event ? (
        <p>{t('edit.notMayText')}</p>
      ) : query.isError ? (
        <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton lines={3} />
      )}
    </Dialog>
  )
}

function Times({ event, room, onClose, onMoved }: Omit<MoveDialogProps, 'opened'> & { event: TaggedEvent }) {
  const t = useT()
  const { move } = useMoving()
  const [draft, setDraft] = useState(() => draftOf(event))
  const [scope, setScope] = useState<Scope>('one')
  const held = event.rooms.find(({ id }) => id === room)
  const [wanted, setWanted] = useState(room)
  const rooms = useRooms()
  const kind = rooms.data?.find(({ id }) => id === room)?.kind
  const choices = (rooms.data ?? []).filter((one) => one.id === room || (one.active && one.kind === kind))
  const [attempted, setAttempted] = useState(false)
  const faults = faultsOf(draft)
  const told = attempted ? faults : {}
  const isTimed = draft.span === 'timed'
  const save = useMutation({
    mutationFn: () => {
      const to = choices.find(({ id }) => id === wanted)
      return move(
        event,
        {
          start: startOf(draft),
          end: endOf(draft),
          ...(held && to && to.id !== room ? { room: { id: to.id, name: to.name, building: to.building } } : {}),
        },
        isInParts(event) ? scope : 'all',
        room,
      )
    },
    meta: { quiet: true },
    // Tried again after an answer that was lost it would be refused as changed meanwhile.
    onSuccess: (after) => {
      onClose()
      onMoved?.(after, startOf(draft))
    },
  })
  const submit = () => {
    setAttempted(true)
    if (!faults.start && !faults.end && !save.isPending) save.mutate()
  }
  const problem = save.error instanceof ApiProblem ? save.error : undefined
  const clashes = problem ? clashesOf(problem) : []
  const isMeanwhile = save.error && (!problem || problem.status === 412)
  return (
    <Dialog
      title={t('move.timeOf', { title: event.title })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isPending={save.isPending} onPress={submit}>
            {t('move.act')}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit} error={clashes.length > 0 || isMeanwhile ? null : save.error} aria-label={t('move.time')}>
        {clashes.length > 0 && (
          <ProblemSummary problem={problem}>
            <Clashes clashes={clashes} />
          </ProblemSummary>
        )}
        {isMeanwhile && (
          <p className="cal-notice" role="alert">
            {t('move.meanwhile')}
          </p>
        )}
        <div className="cal-row" role="group" aria-label={t('edit.start')}>
          <DateField
            label={t('edit.startDay')}
            value={draft.startDay}
            onChange={(startDay) => setDraft((old) => withStart(old, { startDay }))}
            error={told.start && t(told.start.key)}
            isRequired
          />
          {isTimed && (
            <TimeField
              label={t('edit.startTime')}
              value={draft.startTime}
              onChange={(startTime) => setDraft((old) => withStart(old, { startTime }))}
              isRequired
            />
          )}
        </div>
        <div className="cal-row" role="group" aria-label={t('edit.end')}>
          <DateField
            label={t('edit.endDay')}
            value={draft.endDay}
            onChange={(endDay) => setDraft((old) => ({ ...old, endDay }))}
            error={told.end && t(told.end.key)}
            isRequired
          />
          {isTimed && (
            <TimeField
              label={t('edit.endTime')}
              value={draft.endTime}
              onChange={(endTime) => setDraft((old) => ({ ...old, endTime }))}
              isRequired
            />
          )}
        </div>
        {held && choices.length > 1 && (
          <Select
            label={t('edit.rooms')}
            value={String(wanted)}
            onChange={(id) => setWanted(Number(id))}
            options={choices.map((one) => ({
              value: String(one.id),
              label: [one.building, one.name].filter(Boolean).join(' '),
            }))}
          />
        )}
        {isInParts(event) && <ScopeChoice value={scope} onChange={setScope} />}
      </Form>
    </Dialog>
  )
}
