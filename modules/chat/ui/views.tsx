import {
  api,
  ApiProblem,
  Button,
  ConfirmDialog,
  EmptyState,
  Link,
  LinkButton,
  PersonMark,
  problemText,
  SearchField,
  Skeleton,
  useFormat,
  useMutation,
  useNavigate,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type PersonRef,
  useRested,
} from '@kairan/ui'
import { Bookmark, CalendarClock, CheckCheck, Compass, Inbox, PenLine, Search } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Frame } from './frame.tsx'
import { keys } from './keys.ts'
import { line } from './line.ts'
import { decoded } from './markup.ts'
import { MessageText } from './message-text.tsx'
import {
  useAllUnread,
  useBookmarks,
  useDrafts,
  useMe,
  useOpenRooms,
  useRefresh,
  useRooms,
  useScheduled,
} from './queries.ts'
import { roomIcon } from './room-icon.ts'
import type { MessageList, ScheduledListing } from './types.ts'

/** The lists over all rooms, by the name in their address. */
export const VIEWS = ['unread', 'drafts', 'scheduled', 'bookmarks', 'search', 'find'] as const
export type ViewName = (typeof VIEWS)[number]

export function ViewOf({ name }: { name: ViewName }) {
  switch (name) {
    case 'unread':
      return <AllUnread />
    case 'drafts':
      return <Drafts />
    case 'scheduled':
      return <Scheduled />
    case 'bookmarks':
      return <Bookmarks />
    case 'search':
      return <SearchAll />
    case 'find':
      return <FindRooms />
  }
}

function Loaded<T>({
  query,
  children,
}: {
  query: { data: T | undefined; isError: boolean; error: unknown; refetch: () => unknown }
  children: (data: T) => ReactNode
}) {
  const t = useT()
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return (
      <EmptyState
        title={t('failed')}
        text={problemText(query.error)}
        action={<Button onPress={() => void query.refetch()}>{t('retry')}</Button>}
      />
    )
  return <Skeleton lines={6} />
}

/** Messages by room, each leading to its place. */
function ByRoom({ list, acts }: { list: MessageList; acts?: (room: MessageList['rooms'][number]) => ReactNode }) {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  return list.rooms.map((room) => (
    // No region of its own: two rooms may be called the same.
    <div key={room.room} className="k-card chat-of-room">
      <div className="chat-of-room-head">
        <h2>{room.name}</h2>
        <span className="chat-pair">
          {acts?.(room)}
          <LinkButton size="small" to="/chat/$id" params={{ id: room.room }} icon={roomIcon(room.kind)}>
            {t('view.openRoom')}
          </LinkButton>
        </span>
      </div>
      <ul className="chat-messages">
        {room.messages.map((message) => (
          <li key={message.seq}>
            <p className="chat-head">
              <strong>{nameIn(list.people, message.author)}</strong>
              <PersonMark id={message.author} />
              <Link to="/chat/$id" params={{ id: room.room }} search={{ m: message.seq }} className="chat-quiet">
                {format.relative(message.at)}
              </Link>
            </p>
            {message.deletedAt ? (
              <p className="chat-tombstone">{t('room.deleted')}</p>
            ) : (
              <MessageText message={message} me={['all', `person:${me.id}`]} />
            )}
          </li>
        ))}
      </ul>
      {room.more && <p className="chat-quiet">{t('view.moreThere')}</p>}
    </div>
  ))
}

function nameIn(people: Record<string, PersonRef>, id: number): string {
  return people[id]?.name ?? ''
}

