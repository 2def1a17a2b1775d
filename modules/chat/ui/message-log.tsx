import { Button, dayOf, Icon, useFormat, useSettings, useT } from '@kairan/ui'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  Fragment,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { ComingRow, type Comings } from './comings.tsx'
import type { Held, Log } from './log.ts'
import { MessageRow } from './message-row.tsx'
import { Eyes, readThrough } from './reading.ts'
import { useWorld } from './room-context.ts'

export interface LogHandle {
  /** Brings a message, or the end, into view; it is on the page already. */
  show: (place: number | 'end' | 'line') => void
  focusLast: () => void
}

export interface MessageLogProps {
  log: Log
  /** Only these are shown: those of an agenda item say. */
  shown: readonly Held[]
  /** Who came and left between them. */
  comings: readonly Comings[]
  /** Where the reader begins. */
  start: number | undefined
  /** Up to here all is read. */
  readSeq: number
  /** How many are unread, also of those that are not here. */
  unread: number
  ref?: Ref<LogHandle>
  loading: 'before' | 'after' | undefined
  onBefore: () => void
  onAfter: () => void
  onEnd: () => void
  onRead: (seq: number) => void
  onFirstUnread: () => void
  onReadAll: () => void
  onCompose: () => void
  /** What is on its way, below the rest. */
  children?: ReactNode
  /** What stands where the room begins. */
  beginning: ReactNode
}

/** This near to an edge the next page is asked for. */
const EDGE = 800
const NEAR = 60
const TOGETHER_MS = 5 * 60_000

interface RowOf {
  message: Held
  newDay: { its: string; isToday: boolean } | undefined
  isNew: boolean
  goesOn: boolean
  /** Who came or left before it. */
  before: readonly Comings[]
}

/** Where a day begins, where the new ones begin, and who just goes on. */
function rowsOf(
  shown: readonly Held[],
  lineAt: number | undefined,
  comings: readonly Comings[],
  atStart: boolean,
): RowOf[] {
  const today = dayOf(Date.now())
  const days = shown.map(({ at }) => dayOf(at))
  return shown.map((message, place) => {
    const previous = shown[place - 1]
    const its = days[place]!
    const newDay = its !== days[place - 1]
    const isNew = lineAt !== undefined && message.seq >= lineAt && (previous?.seq ?? 0) < lineAt
    const from = previous?.seq ?? (atStart ? 0 : message.seq - 1)
    const before = comings.filter(({ seq }) => seq >= from && seq < message.seq)
    const goesOn =
      before.length === 0 &&
      !newDay &&
      !isNew &&
      !message.reply &&
      previous?.author === message.author &&
      Date.parse(message.at) - Date.parse(previous.at) < TOGETHER_MS
    return { message, newDay: newDay ? { its, isToday: its === today } : undefined, isNew, goesOn, before }
  })
}

type Anchor = 'end' | { seq: number; top: number }

