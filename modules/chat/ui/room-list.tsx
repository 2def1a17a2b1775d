import {
  Badge,
  Button,
  cx,
  EmptyState,
  Icon,
  Link,
  PersonMark,
  problemText,
  SearchField,
  Select,
  Skeleton,
  useFormat,
  usePageHeading,
  useT,
} from '@kairan/ui'
import { BellOff, Bookmark, CalendarClock, Compass, Inbox, PenLine, Plus, Search, Star } from 'lucide-react'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { ordered } from './log.ts'
import { quoted } from './markup.ts'
import { plain } from './mentions.ts'
import { Avatar } from './message-row.tsx'
import { useDrafts, useRooms, useScheduled } from './queries.ts'
import { roomIcon } from './room-icon.ts'
import type { RoomKind, RoomListing } from './types.ts'

type Show = 'all' | 'unread' | 'mentions'

const KINDS: readonly RoomKind[] = ['direct', 'group', 'section', 'consultation', 'announcement', 'meeting']

/** The rooms one is in, those one has put first above, then by their newest message; and the ways to one's own lists. */
export function RoomList({ isPage, onNew }: { isPage: boolean; onNew: () => void }) {
  const t = useT()
  const rooms = useRooms()
  const drafts = useDrafts()
  const scheduled = useScheduled()
  const [typed, setTyped] = useState('')
  const [show, setShow] = useState<Show>('all')
  const [kind, setKind] = useState('all')
  const drafted = useMemo(() => new Set(drafts.data?.map(({ room }) => room)), [drafts.data])
  const list = rooms.data?.rooms
  const shown = useMemo(() => {
    const words = plain(typed)
    return ordered(list ?? []).filter(
      (room) =>
        (words === '' || plain(`${room.name} ${room.purpose}`).includes(words)) &&
        (show === 'all' || (show === 'unread' ? room.unread > 0 : room.mentions > 0)) &&
        (kind === 'all' || room.kind === kind),
    )
  }, [list, typed, show, kind])
  const favourites = shown.filter(({ favourite }) => favourite)
  const others = shown.filter(({ favourite }) => !favourite)
  const unread = (list ?? []).reduce((sum, room) => sum + (room.muted ? 0 : room.unread), 0)

  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.chat-room-link')]
    const at = links.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    event.preventDefault()
    links[Math.min(links.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
  }

  return (
    <section className="chat-list" aria-label={t('list.title')} data-region="rooms" tabIndex={-1}>
      <div className="chat-list-head">
        {isPage ? <ListHeading /> : <h2>{t('title')}</h2>}
        <Button size="small" variant="primary" icon={Plus} onPress={onNew}>
          {t('list.new')}
        </Button>
      </div>
      <ul className="chat-views" aria-label={t('list.views')}>
        <View to="unread" icon={Inbox} label={t('view.unread')} count={unread} isUnread />
        <View to="drafts" icon={PenLine} label={t('view.drafts')} count={drafts.data?.length} />
        <View to="scheduled" icon={CalendarClock} label={t('view.scheduled')} count={scheduled.data?.length} />
        <View to="bookmarks" icon={Bookmark} label={t('view.bookmarks')} />
        <View to="search" icon={Search} label={t('view.search')} />
        <View to="find" icon={Compass} label={t('find.short')} />
      </ul>
      <div className="chat-filter">
        <SearchField
          label={t('list.filter')}
          hideLabel
          placeholder={t('list.filter')}
          value={typed}
          onChange={setTyped}
        />
        <div className="chat-filter-row">
          <ToggleButtonGroup
            aria-label={t('list.show')}
            className="k-segments"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[show]}
            onSelectionChange={(keys) => setShow([...keys][0] as Show)}
          >
            <ToggleButton id="all" className="k-segment">
              {t('list.all')}
            </ToggleButton>
            <ToggleButton id="unread" className="k-segment">
              {t('list.unread')}
            </ToggleButton>
            <ToggleButton id="mentions" className="k-segment">
              {t('list.mentions')}
            </ToggleButton>
          </ToggleButtonGroup>
          <Select
            label={t('list.kind')}
            hideLabel
            className="chat-kind"
            value={kind}
            onChange={setKind}
            options={[
              { value: 'all', label: t('list.allKinds') },
              ...KINDS.map((one) => ({ value: one, label: t(`roomKind.${one}`) })),
            ]}
          />
        </div>
      </div>
      {/* The arrow keys go from room to room; Tab does as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="chat-rooms" onKeyDown={press}>
        {!list ? (
          rooms.isError ? (
            <EmptyState
              title={t('failed')}
              text={problemText(rooms.error)}
              action={<Button onPress={() => void rooms.refetch()}>{t('retry')}</Button>}
            />
          ) : (
            <Skeleton lines={8} />
          )
        ) : shown.length === 0 ? (
          list.length === 0 ? (
            <EmptyState
              title={t('list.emptyTitle')}
              text={t('list.emptyText')}
              action={<Button onPress={onNew}>{t('list.first')}</Button>}
            />
          ) : (
            <p className="chat-nothing" role="status">
              {t(show === 'all' ? 'list.noneSuch' : show === 'unread' ? 'list.allRead' : 'list.noMentions')}
            </p>
          )
        ) : (
          <>
            {favourites.length > 0 && (
              <>
                <h3 className="chat-rooms-head">
                  <Icon icon={Star} size="1em" /> {t('list.favourites')}
                </h3>
                <RoomRows rooms={favourites} drafted={drafted} label={t('list.favourites')} />
                {others.length > 0 && <h3 className="chat-rooms-head">{t('list.others')}</h3>}
              </>
            )}
            {others.length > 0 && <RoomRows rooms={others} drafted={drafted} label={t('list.others')} />}
          </>
        )}
      </div>
    </section>
  )
}

function ListHeading() {
  const t = useT()
  const heading = usePageHeading(t('title'))
  return (
    <h1 ref={heading} tabIndex={-1}>
      {t('title')}
    </h1>
  )
}

function View({
  to,
  icon,
  label,
  count,
  isUnread = false,
}: {
  to: string
  icon: typeof Inbox
  label: string
  count?: number | undefined
  isUnread?: boolean
}) {
  return (
    <li>
      <Link to="/chat/$id" params={{ id: to }} className="chat-view">
        <Icon icon={icon} size="1.1em" /> <span>{label}</span>
        {count !== undefined && count > 0 && (
          <span className={cx('chat-view-count', isUnread && 'chat-view-unread')}>{count > 999 ? '999+' : count}</span>
        )}
      </Link>
    </li>
  )
}

/** Rooms with what is new in them. */
export function RoomRows({
  rooms,
  drafted,
  label,
}: {
  rooms: readonly RoomListing[]
  drafted: ReadonlySet<number>
  label: string
}) {
  return (
    <ul aria-label={label}>
      {rooms.map((room) => (
        <Row key={room.id} room={room} hasDraft={drafted.has(room.id)} />
      ))}
    </ul>
  )
}

function Row({ room, hasDraft }: { room: RoomListing; hasDraft: boolean }) {
  const t = useT()
  const format = useFormat()
  const { last, unread, mentions, muted } = room
  const author = last?.author?.name
  return (
    <li className={cx('chat-room-row', unread > 0 && !muted && 'chat-room-unread')} data-room={room.id}>
      <Link to="/chat/$id" params={{ id: room.id }} className="chat-room-link">
        {room.kind === 'direct' && room.other ? (
          <Avatar person={room.other} />
        ) : (
          <span className={`chat-room-icon chat-room-icon-${room.kind}`} title={t(`roomKind.${room.kind}`)}>
            <Icon icon={roomIcon(room.kind)} />
            <span className="k-hidden">{t(`roomKind.${room.kind}`)}</span>
          </span>
        )}
        <span className="chat-room-text">
          <span className="chat-room-top">
            <span className="chat-room-title">
              {room.name}
              {room.kind === 'direct' && room.other && <PersonMark id={room.other.id} />}
            </span>
            {last && (
              <time dateTime={last.at} className="chat-quiet">
                {format.date(last.at) === format.date(Date.now()) ? format.time(last.at) : format.day(last.at)}
              </time>
            )}
          </span>
          <span className="chat-room-bottom">
            <span className="chat-room-excerpt">
              {hasDraft && <span className="chat-drafted">{t('list.draft')} </span>}
              {last && (
                <>
                  {author && room.kind !== 'direct' && <>{author}: </>}
                  {last.deleted || (last.excerpt === '' && last.seq > 0) ? t('room.deleted') : quoted(last.excerpt)}
                </>
              )}
            </span>
            {room.closedAt && <Badge>{t('list.closed')}</Badge>}
            {muted && (
              <span className="chat-quiet" title={t('list.muted')}>
                <Icon icon={BellOff} size="1em" />
                <span className="k-hidden">{t('list.muted')}</span>
              </span>
            )}
            {mentions > 0 && (
              <span className="k-count k-count-mentions">
                <span aria-hidden="true">@{mentions}</span>
                <span className="k-hidden">{t('list.mentionsCount', { n: mentions })}</span>
              </span>
            )}
            {unread > 0 && (
              <span className={cx('k-count', muted && 'chat-count-muted')}>
                <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                <span className="k-hidden">{t('list.unreadCount', { n: unread })}</span>
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  )
}
