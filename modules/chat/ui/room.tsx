import {
  api,
  ApiProblem,
  Badge,
  Button,
  cx,
  EmptyState,
  Icon,
  IconButton,
  later,
  Link,
  LinkButton,
  PersonMark,
  problemText,
  SearchField,
  Skeleton,
  useFormat,
  useMutation,
  useOffline,
  usePageHeading,
  useQuery,
  useQueryClient,
  useSearch,
  useSession,
  useT,
  useToast,
  DateField,
  dayOf,
} from '@kairan/ui'
import { ArrowLeft, CalendarSearch, FileDown, Info, Printer, Search, Star, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useActs } from './acts.ts'
import { AgendaTabs } from './agenda.tsx'
import { Receipt } from './chat-line.tsx'
import { together } from './comings.tsx'
import { Composer, type ComposerHandle } from './composer.tsx'
import { Frame } from './frame.tsx'
import { keys } from './keys.ts'
import { line } from './line.ts'
import { addPage, moveTo, type Log } from './log.ts'
import { excerptOf } from './markup.ts'
import { MessageLog, type LogHandle } from './message-log.tsx'
import { OutgoingRow } from './message-row.tsx'
import {
  askPage,
  outbox,
  useComings,
  useListing,
  useLog,
  useMe,
  useOutgoing,
  useRefresh,
  useRoom,
  useRooms,
} from './queries.ts'
import { RoomContext, type MessageDialog, type RoomWorld } from './room-context.ts'
import { roomIcon } from './room-icon.ts'
import type { Limits, Message, MessageList, RoomDetail, RoomListing } from './types.ts'

const WAITING = { fallback: null }
const Details = later(async () => (await import('./details.tsx')).Details, WAITING)
const ReadersDialog = later(async () => (await import('./message-dialogs.tsx')).ReadersDialog, WAITING)
const VersionsDialog = later(async () => (await import('./message-dialogs.tsx')).VersionsDialog, WAITING)
const RemoveDialog = later(async () => (await import('./message-dialogs.tsx')).RemoveDialog, WAITING)
const ReportDialog = later(async () => (await import('./message-dialogs.tsx')).ReportDialog, WAITING)
const MinutesDialog = later(async () => (await import('./minutes.tsx')).MinutesDialog, WAITING)

const LIMITS: Limits = { body: 8000, files: 10, fileBytes: 5e9, members: 2000, confirm: 100, reactions: 20 }

/** One room: what was said, and where one writes. */
export function Room({ id }: { id: number }) {
  const t = useT()
  const search: { m?: string } = useSearch({ strict: false })
  const wanted = Number(search.m) || undefined
  const [first] = useState(wanted)
  const detail = useRoom(id)
  const listed = useListing(id)
  const log = useLog(id, first)
  const room = listed ?? detail.data?.room
  const gone =
    (detail.error instanceof ApiProblem && detail.error.status === 404) ||
    (log.error instanceof ApiProblem && log.error.status === 404)
  if (gone || !Number.isSafeInteger(id)) {
    return (
      <Frame title={t('room.goneTitle')}>
        <EmptyState
          title={t('room.goneTitle')}
          text={t('room.goneText')}
          action={<LinkButton to="/chat">{t('room.goneAct')}</LinkButton>}
        />
      </Frame>
    )
  }
  if (log.data && room) return <OpenRoom room={room} detail={detail.data} log={log.data} wanted={wanted} />
  if (log.isError || detail.isError) {
    return (
      <Frame title={room?.name ?? t('title')}>
        <EmptyState
          title={t('failed')}
          text={problemText(log.error ?? detail.error)}
          action={
            <Button
              onPress={() => {
                void log.refetch()
                void detail.refetch()
              }}
            >
              {t('retry')}
            </Button>
          }
        />
      </Frame>
    )
  }
  return (
    <div className="chat-room">
      <Skeleton lines={8} />
    </div>
  )
}

interface OpenRoomProps {
  room: RoomListing
  detail: RoomDetail | undefined
  log: Log
  wanted: number | undefined
}