function AllUnread() {
  const t = useT()
  const toast = useToast()
  const unread = useAllUnread()
  const client = useQueryClient()
  const rooms = useRooms()
  const read = useMutation({
    mutationFn: async (list: { room: number; seq: number }[]) => {
      for (const { room, seq } of list) {
        await api.put(`/chat/rooms/${room}/receipt`, { seq })
        line.markRead(room, seq)
      }
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.unread })
      void client.invalidateQueries({ queryKey: keys.rooms })
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  const seqOf = (room: number) => rooms.data?.rooms.find(({ id }) => id === room)?.seq ?? 0
  return (
    <Frame title={t('view.unread')} icon={Inbox}>
      <Loaded query={unread}>
        {(list) =>
          list.rooms.length === 0 ? (
            <EmptyState icon={CheckCheck} title={t('view.unreadNone')} text={t('view.unreadNoneText')} />
          ) : (
            <ByRoom
              list={list}
              acts={(room) => (
                <Button
                  size="small"
                  isPending={read.isPending}
                  onPress={() =>
                    read.mutate([{ room: room.room, seq: Math.max(seqOf(room.room), room.messages.at(-1)?.seq ?? 0) }])
                  }
                >
                  {t('view.readAll')}
                </Button>
              )}
            />
          )
        }
      </Loaded>
    </Frame>
  )
}

function Bookmarks() {
  const t = useT()
  const bookmarks = useBookmarks()
  return (
    <Frame title={t('view.bookmarks')} icon={Bookmark}>
      <Loaded query={bookmarks}>
        {(list) =>
          list.rooms.length === 0 ? (
            <EmptyState icon={Bookmark} title={t('view.bookmarksNone')} text={t('view.bookmarksNoneText')} />
          ) : (
            <ByRoom list={list} />
          )
        }
      </Loaded>
    </Frame>
  )
}

/** Names for tokens are known only in their room; elsewhere they read as what they are. */
function useWordsOf() {
  const t = useT()
  return (text: string) => decoded(text, (token) => (token === 'all' ? t('mention.all') : t('mention.someone'))).text
}

function Drafts() {
  const t = useT()
  const format = useFormat()
  const words = useWordsOf()
  const drafts = useDrafts()
  const rooms = useRooms()
  return (
    <Frame title={t('view.drafts')} icon={PenLine}>
      <Loaded query={drafts}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={PenLine} title={t('view.draftsNone')} text={t('view.draftsNoneText')} />
          ) : (
            <ul className="chat-messages">
              {list.map((draft) => (
                <li key={draft.room}>
                  <p className="chat-head">
                    <Link to="/chat/$id" params={{ id: draft.room }}>
                      {rooms.data?.rooms.find(({ id }) => id === draft.room)?.name ?? t('view.openRoom')}
                    </Link>
                    <span className="chat-quiet">{format.relative(draft.updatedAt)}</span>
                  </p>
                  <p className="chat-clip">{words(draft.text)}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Frame>
  )
}

function Scheduled() {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const words = useWordsOf()
  const client = useQueryClient()
  const scheduled = useScheduled()
  const rooms = useRooms()
  const [gone, setGone] = useState<ScheduledListing>()
  const drop = useMutation({
    mutationFn: (id: number) => api.delete(`/chat/scheduled/${id}`),
    onSuccess: () => toast.show({ text: t('later.dropped') }),
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
    onSettled: () => {
      setGone(undefined)
      void client.invalidateQueries({ queryKey: keys.scheduled })
    },
  })
  return (
    <Frame title={t('view.scheduled')} icon={CalendarClock}>
      <Loaded query={scheduled}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={CalendarClock} title={t('view.scheduledNone')} text={t('view.scheduledNoneText')} />
          ) : (
            <ul className="chat-messages">
              {list.map((one) => (
                <li key={one.id}>
                  <p className="chat-head">
                    <Link to="/chat/$id" params={{ id: one.room }}>
                      {rooms.data?.rooms.find(({ id }) => id === one.room)?.name ?? t('view.openRoom')}
                    </Link>
                    <span className="chat-quiet">{t('later.willBe', { when: format.dateTime(one.at) })}</span>
                  </p>
                  {one.refused && (
                    <p className="k-field-error">
                      {t('out.failed')} {problemText(new ApiProblem(409, one.refused))}
                    </p>
                  )}
                  <p className="chat-clip">{words(one.text)}</p>
                  <Button size="small" onPress={() => setGone(one)}>
                    {t('later.drop')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ConfirmDialog
        title={t('later.dropTitle')}
        isOpen={gone !== undefined}
        onClose={() => setGone(undefined)}
        confirmLabel={t('later.drop')}
        isPending={drop.isPending}
        onConfirm={() => {
          if (gone) drop.mutate(gone.id)
        }}
      >
        <p className="chat-quoted">{gone && words(gone.text)}</p>
      </ConfirmDialog>
    </Frame>
  )
}

function SearchAll() {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [query, setQuery] = useState('')
  const found = useQuery({
    queryKey: keys.found({ query }),
    queryFn: ({ signal }) => api.get<MessageList>('/chat/messages', { query: { query }, signal }),
    enabled: query !== '',
  })
  const count = found.data?.rooms.reduce((sum, { messages }) => sum + messages.length, 0) ?? 0
  return (
    <Frame title={t('view.search')} icon={Search}>
      <SearchField
        label={t('search.all')}
        description={t('search.allHint')}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          if (next === '') setQuery('')
        }}
        onSubmit={(value) => setQuery(value.trim())}
        autoFocus
      />
      <p className="chat-quiet" role="status">
        {query !== '' && found.data && t(count === 0 ? 'search.nothing' : 'search.found', { n: count })}
      </p>
      {query !== '' && <Loaded query={found}>{(list) => <ByRoom list={list} />}</Loaded>}
    </Frame>
  )
}

function FindRooms() {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [typed, setTyped] = useState('')
  const rooms = useOpenRooms(useRested(typed.trim()))
  const join = useMutation({
    mutationFn: (room: number) => api.post(`/chat/rooms/${room}/joining`),
    onSuccess: (_answer, room) => {
      refresh(room)
      void navigate({ to: '/chat/$id', params: { id: String(room) } as never })
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  return (
    <Frame title={t('view.find')} icon={Compass}>
      <p>{t('find.explain')}</p>
      <SearchField label={t('find.label')} value={typed} onChange={setTyped} />
      <Loaded query={rooms}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              icon={Compass}
              title={t(typed === '' ? 'find.none' : 'find.noneSuch')}
              text={t('find.noneText')}
            />
          ) : (
            <ul className="chat-messages">
              {list.map((room) => (
                <li key={room.id} className="chat-open-room">
                  <div>
                    <p className="chat-head">
                      <strong>{room.name}</strong>
                      <span className="chat-quiet">{t('find.members', { n: format.number(room.members) })}</span>
                    </p>
                    <p>{room.purpose}</p>
                  </div>
                  {room.joined ? (
                    <LinkButton size="small" to="/chat/$id" params={{ id: room.id }}>
                      {t('view.openRoom')}
                    </LinkButton>
                  ) : (
                    <Button
                      size="small"
                      variant="primary"
                      isPending={join.isPending && join.variables === room.id}
                      onPress={() => join.mutate(room.id)}
                      aria-label={t('find.joinRoom', { name: room.name })}
                    >
                      {t('find.join')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Frame>
  )
}
