import { Button, EmptyState, Link, Page, Skeleton, Tabs, useT, useToast } from '@kairan/ui'
import { BellOff, CheckCheck } from 'lucide-react'
import { useState } from 'react'
import { NoticeRows } from './notice-rows.tsx'
import { useNoticeCount, useNotices, useReadAll, type NoticeState } from './queries.ts'

export default function NoticesScreen() {
  const t = useT()
  const toast = useToast()
  const [state, setState] = useState<NoticeState>('all')
  const count = useNoticeCount().data?.count ?? 0
  const readAll = useReadAll()
  return (
    <Page
      title={t('list.title')}
      width="text"
      lead={<Link to="/settings">{t('list.settings')}</Link>}
      actions={
        count > 0 && (
          <Button
            icon={CheckCheck}
            isPending={readAll.isPending}
            onPress={() =>
              readAll.mutate(undefined, {
                onSuccess: () => toast.show({ tone: 'success', text: t('list.readAllDone') }),
              })
            }
          >
            {t('list.readAll')}
          </Button>
        )
      }
    >
      <Tabs
        label={t('list.tabs')}
        selected={state}
        onSelect={(next) => setState(next as NoticeState)}
        tabs={(['all', 'unread'] as const).map((one) => ({
          id: one,
          label: t(one === 'all' ? 'list.tabAll' : 'list.tabUnread'),
          content: one === state && <List state={one} />,
        }))}
      />
    </Page>
  )
}

function List({ state }: { state: NoticeState }) {
  const t = useT()
  const notices = useNotices(state, 30)
  const rows = notices.data?.pages.flatMap((page) => page.items)
  if (!rows)
    return notices.isError ? (
      <EmptyState
        title={t('list.failed')}
        action={<Button onPress={() => void notices.refetch()}>{t('list.retry')}</Button>}
      />
    ) : (
      <Skeleton lines={8} />
    )
  if (rows.length === 0)
    return (
      <EmptyState
        icon={BellOff}
        title={t(state === 'all' ? 'list.emptyTitle' : 'list.nothingUnread')}
        text={t('list.emptyText')}
      />
    )
  return (
    <>
      <NoticeRows notices={rows} />
      {notices.hasNextPage && (
        <p className="notice-more">
          <Button isPending={notices.isFetchingNextPage} onPress={() => void notices.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </p>
      )}
    </>
  )
}