function OpenRoom({ room, detail, log, wanted }: OpenRoomProps) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const toast = useToast()
  const offline = useOffline()
  const me = useMe()
  const { id } = room
  const title = room.name
  const heading = usePageHeading(title)
  const acts = useActs(id, me.id)
  const refresh = useRefresh()
  const limits = useRooms().data?.limits ?? LIMITS
  const { person } = useSession()
  const list = useRef<LogHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  const [panel, setPanel] = useState<'details' | 'search' | undefined>()
  const [dialog, setDialog] = useState<{ kind: MessageDialog; message: Message } | 'minutes'>()
  const [item, setItem] = useState<number>()
  const [loading, setLoading] = useState<'before' | 'after'>()
  const [isDating, setDating] = useState(false)
  const [start] = useState(wanted)
  const busy = useRef(false)

  // As long as the room is on the screen.
  useEffect(() => {
    line.open = id
    const stop = line.followReceipts(id)
    return () => {
      if (line.open === id) line.open = undefined
      stop()
    }
  }, [id])

  const receipt = useMemo(() => new Receipt(id), [id])

  // What came from this machine is asked for again as soon as there is a line.
  useEffect(() => {
    if (log.stored && !offline) void client.resetQueries({ queryKey: keys.log(id) })
  }, [log.stored, offline, client, id])

  const load = useCallback(
    async (where: 'before' | 'after') => {
      const seq = where === 'before' ? log.messages[0]?.seq : log.messages.at(-1)?.seq
      if (busy.current || seq === undefined || log.stored) return
      busy.current = true
      setLoading(where)
      try {
        const page = await askPage(id, { [where]: seq })
        line.setLog(id, (now) => addPage(now, page, where, line.tailOf(id)))
      } catch {
        // The next look at the edge asks again.
      } finally {
        busy.current = false
        setLoading(undefined)
      }
    },
    [id, log.messages, log.stored],
  )

  const goTo = useCallback(
    async (seq: number) => {
      if (!log.messages.some((one) => one.seq === seq)) {
        try {
          const page = await askPage(id, { around: seq })
          line.setLog(id, (now) => moveTo(now, page, line.tailOf(id)))
        } catch (problem) {
          toast.show({ tone: 'error', text: problemText(problem) })
          return
        }
      }
      setItem(undefined)
      list.current?.show(seq)
    },
    [id, log.messages, toast],
  )

  const toEnd = useCallback(async () => {
    if (log.atEnd) return
    try {
      const page = await askPage(id, {})
      line.setLog(id, (now) => moveTo(now, page, line.tailOf(id)))
    } catch (problem) {
      toast.show({ tone: 'error', text: problemText(problem) })
    }
  }, [id, log.atEnd, toast])

  const toDay = async (day: string) => {
    setDating(false)
    try {
      const page = await askPage(id, { day })
      const first = page.messages.find(({ at }) => dayOf(at) >= day) ?? page.messages.at(-1)
      if (!first) {
        toast.show({ text: t('room.nothingThen') })
        return
      }
      line.setLog(id, (now) => moveTo(now, page, line.tailOf(id)))
      list.current?.show(first.seq)
    } catch (problem) {
      toast.show({ tone: 'error', text: problemText(problem) })
    }
  }

  // Another message of the same room was asked for: by a link in it, or by the palette.
  const asked = useRef(wanted)
  useEffect(() => {
    if (wanted === asked.current) return
    asked.current = wanted
    if (wanted !== undefined) void goTo(wanted)
  }, [wanted, goTo])

  const out = useOutgoing(id, log, me.id)
  const people = useMemo(() => ({ ...log.people, [person.id]: person }), [log.people, person])
  const world = useMemo<RoomWorld>(
    () => ({
      room,
      me,
      myTokens: ['all', `person:${me.id}`, ...me.sections.map((section) => `section:${section}`)],
      people,
      agenda: detail?.agenda ?? [],
      acts,
      reply: (message) => composer.current?.reply(message),
      edit: (message) => composer.current?.edit(message),
      goTo: (seq) => void goTo(seq),
      show: (kind, message) => setDialog({ kind, message }),
    }),
    [room, me, people, detail?.agenda, acts, goTo],
  )
  const shown = useMemo(
    () => (item === undefined ? log.messages : log.messages.filter(({ agenda }) => agenda === item)),
    [log.messages, item],
  )
  const comings = useComings(id)
  // Who came and went belongs to the room, to none of its items.
  const moved = useMemo(() => together(item === undefined ? (comings ?? []) : []), [comings, item])
  const lastOwn = useMemo(
    () => log.messages.findLast(({ author, deletedAt }) => author === me.id && !deletedAt),
    [log.messages, me.id],
  )
  const favourite = useMutation({
    mutationFn: () =>
      api.put(`/chat/rooms/${id}/preferences`, { favourite: !room.favourite, muted: room.muted, alerts: room.alerts }),
    onSuccess: () => refresh(id),
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  const closed = Boolean(room.closedAt)
  const last = shown.at(-1)

  return (
    <RoomContext.Provider value={world}>
      <div className={cx('chat-room', panel && 'chat-room-with-panel')}>
        <header className="chat-room-head">
          <Link to="/chat" className="chat-back" aria-label={t('room.back')}>
            <Icon icon={ArrowLeft} />
          </Link>
          <div className="chat-room-name">
            <h1 ref={heading} tabIndex={-1}>
              <Icon icon={roomIcon(room.kind)} size="1em" /> {title}
            </h1>
            <p className="chat-quiet">
              {room.kind === 'direct'
                ? [room.other?.section, room.other?.title].filter(Boolean).join(' ')
                : t('room.about', { kind: t(`roomKind.${room.kind}`), n: format.number(room.members) })}
              {room.kind === 'direct' && room.other && <PersonMark id={room.other.id} />}
              {room.purpose && <span className="chat-purpose"> {room.purpose}</span>}
            </p>
          </div>
          <div className="chat-room-acts" role="toolbar" aria-label={t('room.acts')}>
            {room.kind === 'meeting' && (
              <Button size="small" icon={FileDown} onPress={() => setDialog('minutes')}>
                {t('minutes.open')}
              </Button>
            )}
            <IconButton className="chat-print" icon={Printer} label={t('room.print')} onPress={() => window.print()} />
            <IconButton
              icon={Search}
              label={t('room.search')}
              aria-expanded={panel === 'search'}
              onPress={() => setPanel(panel === 'search' ? undefined : 'search')}
            />
            <IconButton
              icon={CalendarSearch}
              label={t('room.toDate')}
              aria-expanded={isDating}
              onPress={() => setDating(!isDating)}
            />
            <IconButton
              icon={<Star aria-hidden="true" size="1.25em" fill={room.favourite ? 'currentColor' : 'none'} />}
              label={t(room.favourite ? 'room.unfavourite' : 'room.favourite')}
              aria-pressed={room.favourite}
              onPress={() => favourite.mutate()}
            />
            <IconButton
              icon={Info}
              label={t('room.details')}
              aria-expanded={panel === 'details'}
              onPress={() => setPanel(panel === 'details' ? undefined : 'details')}
            />
          </div>
        </header>
        {isDating && <DayJump onClose={() => setDating(false)} onGo={(day) => void toDay(day)} />}
        {log.stored && <p className="chat-note">{t('room.stored')}</p>}
        {room.kind === 'meeting' && <AgendaTabs room={room} detail={detail} selected={item} onSelect={setItem} />}
        <div className="chat-body">
          <div className="chat-talk">
            <MessageLog
              key={item ?? 'all'}
              ref={list}
              log={log}
              shown={shown}
              comings={moved}
              start={start}
              readSeq={room.readSeq}
              unread={room.unread}
              loading={loading}
              onBefore={() => void load('before')}
              onAfter={() => void load('after')}
              onEnd={() => void toEnd()}
              onRead={(seq) => receipt.reach(seq)}
              onFirstUnread={() => {
                const first = log.messages.find(({ seq, author }) => seq > room.readSeq && author !== me.id)
                void goTo(first?.seq ?? room.readSeq + 1)
              }}
              onReadAll={() => receipt.reach(room.seq)}
              onCompose={() => composer.current?.focus()}
              beginning={<Beginning room={room} isEmpty={shown.length === 0 && out.length === 0} />}
            >
              {out.map((one, at) => (
                <OutgoingRow
                  key={one.key}
                  item={one}
                  goesOn={at > 0 || last?.author === me.id}
                  problem={
                    one.problem && problemText(new ApiProblem(one.problem.status, one.problem.code, one.problem.args))
                  }
                  onRetry={() =>
                    outbox.retry(one.key, one.problem?.code === 'chat.confirm-all' ? { confirmAll: true } : {})
                  }
                  onEdit={() => {
                    outbox.drop(one.key)
                    composer.current?.restore(one.text, one.mentions)
                  }}
                  onDrop={() => outbox.drop(one.key)}
                />
              ))}
            </MessageLog>
            <Announcer log={log} me={me.id} />
            {room.mayPost ? (
              <Composer
                ref={composer}
                limits={limits}
                agenda={item}
                lastOwn={lastOwn}
                onSent={() => {
                  void toEnd().then(() => list.current?.show('end'))
                }}
                onLeave={() => list.current?.focusLast()}
              />
            ) : (
              <p className="chat-readonly" role="status">
                <Badge>{t('room.readOnly')}</Badge>{' '}
                {closed
                  ? t('room.closedSince', { when: format.dateTime(room.closedAt!) })
                  : t(room.kind === 'announcement' ? 'room.announcementOnly' : 'room.notOpen')}
              </p>
            )}
          </div>
          {panel && (
            <aside className="chat-panel" aria-label={t(panel === 'details' ? 'room.details' : 'room.search')}>
              <div className="chat-panel-head">
                <h2>{t(panel === 'details' ? 'room.details' : 'room.search')}</h2>
                <IconButton icon={X} label={t('room.closePanel')} onPress={() => setPanel(undefined)} />
              </div>
              {panel === 'details' ? (
                <Details room={room} detail={detail} log={log} onGoTo={(seq) => void goTo(seq)} />
              ) : (
                <SearchInRoom room={id} onGoTo={(seq) => void goTo(seq)} />
              )}
            </aside>
          )}
        </div>
        {dialog === 'minutes' && (
          <MinutesDialog room={room} detail={detail} log={log} onClose={() => setDialog(undefined)} />
        )}
        {typeof dialog === 'object' && <DialogOf {...dialog} onClose={() => setDialog(undefined)} />}
      </div>
    </RoomContext.Provider>
  )
}

function DialogOf({ kind, message, onClose }: { kind: MessageDialog; message: Message; onClose: () => void }) {
  const Dialog = { readers: ReadersDialog, versions: VersionsDialog, remove: RemoveDialog, report: ReportDialog }[kind]
  return <Dialog message={message} onClose={onClose} />
}

function Beginning({ room, isEmpty }: { room: RoomListing; isEmpty: boolean }) {
  const t = useT()
  return (
    <div className="chat-beginning">
      <span className="chat-beginning-icon">
        <Icon icon={roomIcon(room.kind)} size="1.5em" />
      </span>
      <p>
        <strong>
          {room.kind === 'direct'
            ? t('room.beginningDirect', { name: room.name })
            : t('room.beginning', { name: room.name })}
        </strong>
      </p>
      <p className="chat-quiet">{t(`beginning.${room.kind}`)}</p>
      {isEmpty && room.mayPost && <p className="chat-quiet">{t('room.firstWord')}</p>}
    </div>
  )
}

/** Reads out what others write while one is in the room. */
function Announcer({ log, me }: { log: Log; me: number }) {
  const t = useT()
  const last = log.messages.at(-1)
  const known = useRef(last?.seq ?? 0)
  const [words, setWords] = useState('')
  useEffect(() => {
    if (!last || last.seq <= known.current) return
    known.current = last.seq
    if (last.author !== me)
      setWords(
        t('room.messageOf', {
          name: log.people[last.author]?.name ?? t('room.somebody'),
          time: '',
          text: excerptOf(last),
        }),
      )
  }, [last, me, log.people, t])
  return (
    <p className="k-hidden" role="status">
      {words}
    </p>
  )
}

function DayJump({ onGo, onClose }: { onGo: (day: string) => void; onClose: () => void }) {
  const t = useT()
  const [day, setDay] = useState(dayOf(Date.now()))
  return (
    <form
      className="chat-day-jump"
      aria-label={t('room.toDate')}
      onSubmit={(event) => {
        event.preventDefault()
        if (day) onGo(day)
      }}
    >
      <DateField label={t('room.date')} value={day} onChange={setDay} max={dayOf(Date.now())} />
      <Button type="submit" size="small">
        {t('room.go')}
      </Button>
      <IconButton icon={X} label={t('cancel')} onPress={onClose} />
    </form>
  )
}

function SearchInRoom({ room, onGoTo }: { room: number; onGoTo: (seq: number) => void }) {
  const t = useT()
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [query, setQuery] = useState('')
  const found = useQuery({
    queryKey: keys.found({ room, query }),
    queryFn: ({ signal }) => api.get<MessageList>('/chat/messages', { query: { query, in: room }, signal }),
    enabled: query !== '',
  })
  const messages = found.data?.rooms.flatMap(({ messages: list }) => list) ?? []
  return (
    <div className="chat-search">
      <SearchField
        label={t('search.inRoom')}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          if (next === '') setQuery('')
        }}
        onSubmit={(value) => setQuery(value.trim())}
        autoFocus
        description={t('search.hint')}
      />
      <p role="status" className="chat-quiet">
        {query !== '' &&
          (found.isError
            ? problemText(found.error)
            : found.data && t(messages.length === 0 ? 'search.nothing' : 'search.found', { n: messages.length }))}
      </p>
      <ul className="chat-found" aria-label={t('search.results')}>
        {messages.map((message) => (
          <li key={message.seq}>
            <button type="button" className="chat-found-row" onClick={() => onGoTo(message.seq)}>
              <span className="chat-quiet">
                {found.data?.people[message.author]?.name} {format.relative(message.at)}
              </span>
              <span>{excerptOf(message)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
