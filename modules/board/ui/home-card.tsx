import { Button, EmptyState, Link, Section, Skeleton, useT } from '@kairan/ui'
import { CircleCheck } from 'lucide-react'
import { BulletinRows, importantFirst } from './bulletin-rows.tsx'
import { once } from './list-merge.ts'
import { useBulletins, useUnreadCount } from './queries.ts'

const SHOWN = 10

/** What is addressed to me and not read yet, on the first page. */
export function HomeCard() {
  const t = useT()
  const unread = useBulletins('unread', 30)
  const count = useUnreadCount()
  const rows = importantFirst(once(unread.data?.pages ?? []))
  const more = rows.length > SHOWN || (count.data?.count ?? 0) > SHOWN
  return (
    <Section title={t('home.title')} card className="board-home" actions={<Link to="/board">{t('home.all')}</Link>}>
      {unread.isError && !unread.data ? (
        <EmptyState title={t('failed')} action={<Button onPress={() => void unread.refetch()}>{t('retry')}</Button>} />
      ) : !unread.data ? (
        <Skeleton lines={5} />
      ) : rows.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t('home.emptyTitle')} text={t('home.emptyText')} />
      ) : (
        <>
          <BulletinRows bulletins={rows.slice(0, SHOWN)} label={t('home.title')} allUnread />
          {more && (
            <p className="board-more">
              <Link to="/board">{t('home.rest')}</Link>
            </p>
          )}
        </>
      )}
    </Section>
  )
}
