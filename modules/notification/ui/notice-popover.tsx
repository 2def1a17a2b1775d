import { Button, EmptyState, Link, Skeleton, useT } from '@kairan/ui'
import { BellOff, CheckCheck } from 'lucide-react'
import type { RefObject } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { NoticeRows } from './notice-rows.tsx'
import { useNoticeCount, useNotices, useReadAll } from './queries.ts'

const SHOWN = 10

export default function NoticePopover({
  trigger,
  onClose,
}: {
  trigger: RefObject<HTMLElement | null>
  onClose: () => void
}) {
  const t = useT()
  const count = useNoticeCount().data?.count ?? 0
  // Whoever follows the number wants to see what it counts.
  const { data, isError, refetch } = useNotices(count > 0 ? 'unread' : 'all', SHOWN)
  const readAll = useReadAll()
  const notices = data?.pages.flatMap((page) => page.items).slice(0, SHOWN)
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
      offset={6}
      className="k-popover notice-popover"
    >
      <Dialog aria-label={t('list.title')} className="notice-dialog">
        <div className="notice-head">
          <h2>{t('list.title')}</h2>
          {count > 0 && (
            <Button size="small" icon={CheckCheck} isPending={readAll.isPending} onPress={() => readAll.mutate()}>
              {t('list.readAll')}
            </Button>
          )}
        </div>
        {notices === undefined ? (
          isError ? (
            <EmptyState
              title={t('list.failed')}
              action={<Button onPress={() => void refetch()}>{t('list.retry')}</Button>}
            />
          ) : (
            <Skeleton />
          )
        ) : notices.length === 0 ? (
          <EmptyState icon={BellOff} title={t('list.emptyTitle')} text={t('list.emptyText')} />
        ) : (
          <NoticeRows notices={notices} onOpen={onClose} />
        )}
        <div className="notice-foot">
          <Link to="/notification" onClick={onClose}>
            {t('list.all')}
          </Link>
          <Link to="/settings" onClick={onClose}>
            {t('list.settings')}
          </Link>
        </div>
      </Dialog>
    </Popover>
  )
}
