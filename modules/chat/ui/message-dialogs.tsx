import {
  api,
  Badge,
  Button,
  ConfirmDialog,
  Dialog,
  PersonChip,
  problemText,
  Skeleton,
  Tabs,
  TextField,
  useFormat,
  useLive,
  useMutation,
  useQuery,
  useT,
  useToast,
  type PersonRef,
} from '@kairan/ui'
import { useEffect, useState, type ReactNode } from 'react'
import { keys } from './keys.ts'
import { excerptOf } from './markup.ts'
import { MessageText } from './message-text.tsx'
import { useWorld } from './room-context.ts'
import type { Message, ReadersDetail, Version } from './types.ts'

interface MessageDialogProps {
  message: Message
  onClose: () => void
}

/** Who has read a message and when, who has not, and a word to those. */
export function ReadersDialog({ message, onClose }: MessageDialogProps) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const { room } = useWorld()
  const readers = useQuery({
    queryKey: keys.readers(room.id, message.seq),
    queryFn: ({ signal }) =>
      api.get<ReadersDetail>(`/chat/rooms/${room.id}/messages/${message.seq}/readers`, { signal }),
  })
  // Somebody reads it while one looks.
  const { refetch } = readers
  useEffect(() => void refetch(), [message.read, message.allReadAt, message.ack?.done, refetch])
  useLive('chat.', () => void refetch())
  const remind = useMutation({
    mutationFn: () => api.post<{ people: number }>(`/chat/rooms/${room.id}/messages/${message.seq}/reminder`),
    onSuccess: ({ people }) => {
      toast.show({ tone: 'success', text: t('read.reminded', { n: format.number(people) }) })
      void refetch()
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  const data = readers.data
  const asked = message.ack !== undefined && message.ack !== null
  return (
    <Dialog
      title={t('read.title')}
      isOpen
      onClose={onClose}
      actions={
        data?.mayRemind && (
          <Button variant="primary" isPending={remind.isPending} onPress={() => remind.mutate()}>
            {t(asked ? 'read.remindAck' : 'read.remind', {
              n: format.number((asked ? data.unacknowledged : data.unread).length),
            })}
          </Button>
        )
      }
    >
      <p className="chat-quoted">{message.deletedAt ? t('room.deleted') : excerptOf(message)}</p>
      {readers.isError && !data ? (
        <p role="alert">{problemText(readers.error)}</p>
      ) : !data ? (
        <Skeleton lines={4} />
      ) : (
        <>
          {data.allReadAt && (
            <p>
              <Badge tone="success">{t('read.allAt', { when: format.dateTime(data.allReadAt) })}</Badge>
            </p>
          )}
          {data.remindedAt && (
            <p className="chat-quiet">{t('read.remindedAt', { when: format.dateTime(data.remindedAt) })}</p>
          )}
          <Tabs
            label={t('read.title')}
            tabs={[
              {
                id: 'read',
                label: t('read.tabRead', { n: format.number(data.read.length) }),
                content: (
                  <PeopleRows
                    rows={data.read.map(({ person, at, beforeEdit }) => ({
                      person,
                      note: (
                        <>
                          {at && <time dateTime={at}>{format.dateTime(at)}</time>}
                          {beforeEdit && <Badge>{t('read.beforeEdit')}</Badge>}
                        </>
                      ),
                    }))}
                    empty={t('read.nobodyYet')}
                  />
                ),
              },
              {
                id: 'unread',
                label: t('read.tabUnread', { n: format.number(data.unread.length) }),
                content: <PeopleRows rows={data.unread.map((person) => ({ person }))} empty={t('read.everybody')} />,
              },
              ...(asked
                ? [
                    {
                      id: 'acks',
                      label: t('read.tabAcks', { n: format.number(data.acks.length) }),
                      content: (
                        <>
                          <PeopleRows
                            rows={data.acks.map(({ person, at }) => ({ person, note: format.dateTime(at) }))}
                            empty={t('read.nobodyYet')}
                          />
                          <h3>{t('read.notYet')}</h3>
                          <PeopleRows
                            rows={data.unacknowledged.map((person) => ({ person }))}
                            empty={t('read.everybody')}
                          />
                        </>
                      ),
                    },
                  ]
                : []),
              ...(data.exempt.length > 0
                ? [
                    {
                      id: 'exempt',
                      label: t('read.tabExempt', { n: format.number(data.exempt.length) }),
                      content: (
                        <>
                          <p className="chat-quiet">{t('read.exemptHint')}</p>
                          <PeopleRows rows={data.exempt.map((person) => ({ person }))} empty="" />
                        </>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </Dialog>
  )
}

function PeopleRows({ rows, empty }: { rows: { person: PersonRef; note?: ReactNode }[]; empty: string }) {
  if (rows.length === 0) return <p className="chat-quiet">{empty}</p>
  return (
    <ul className="chat-people">
      {rows.map(({ person, note }) => (
        <li key={person.id}>
          <PersonChip person={person} size="small" />
          <span className="chat-quiet">{note}</span>
        </li>
      ))}
    </ul>
  )
}

export function VersionsDialog({ message, onClose }: MessageDialogProps) {
  const t = useT()
  const format = useFormat()
  const { room, myTokens } = useWorld()
  const versions = useQuery({
    queryKey: keys.versions(room.id, message.seq),
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Version[] }>(`/chat/rooms/${room.id}/messages/${message.seq}/versions`, { signal }))
        .items,
    staleTime: 0,
  })
  return (
    <Dialog title={t('versions.title')} isOpen onClose={onClose}>
      {versions.isError ? (
        <p role="alert">{problemText(versions.error)}</p>
      ) : !versions.data ? (
        <Skeleton lines={4} />
      ) : (
        <ol className="chat-versions">
          {versions.data.map(({ version, text, at }) => (
            <li key={version}>
              <p className="chat-quiet">{t('versions.at', { n: version, when: format.dateTime(at) })}</p>
              <MessageText message={{ text, mentions: message.mentions }} me={myTokens} />
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}

export function RemoveDialog({ message, onClose }: MessageDialogProps) {
  const t = useT()
  const { acts } = useWorld()
  return (
    <ConfirmDialog
      title={t('remove.title')}
      isOpen
      onClose={onClose}
      confirmLabel={t('remove.do')}
      onConfirm={() => {
        void acts.remove(message)
        onClose()
      }}
    >
      <p className="chat-quoted">{excerptOf(message)}</p>
      <p>{t('remove.text')}</p>
    </ConfirmDialog>
  )
}

export function ReportDialog({ message, onClose }: MessageDialogProps) {
  const t = useT()
  const toast = useToast()
  const { acts } = useWorld()
  const [reason, setReason] = useState('')
  const report = useMutation({
    mutationFn: () => acts.report(message, reason.trim()),
    meta: { quiet: true },
    onSuccess: () => {
      toast.show({ tone: 'success', text: t('report.done') })
      onClose()
    },
  })
  return (
    <Dialog
      title={t('report.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={reason.trim() === ''}
            isPending={report.isPending}
            onPress={() => report.mutate()}
          >
            {t('report.do')}
          </Button>
        </>
      }
    >
      <p className="chat-quoted">{excerptOf(message)}</p>
      {report.error && (
        <p className="k-field-error" role="alert">
          {problemText(report.error)}
        </p>
      )}
      <TextField
        label={t('report.reason')}
        description={t('report.hint')}
        value={reason}
        onChange={setReason}
        multiline
        rows={3}
        isRequired
      />
    </Dialog>
  )
}
