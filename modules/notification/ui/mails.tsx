import {
  api,
  Button,
  EmptyState,
  Page,
  Section,
  Skeleton,
  Table,
  useFormat,
  useInfiniteQuery,
  useT,
  type Slice,
} from '@kairan/ui'
import { MailCheck } from 'lucide-react'

interface Undelivered {
  id: number
  name: string
  section?: string
  address?: string
  reason?: string
  state: 'refused' | 'expired'
  at: string
}

interface Mails extends Slice<Undelivered> {
  on: boolean
  waiting: number
  waitingSince?: string
  outageSince?: string
  outage?: string
}

/** For administrators: whether mails leave, and who could not be reached. */
export default function MailsScreen() {
  const t = useT()
  const format = useFormat()
  const mails = useInfiniteQuery({
    queryKey: ['notification', 'mails'],
    queryFn: ({ pageParam, signal }) => api.get<Mails>('/notification/mails', { query: { after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: 30_000,
  })
  const first = mails.data?.pages[0]
  const rows = mails.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={t('mails.title')} lead={t('mails.lead')}>
      {!first ? (
        mails.isError ? (
          <EmptyState
            title={t('list.failed')}
            action={<Button onPress={() => void mails.refetch()}>{t('list.retry')}</Button>}
          />
        ) : (
          <Skeleton />
        )
      ) : (
        <>
          <div className="notice-state" role="status">
            <p>
              {!first.on
                ? t('mails.off')
                : first.outageSince
                  ? t('mails.outage', { when: format.relative(first.outageSince) })
                  : t('mails.good')}
            </p>
            {first.outage && <p className="notice-reason">{first.outage}</p>}
            {first.on && (
              <p>
                {first.waiting > 0
                  ? t('mails.waiting', {
                      count: first.waiting,
                      n: format.number(first.waiting),
                      when: first.waitingSince && format.relative(first.waitingSince),
                    })
                  : t('mails.none')}
              </p>
            )}
          </div>
          <Section title={t('mails.undelivered')}>
            <p className="k-description">{t('mails.undeliveredHint')}</p>
            <Table
              label={t('mails.undelivered')}
              rows={rows}
              getKey={(row) => row.id}
              columns={[
                {
                  id: 'person',
                  header: t('mails.person'),
                  isRowHeader: true,
                  cell: ({ name, section }) => [name, section].filter(Boolean).join(' '),
                },
                { id: 'address', header: t('mails.address'), cell: ({ address }) => address },
                {
                  id: 'reason',
                  header: t('mails.reason'),
                  cell: ({ reason, state }) => (
                    <>
                      {state === 'expired' && <span>{t('mails.expired')} </span>}
                      <span className="notice-reason">{reason}</span>
                    </>
                  ),
                },
                { id: 'when', header: t('mails.when'), cell: ({ at }) => format.dateTime(at) },
              ]}
              empty={<EmptyState icon={MailCheck} title={t('mails.nobody')} />}
            />
            {mails.hasNextPage && (
              <p className="notice-more">
                <Button isPending={mails.isFetchingNextPage} onPress={() => void mails.fetchNextPage()}>
                  {t('list.more')}
                </Button>
              </p>
            )}
          </Section>
        </>
      )}
    </Page>
  )
}
