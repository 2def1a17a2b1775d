import {
  ApiProblem,
  api,
  Badge,
  Button,
  Dialog,
  EmptyState,
  Form,
  Link,
  PersonChip,
  problemText,
  Skeleton,
  TextField,
  useMutation,
  useT,
  useToast,
} from '@kairan/ui'
import { Check, ClipboardCheck, X } from 'lucide-react'
import { useState } from 'react'
import { useRefresh } from './acts.ts'
import { Frame, LoadFailure } from './frame.tsx'
import { useApprovals } from './queries.ts'
import type { ApprovalListing } from './types.ts'
import { useWords } from './words.ts'

const REASON_MAX = 500

interface Decision {
  one: ApprovalListing
  decision: 'approved' | 'rejected'
  reason?: string
}

/** What the caller's sections are asked about their rooms: each waits until one of them has decided. */
export function ApprovalsScreen() {
  const t = useT()
  const words = useWords()
  const toast = useToast()
  const refresh = useRefresh()
  const query = useApprovals()
  const [rejecting, setRejecting] = useState<ApprovalListing>()
  const decide = useMutation({
    mutationFn: ({ one, decision, reason }: Decision) =>
      api.put(`/calendar/approvals/${one.id}`, { decision, reason }, { ifMatch: `"${one.revision}"` }),
    meta: { quiet: true },
    retry: (count, problem) => problem instanceof ApiProblem && problem.offline && count < 2,
    onSuccess: async (_, { one, decision }) => {
      setRejecting(undefined)
      await refresh()
      toast.show({ tone: 'success', text: t(`approval.done-${decision}`, { room: one.room.name, name: one.by.name }) })
    },
    onError: (problem, { decision }) => {
      void refresh()
      if (decision === 'rejected' && problem instanceof ApiProblem && problem.status === 422) return
      setRejecting(undefined)
      const isChanged = problem instanceof ApiProblem && (problem.status === 412 || problem.status === 404)
      toast.show({ tone: 'error', text: isChanged ? t('approval.changed') : problemText(problem) })
    },
  })
  return (
    <Frame title={t('approval.title')}>
      {!query.data ? (
        query.isError ? (
          <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )
      ) : query.data.items.length === 0 ? (
        <EmptyState icon={ClipboardCheck} title={t('approval.none')} text={t('approval.noneText')} />
      ) : (
        <ul className="cal-slot-list" aria-label={t('approval.title')}>
          {query.data.items.map((one) => {
            const when = words.when(one)
            const isDeciding = decide.isPending && decide.variables.one.id === one.id
            return (
              <li key={`${one.id} ${one.revision}`}>
                <div className="cal-grow">
                  <p>
                    <strong>{[one.room.building, one.room.name].filter(Boolean).join(' ')}</strong>{' '}
                    <Badge tone="info">{t('approval.requested')}</Badge>
                  </p>
                  <p>
                    {when}
                    {one.instances > 1 && (
                      <> {t('approval.series', { n: one.instances, last: words.moment(one.last) })}</>
                    )}
                  </p>
                  <p>
                    <PersonChip person={one.by} size="small" />{' '}
                    {one.extension && t('rooms.extension', { extension: one.extension })}
                  </p>
                  <p className="cal-quiet">
                    {one.event === undefined ? (
                      t('approval.private')
                    ) : (
                      <Link to="/calendar/events/$id" params={{ id: one.event }}>
                        {one.title}
                      </Link>
                    )}
                  </p>
                </div>
                <Button
                  variant="primary"
                  icon={Check}
                  isPending={isDeciding && decide.variables.decision === 'approved'}
                  aria-label={t('approval.approveOf', { room: one.room.name, when })}
                  onPress={() => decide.mutate({ one, decision: 'approved' })}
                >
                  {t('approval.approve')}
                </Button>
                <Button
                  icon={X}
                  aria-label={t('approval.rejectOf', { room: one.room.name, when })}
                  onPress={() => {
                    decide.reset()
                    setRejecting(one)
                  }}
                >
                  {t('approval.reject')}
                </Button>
              </li>
            )
          })}
        </ul>
      )}
      {rejecting && (
        <RejectDialog
          one={rejecting}
          problem={decide.error}
          isPending={decide.isPending}
          onClose={() => {
            decide.reset()
            setRejecting(undefined)
          }}
          onReject={(reason) => decide.mutate({ one: rejecting, decision: 'rejected', reason })}
        />
      )}
    </Frame>
  )
}

function RejectDialog({
  one,
  problem,
  isPending,
  onClose,
  onReject,
}: {
  one: ApprovalListing
  problem: Error | null
  isPending: boolean
  onClose: () => void
  onReject: (reason: string) => void
}) {
  const t = useT()
  const words = useWords()
  const [reason, setReason] = useState('')
  const [attempted, setAttempted] = useState(false)
  const submit = () => {
    setAttempted(true)
    if (reason.trim() !== '' && !isPending) onReject(reason.trim())
  }
  return (
    <Dialog
      title={t('approval.rejectTitle')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={submit}>
            {t('approval.reject')}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit} error={problem}>
        <p>
          {one.room.name} {words.when(one)} {one.by.name}
        </p>
        <TextField
          name="reason"
          label={t('approval.reason')}
          description={t('approval.reasonHint')}
          value={reason}
          onChange={setReason}
          error={attempted && reason.trim() === '' ? t('approval.reasonMissing') : undefined}
          maxLength={REASON_MAX}
          multiline
          rows={3}
          isRequired
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