/** The messages of a room in a box that scrolls: nothing that arrives, above or below, moves what is being read. */
export function MessageLog({
  log,
  shown,
  comings,
  start,
  readSeq,
  unread,
  ref,
  loading,
  onBefore,
  onAfter,
  onEnd,
  onRead,
  onFirstUnread,
  onReadAll,
  onCompose,
  children,
  beginning,
}: MessageLogProps) {
  const t = useT()
  const format = useFormat()
  const { me } = useWorld()
  const { singleKeys } = useSettings()
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor>('end')
  const begun = useRef(false)
  /** Where the box stood when the anchor was taken: what it has moved since is the reader's doing. */
  const stood = useRef(0)
  const [active, setActive] = useState<number>()
  const [hovered, setHovered] = useState<number>()
  const [focused, setFocused] = useState<number>()
  const [skipped, setSkipped] = useState(false)
  const [found, setFound] = useState(start)
  const [atEnd, setAtEnd] = useState(true)
  const [goal, setGoal] = useState<{ place: number | 'end' | 'line'; take?: boolean }>()
  const [lineAt, setLineAt] = useState(log.firstUnread)
  const take = useCallback((seq: number) => {
    setActive(seq)
    setFocused(seq)
  }, [])
  // The first that is unread, if one is past it.
  const firstUnread = log.messages.find(
    ({ seq, author, deletedAt }) => seq > readSeq && author !== me.id && !deletedAt,
  )?.seq
  const lastActive = active !== undefined && shown.some(({ seq }) => seq === active) ? active : shown.at(-1)?.seq

  const rowOf = useCallback(
    (seq: number) => content.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`) ?? undefined,
    [],
  )

  /** What stands at the top of the box now shall stay there. */
  const remember = useCallback(() => {
    const element = box.current
    if (!element) return
    stood.current = element.scrollTop
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
    setAtEnd(end)
    const unread = firstUnread === undefined ? undefined : rowOf(firstUnread)
    setSkipped(
      firstUnread !== undefined &&
        (unread
          ? unread.getBoundingClientRect().bottom < element.getBoundingClientRect().top
          : firstUnread < (shown[0]?.seq ?? 0)),
    )
    if (end && log.atEnd) {
      anchor.current = 'end'
      return
    }
    const top = element.getBoundingClientRect().top
    for (const row of content.current?.querySelectorAll<HTMLElement>('[data-seq]') ?? []) {
      const place = row.getBoundingClientRect()
      if (place.bottom <= top) continue
      anchor.current = { seq: Number(row.dataset.seq), top: place.top - top }
      return
    }
  }, [log.atEnd, firstUnread, rowOf, shown])

  const hold = useCallback(() => {
    const element = box.current
    if (!element || !begun.current) return
    const now = anchor.current
    const moved = element.scrollTop - stood.current
    if (now === 'end') {
      if (moved < 0 && element.scrollHeight - element.scrollTop - element.clientHeight > NEAR) {
        remember()
        return
      }
      let place = element.scrollHeight - element.clientHeight
      // Whoever looks elsewhere finds the first new message on the screen when they come back, not the last.
      const mark = content.current?.querySelector<HTMLElement>('.chat-new')
      if (mark && !document.hasFocus()) place = Math.min(place, Math.max(element.scrollTop, mark.offsetTop - 12))
      element.scrollTop = place
    } else {
      const row = rowOf(now.seq)
      if (row)
        element.scrollTop += row.getBoundingClientRect().top - element.getBoundingClientRect().top - (now.top - moved)
    }
    remember()
  }, [remember, rowOf])

  // A place to begin: once.
  useLayoutEffect(() => {
    const element = box.current
    if (!element || begun.current) return
    begun.current = true
    const mark = content.current?.querySelector<HTMLElement>('.chat-new')
    const row = start === undefined ? undefined : rowOf(start)
    if (row) element.scrollTop = row.offsetTop - element.clientHeight / 3
    else if (mark) element.scrollTop = mark.offsetTop - element.clientHeight / 4
    else element.scrollTop = element.scrollHeight
    remember()
  }, [remember, rowOf, start])

  useLayoutEffect(hold, [hold, shown, children])

  useEffect(() => {
    if (!content.current || !box.current) return
    const observer = new ResizeObserver(hold)
    observer.observe(content.current)
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [hold])

  useEffect(remember, [remember])

  // Where one was sent to, as soon as it is there.
  useLayoutEffect(() => {
    const element = box.current
    if (!goal || !element) return
    if (goal.place === 'end') {
      if (!log.atEnd) return
      element.scrollTop = element.scrollHeight
    } else {
      const row = goal.place === 'line' ? content.current?.querySelector<HTMLElement>('.chat-new') : rowOf(goal.place)
      if (!row) return
      element.scrollTop = row.offsetTop - element.clientHeight / 3
      if (goal.place !== 'line') {
        setActive(goal.place)
        setFound(goal.place)
        setFocused(goal.place)
        if (goal.take) row.querySelector<HTMLElement>('article')?.focus({ preventScroll: true })
      }
    }
    setGoal(undefined)
    remember()
  }, [goal, log, remember, rowOf])

  useImperativeHandle(ref, () => ({
    show: (place) => setGoal({ place, take: typeof place === 'number' }),
    focusLast: () => {
      const seq = shown.at(-1)?.seq
      if (seq !== undefined) rowOf(seq)?.querySelector<HTMLElement>('article')?.focus()
    },
  }))

  // A line for what arrives while one looks elsewhere; the old one stays until it has been read past.
  const newest = log.messages.at(-1)
  const before = useRef(newest?.seq)
  useEffect(() => {
    const last = before.current ?? 0
    before.current = newest?.seq
    if (document.hasFocus() || (lineAt !== undefined && lineAt > readSeq)) return
    const first = log.messages.find(({ seq, author }) => seq > last && author !== me.id)
    if (first && last > 0 && log.atEnd) setLineAt(first.seq)
  }, [newest, log, me.id, lineAt, readSeq])

  // Reading.
  const seen = useRef(new Set<number>())
  const through = useRef({ log, readSeq, onRead })
  useEffect(() => {
    through.current = { log, readSeq, onRead }
  })
  const eyes = useRef<Eyes>(undefined)
  useEffect(() => {
    if (!box.current) return
    const watcher = new Eyes(box.current, (seq) => {
      seen.current.add(seq)
      const { log: now, readSeq: from, onRead: tell } = through.current
      const to = readThrough(from, now.messages, seen.current, me.id)
      if (to > from) tell(to)
    })
    eyes.current = watcher
    return () => watcher.end()
  }, [me.id])
  const watched = useRef(new Map<Element, number>())
  useEffect(() => {
    const watcher = eyes.current
    if (!watcher || !content.current) return
    for (const row of content.current.querySelectorAll<HTMLElement>('[data-seq]')) {
      const seq = Number(row.dataset.seq)
      if (seq <= readSeq || seen.current.has(seq) || watched.current.get(row) === seq) continue
      watched.current.set(row, seq)
      watcher.watch(row, seq)
    }
    for (const row of watched.current.keys()) {
      if (row.isConnected) continue
      watcher.unwatch(row)
      watched.current.delete(row)
    }
  }, [shown, readSeq])

  const look = useCallback(() => {
    const element = box.current
    if (!element || loading) return
    if (!log.atStart && element.scrollTop < EDGE) onBefore()
    else if (!log.atEnd && element.scrollHeight - element.scrollTop - element.clientHeight < EDGE) onAfter()
  }, [loading, log.atStart, log.atEnd, onBefore, onAfter])
  // Also when what is shown does not fill the box.
  useEffect(look, [look, shown])

  const move = (to: number | undefined) => {
    if (to === undefined) return
    setActive(to)
    rowOf(to)?.querySelector<HTMLElement>('article')?.focus()
    rowOf(to)?.scrollIntoView({ block: 'nearest' })
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (target.tagName !== 'ARTICLE') {
      if (event.key === 'Escape' && content.current?.contains(target)) target.closest('article')?.focus()
      return
    }
    const at = shown.findIndex(({ seq }) => seq === lastActive)
    const single = (key: string) => singleKeys && event.key === key
    if (event.key === 'ArrowDown' || single('j')) move(shown[at + 1]?.seq)
    else if (event.key === 'ArrowUp' || single('k')) move(shown[at - 1]?.seq)
    else if (event.key === 'Home') move(shown[0]?.seq)
    else if (event.key === 'End') move(shown.at(-1)?.seq)
    else if (event.key === 'Escape') onCompose()
    else if (event.key === 'Enter') target.querySelector<HTMLElement>('.chat-acts button')?.focus()
    else return
    event.preventDefault()
  }

  const rows = useMemo(() => rowsOf(shown, lineAt, comings, log.atStart), [shown, lineAt, comings, log.atStart])
  const latest = useMemo(() => comings.filter(({ seq }) => seq >= (shown.at(-1)?.seq ?? 0)), [comings, shown])
  return (
    <div className="chat-log">
      <div
        className="chat-scroll"
        ref={box}
        tabIndex={-1}
        onScroll={() => {
          remember()
          look()
        }}
      >
        <div ref={content}>
          {log.atStart ? beginning : <p className="chat-loading">{t('room.loading')}</p>}
          {/* Keys move between messages, each of which can have the focus. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <ol
            className="chat-rows"
            aria-label={t('room.messages')}
            onKeyDown={press}
            onBlur={({ currentTarget, relatedTarget }) => {
              // A menu of a message lies elsewhere in the page, and keeps its bar.
              const elsewhere = currentTarget.closest('.chat')?.contains(relatedTarget)
              if (elsewhere && !currentTarget.contains(relatedTarget)) setFocused(undefined)
            }}
          >
            {rows.map(({ message, newDay, isNew, goesOn, before: moved }) => (
              <Fragment key={message.seq}>
                {moved.map((one) => (
                  <ComingRow key={`${one.at} ${one.left}`} {...one} />
                ))}
                {newDay && (
                  <li className="chat-day">
                    <h2>{newDay.isToday ? `${t('room.today')} ${format.day(newDay.its)}` : format.date(newDay.its)}</h2>
                  </li>
                )}
                {isNew && (
                  <li className="chat-new">
                    <span>{t('room.new')}</span>
                  </li>
                )}
                <MessageRow
                  message={message}
                  goesOn={goesOn}
                  isActive={message.seq === lastActive}
                  isShown={message.seq === hovered || message.seq === focused}
                  isFound={message.seq === found}
                  onActive={take}
                  onHover={setHovered}
                />
              </Fragment>
            ))}
            {log.atEnd && latest.map((one) => <ComingRow key={`${one.at} ${one.left}`} {...one} />)}
            {log.atEnd && children}
          </ol>
          {!log.atEnd && <p className="chat-loading">{t('room.loading')}</p>}
        </div>
      </div>
      {skipped && (
        <p className="chat-floating chat-floating-top">
          <Button size="small" onPress={onFirstUnread}>
            <Icon icon={ArrowUp} size="1em" /> {t('room.toNew', { count: unread })}
          </Button>
          <Button size="small" onPress={onReadAll}>
            {t('view.readAll')}
          </Button>
        </p>
      )}
      {(!atEnd || !log.atEnd) && (
        <p className="chat-floating">
          <Button
            size="small"
            onPress={() => {
              onEnd()
              setGoal({ place: 'end' })
            }}
          >
            <Icon icon={ArrowDown} size="1em" />{' '}
            {unread > 0 && !skipped ? t('room.newBelow', { count: unread }) : t('room.toEnd')}
          </Button>
        </p>
      )}
    </div>
  )
}
