import {
  ApiProblem,
  api,
  Badge,
  Button,
  EmptyState,
  Link,
  LinkButton,
  Meter,
  Page,
  PersonChip,
  problemText,
  RichText,
  Skeleton,
  useFormat,
  useMutation,
  useParam,
  useQueryClient,
  useSession,
  useT,
  useToast,
} from '@kairan/ui'
import { Check, CircleX, Pencil, Printer, Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { AttachmentList } from './attachment-list.tsx'
import { LoadFailure } from './bulletin-list.tsx'
import { ImportantBadge } from './bulletin-rows.tsx'
import { keys } from './keys.ts'
import { useBulletin, useMarkRead, useReadersSummary, type TaggedBulletin } from './queries.ts'
import { watchSeen } from './seen.ts'

export function BulletinDetailScreen() {
  const id = Number(useParam('id'))
  return <BulletinOf key={id} id={id} />
}

function BulletinOf({ id }: { id: number }) {
  const t = useT()
  const query = useBulletin(id)
  const gone = query.error instanceof ApiProblem && query.error.status === 404
  if (query.data && !gone) return <Bulletin bulletin={query.data} />
  // Not a page yet: the heading that takes the focus is the bulletin's own.
  if (query.isFetching && !gone) return <Skeleton lines={8} />
  return (
    <Page
      title={gone ? t('detail.goneTitle') : t('list.title')}
      back={{ to: '/board', label: t('detail.back') }}
      width="text"
    >
      {gone || !Number.isSafeInteger(id) ? (
        <EmptyState
          title={t('detail.goneTitle')}
          text={t('detail.goneText')}
          action={<LinkButton to="/board">{t('detail.goneAct')}</LinkButton>}
        />
      ) : (
        <LoadFailure onRetry={() => void query.refetch()} />
      )}
    </Page>
  )
}

function Bulletin({ bulletin }: { bulletin: TaggedBulletin }) {
  const t = useT()
  const format = useFormat()
  const session = useSession()
  const article = useRef<HTMLElement>(null)
  const mine = bulletin.author.id === session.person.id
  const read = useReading(bulletin, article)
  const { withdraw, restore } = useWithdrawal(bulletin.id)

  return (
    <Page
      title={bulletin.title}
      width="text"
      back={{ to: '/board', label: t('detail.back') }}
      actions={
        <>
          {bulletin.mayEdit && !bulletin.withdrawnAt && (
            <LinkButton to="/board/$id/edit" params={{ id: bulletin.id }} icon={Pencil}>
              {t('detail.edit')}
            </LinkButton>
          )}
          {bulletin.mayWithdraw && !bulletin.withdrawnAt && (
            <Button icon={CircleX} isPending={withdraw.isPending} onPress={() => withdraw.mutate()}>
              {t('detail.withdraw')}
            </Button>
          )}
          <Button variant="quiet" icon={Printer} onPress={() => window.print()}>
            {t('detail.print')}
          </Button>
        </>
      }
      lead={
        <div className="board-meta">
          {(bulletin.importance === 'important' || bulletin.withdrawnAt) && (
            <p className="board-meta-badges">
              <ImportantBadge importance={bulletin.importance} />
              {bulletin.withdrawnAt && <Badge>{t('withdrawn')}</Badge>}
            </p>
          )}
          <p className="board-meta-line">
            {bulletin.section && <span className="board-meta-section">{bulletin.section.name}</span>}
            <PersonChip person={bulletin.author} size="small" showSection={!bulletin.section} />
            <time dateTime={bulletin.publishedAt}>{format.dateTime(bulletin.publishedAt)}</time>
            {bulletin.editedAt && <span>{t('edited', { when: format.relative(bulletin.editedAt) })}</span>}
          </p>
          <p className="board-meta-line board-meta-audience">
            <span>
              {t('detail.audience')}:{' '}
              {bulletin.audience
                .map((entry) =>
                  entry.group === 'everyone' ? t('shell:kit.audience.everyone') : entry.label || t('detail.ownGroup'),
                )
                .join(t('listSeparator'))}
            </span>
            <span>{t('people', { n: format.number(bulletin.people) })}</span>
          </p>
        </div>
      }
    >
      {bulletin.withdrawnAt && (
        <div className="board-notice" role="status">
          <p>
            <strong>{t('detail.withdrawnTitle')}</strong>{' '}
            {t('detail.withdrawnText', { when: format.dateTime(bulletin.withdrawnAt) })}
          </p>
          <Button icon={Undo2} isPending={restore.isPending} onPress={() => restore.mutate()}>
            {t('detail.restore')}
          </Button>
        </div>
      )}
      {bulletin.maySeeReaders && <ReadersSummary id={bulletin.id} />}
      <article ref={article} className="board-article" aria-label={bulletin.title}>
        <RichText text={bulletin.text} />
      </article>
      {bulletin.attachments.length > 0 && <AttachmentList attachments={bulletin.attachments} />}
      <p className="board-read" role="status">
        {read.problem
          ? t('detail.notCounted')
          : !mine &&
            !read.unread && (
              <>
                <Check aria-hidden="true" />{' '}
                {read.at ? t('detail.readAt', { when: whenRead(read.at, format) }) : t('detail.readBefore')}
              </>
            )}
      </p>
    </Page>
  )
}

/** 12:34 today, with the day otherwise. */
function whenRead(at: string, format: ReturnType<typeof useFormat>): string {
  return format.date(at) === format.date(Date.now()) ? format.time(at) : `${format.day(at)} ${format.time(at)}`
}

/** Opening is reading once the article was before somebody's eyes for long enough; told to the server once, and again until it is there. */
function useReading(bulletin: TaggedBulletin, article: { readonly current: HTMLElement | null }) {
  const markRead = useMarkRead()
  const { id, unread, readAt, editedAt } = bulletin
  // What was corrected since is news again, although it counts as read.
  const news = unread || (readAt !== undefined && editedAt !== undefined && editedAt > readAt)
  const { mutate, isError, isSuccess } = useMutation({
    mutationFn: () => api.post(`/board/bulletins/${id}/readings`),
    meta: { quiet: true },
    retry: (_count, problem) => problem instanceof ApiProblem && (problem.offline || problem.status >= 500),
    retryDelay: (attempt) => Math.min(30_000, 1000 * 2 ** attempt),
    onSuccess: () => markRead(id, new Date().toISOString()),
  })
  useEffect(() => {
    if (!news || !article.current) return
    return watchSeen(article.current, () => mutate())
  }, [id, news, article, mutate])
  return { unread: unread && !isSuccess, at: readAt, problem: isError }
}

function useWithdrawal(id: number) {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: keys.bulletin(id) })
    void client.invalidateQueries({ queryKey: keys.lists })
  }
  const failed = (problem: Error) => toast.show({ tone: 'error', text: problemText(problem) })
  const restore = useMutation({
    mutationFn: () => api.delete(`/board/bulletins/${id}/withdrawals`),
    onSuccess: () => {
      toast.show({ tone: 'success', text: t('detail.restoredToast') })
      refresh()
    },
    onError: failed,
  })
  const withdraw = useMutation({
    mutationFn: () => api.post(`/board/bulletins/${id}/withdrawals`),
    onSuccess: () => {
      // One may have left this page when pressing the toast, so that nothing here may depend on its being shown.
      const undo = () => {
        api.delete(`/board/bulletins/${id}/withdrawals`).then(() => {
          toast.show({ tone: 'success', text: t('detail.restoredToast') })
          refresh()
        }, failed)
      }
      toast.show({ text: t('detail.withdrawnToast'), undo })
      refresh()
    },
    onError: failed,
  })
  return { withdraw, restore }
}

function ReadersSummary({ id }: { id: number }) {
  const t = useT()
  const format = useFormat()
  const { data } = useReadersSummary(id, true)
  return (
    <section className="board-readers-summary" aria-label={t('detail.readers')}>
      {data ? (
        <Meter
          label={t('detail.readers')}
          value={data.read}
          max={data.total}
          valueLabel={`${format.number(data.read)} / ${t('people', { n: format.number(data.total) })} (${format.percent(data.read, data.total)})`}
        />
      ) : (
        <Skeleton lines={1} />
      )}
      <Link to="/board/$id/readers" params={{ id }}>
        {t('detail.readersLink')}
      </Link>
    </section>
  )
}
