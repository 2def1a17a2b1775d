import {
  Button,
  EmptyState,
  LinkButton,
  Page,
  Section,
  Skeleton,
  Tabs,
  useFormat,
  useNavigate,
  useSearch,
  useT,
  type BulletinListing,
} from '@kairan/ui'
import { ArrowUp, CircleCheck, Megaphone, PenLine } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { BulletinRows, importantFirst } from './bulletin-rows.tsx'
import { hold, once } from './list-merge.ts'
import { MoreButton } from './more-button.tsx'
import { useBulletins, useUnreadCount } from './queries.ts'

const UNREAD_ROWS = 10
const ROWS = 30

export function BulletinListScreen() {
  const t = useT()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { tab?: string }
  const tab = search.tab === 'mine' ? 'mine' : 'all'
  return (
    <Page
      title={t('list.title')}
      actions={
        <LinkButton to="/board/new" variant="primary" icon={PenLine}>
          {t('list.new')}
        </LinkButton>
      }
    >
      <Tabs
        label={t('list.tabs')}
        selected={tab}
        onSelect={(next) =>
          void navigate({ to: '/board', search: (next === 'mine' ? { tab: 'mine' } : {}) as never, replace: true })
        }
        tabs={[
          { id: 'all', label: t('list.tabAll'), content: tab === 'all' && <AllBulletins /> },
          { id: 'mine', label: t('list.tabMine'), content: tab === 'mine' && <MyBulletins /> },
        ]}
      />
    </Page>
  )
}

function AllBulletins() {
  const t = useT()
  const format = useFormat()
  const [top, setTop] = useState<HTMLDivElement | null>(null)
  const unreadList = useRef<HTMLDivElement>(null)
  const allList = useRef<HTMLDivElement>(null)
  const atTop = useInView(top)
  const count = useUnreadCount()
  const unread = useBulletins('unread', UNREAD_ROWS)
  const all = useBulletins('all', ROWS)
  const unreadRows = useHeld(
    useMemo(() => once(unread.data?.pages ?? []), [unread.data]),
    atTop,
  )
  const allRows = useHeld(
    useMemo(() => once(all.data?.pages ?? []), [all.data]),
    atTop,
  )
  const [wanted, setWanted] = useState<number>()

  useEffect(() => {
    if (wanted === undefined || !atTop) return
    top?.parentElement?.querySelector<HTMLElement>(`[data-bulletin="${wanted}"] a`)?.focus({ preventScroll: true })
    setWanted(undefined)
  }, [wanted, atTop, top, allRows.shown])

  if (all.isError && !all.data) return <LoadFailure onRetry={() => void all.refetch()} />
  if (!all.data || !unread.data) return <Skeleton lines={8} />

  const heldCount = allRows.held.length
  return (
    <div className="board-list">
      <div ref={setTop} className="board-top" />
      <div role="status" className="board-arrived">
        {heldCount > 0 && (
          <Button
            variant="primary"
            icon={ArrowUp}
            onPress={() => {
              setWanted(allRows.held[0]?.id)
              top?.scrollIntoView({ block: 'end' })
            }}
          >
            {t('list.arrived', { count: heldCount, n: format.number(heldCount) })}
          </Button>
        )}
      </div>
      {allRows.shown.length === 0 ? (
        <EmptyState
          icon={Megaphone}
          title={t('list.emptyTitle')}
          text={t('list.emptyText')}
          action={
            <LinkButton to="/board/new" variant="primary">
              {t('list.new')}
            </LinkButton>
          }
        />
      ) : (
        <>
          <Section
            title={t('list.unread')}
            actions={
              count.data &&
              count.data.count > 0 && (
                <span className="board-count">
                  {count.data.more
                    ? t('list.unreadMany')
                    : t('list.unreadCount', { n: format.number(count.data.count) })}
                </span>
              )
            }
            className="board-unread"
          >
            {unreadRows.shown.length === 0 ? (
              <p className="board-nothing">
                <CircleCheck aria-hidden="true" /> {t('list.nothingUnread')}
              </p>
            ) : (
              <div ref={unreadList}>
                <BulletinRows bulletins={importantFirst(unreadRows.shown)} label={t('list.unread')} allUnread />
                <MoreButton
                  hasMore={unread.hasNextPage}
                  isPending={unread.isFetchingNextPage}
                  onMore={() => void unread.fetchNextPage()}
                  count={unreadRows.shown.length}
                  list={unreadList}
                />
              </div>
            )}
          </Section>
          <Section title={t('list.everything')}>
            <div ref={allList}>
              <BulletinRows bulletins={allRows.shown} label={t('list.everything')} />
              <MoreButton
                hasMore={all.hasNextPage}
                isPending={all.isFetchingNextPage}
                onMore={() => void all.fetchNextPage()}
                count={allRows.shown.length}
                list={allList}
              />
              {!all.hasNextPage && <p className="board-end">{t('list.end')}</p>}
            </div>
          </Section>
        </>
      )}
    </div>
  )
}

function MyBulletins() {
  const t = useT()
  const list = useRef<HTMLDivElement>(null)
  const mine = useBulletins('mine', ROWS)
  const rows = useMemo(() => once(mine.data?.pages ?? []), [mine.data])
  if (mine.isError && !mine.data) return <LoadFailure onRetry={() => void mine.refetch()} />
  if (!mine.data) return <Skeleton lines={6} />
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={Megaphone}
        title={t('list.mineEmptyTitle')}
        text={t('list.mineEmptyText')}
        action={
          <LinkButton to="/board/new" variant="primary">
            {t('list.new')}
          </LinkButton>
        }
      />
    )
  }
  return (
    <div ref={list}>
      <BulletinRows bulletins={rows} label={t('list.tabMine')} headingLevel={2} mine />
      <MoreButton
        hasMore={mine.hasNextPage}
        isPending={mine.isFetchingNextPage}
        onMore={() => void mine.fetchNextPage()}
        count={rows.length}
        list={list}
      />
    </div>
  )
}

export function LoadFailure({ onRetry }: { onRetry: () => void }) {
  const t = useT()
  return <EmptyState title={t('failed')} action={<Button onPress={onRetry}>{t('retry')}</Button>} />
}

/** What is shown stays where it is while the reader is further down. */
function useHeld(now: BulletinListing[], atTop: boolean) {
  const before = useRef<BulletinListing[]>([])
  const split = useMemo(() => hold(now, before.current, atTop), [now, atTop])
  useEffect(() => {
    before.current = split.shown
  }, [split])
  return split
}

function useInView(element: HTMLElement | null): boolean {
  const [inView, setInView] = useState(true)
  useEffect(() => {
    if (!element || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver((entries) =>
      setInView(entries[entries.length - 1]?.isIntersecting ?? true),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return inView
}
