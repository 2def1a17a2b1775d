import { EmptyState, Link, Section, Skeleton, useT } from '@kairan/ui'
import { useMemo } from 'react'
import { ordered } from './log.ts'
import { useDrafts, useRooms } from './queries.ts'
import { RoomRows } from './room-list.tsx'

const SHOWN = 5

/** On the first page: the rooms in which something is unread, those first in which one is named. */
export function HomeCard() {
  const t = useT()
  const rooms = useRooms()
  const drafts = useDrafts()
  const drafted = useMemo(() => new Set(drafts.data?.map(({ room }) => room)), [drafts.data])
  const unread = ordered(rooms.data?.rooms ?? [])
    .filter((room) => room.mentions > 0 || (room.unread > 0 && !room.muted))
    .sort((a, b) => Number(b.mentions > 0) - Number(a.mentions > 0))
  return (
    <Section title={t('home.title')} card className="chat-home" actions={<Link to="/chat">{t('home.all')}</Link>}>
      {!rooms.data ? (
        rooms.isError ? (
          <EmptyState title={t('failed')} />
        ) : (
          <Skeleton lines={3} />
        )
      ) : unread.length === 0 ? (
        <p className="chat-quiet">{t('home.none')}</p>
      ) : (
        <>
          <RoomRows rooms={unread.slice(0, SHOWN)} drafted={drafted} label={t('home.title')} />
          {unread.length > SHOWN && (
            <p className="chat-more">
              <Link to="/chat/$id" params={{ id: 'unread' }}>
                {t('home.rest', { n: unread.length - SHOWN })}
              </Link>
            </p>
          )}
        </>
      )}
    </Section>
  )
}
