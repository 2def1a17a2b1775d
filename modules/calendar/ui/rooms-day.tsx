import {
  Button,
  cx,
  dayOf,
  Dialog,
  EmptyState,
  LinkButton,
  PersonChip,
  SearchField,
  Select,
  Skeleton,
  TextField,
  TimeField,
  useNavigate,
  useSearch,
  useT,
} from '@kairan/ui'
import { DoorOpen, Plus } from 'lucide-react'
import {
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
} from 'react'
import { useCarry, type Place, type Wish } from './carry.tsx'
import { bookingAt, HOUR, isTime } from './draft.ts'
import { dragged, minuteAt, nearest, STEP as QUARTER, swept } from './drag.ts'
import { EventDialog } from './event-dialog.tsx'
import { Frame, LoadFailure } from './frame.tsx'
import { ROOM_KINDS } from './kinds.ts'
import { hoursFor, isFree, minutesOn, stretches, type Stretch } from './layout.ts'
import { HeldSign, MOVE_KEYS, type Opened } from './mark.tsx'
import { useMover, type Mover } from './mover.tsx'
import { Period, useKeys } from './period.tsx'
import { useNarrow, useRooms, useTimeline } from './queries.ts'
import { dayPart, isDay, minutesOf, plus, timeOf, timePart } from './time.ts'
import type { Booking, RoomDay } from './types.ts'
import { useWords } from './words.ts'

const STEP = 30

/** A day of the rooms, cars and equipment: who has which when, and what is free, to be booked from the gap. */
export function RoomsScreen() {
  const t = useT()
  const words = useWords()
  const navigate = useNavigate()
  const search: { day?: string; kind?: string } = useSearch({ strict: false })
  const today = dayOf(Date.now())
  const day = isDay(search.day) ? search.day : today
  const kind = ROOM_KINDS.find((one) => one === search.kind) ?? 'room'
  const timeline = useTimeline(day, kind)
  const rooms = useRooms({ kind })
  const [query, setQuery] = useState('')
  const [building, setBuilding] = useState('all')
  const [people, setPeople] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [opened, setOpened] = useState<Opened>()
  const [shown, setShown] = useState<{ room: RoomDay; booking: Booking }>()
  const mover = useMover(setOpened)

  const go = (part: { day?: string; kind?: string }) =>
    void navigate({ to: '/calendar/rooms', search: { day, kind, ...part } as never, replace: true })
  useKeys({
    t: () => go({ day: today }),
    j: () => go({ day: plus(day, 1) }),
    k: () => go({ day: plus(day, -1) }),
  })
  const equipment = useMemo(() => new Map((rooms.data ?? []).map((room) => [room.id, room.equipment])), [rooms.data])
  const plain = (text: string) => text.normalize('NFKC').toLowerCase()
  const wanted =
    isTime(from) && isTime(until) && from < until ? { from: minutesOf(from), until: minutesOf(until) } : undefined
  const found = (timeline.data ?? []).filter(
    (room) =>
      (building === 'all' || room.building === building) &&
      plain(`${room.building} ${room.name} ${(equipment.get(room.id) ?? []).join(' ')}`).includes(
        plain(query.trim()),
      ) &&
      (Number(people) || 0) <= (room.capacity ?? Number.POSITIVE_INFINITY) &&
      (!wanted ||
        (isFree(room.bookings, day, wanted.from, wanted.until) &&
          open(room)[0] <= wanted.from &&
          wanted.until <= open(room)[1])),
  )
  const buildings = [...new Set((timeline.data ?? []).map((room) => room.building).filter(Boolean))].sort()

  return (
    <Frame
      title={t('rooms.title')}
      actions={
        <LinkButton
          to="/calendar/new"
          search={{ start: day, back: `/calendar/rooms?day=${day}&kind=${kind}` }}
          variant="primary"
          icon={Plus}
        >
          {t('new')}
        </LinkButton>
      }
    >
      <Period
        day={day}
        today={today}
        label={words.date(day)}
        onDay={(next) => go({ day: next })}
        before={plus(day, -1)}
        after={plus(day, 1)}
        beforeLabel={t('period.before-day')}
        afterLabel={t('period.after-day')}
      />
      <div className="cal-row cal-filters" role="search" aria-label={t('rooms.find')}>
        <Select
          label={t('rooms.kind')}
          value={kind}
          onChange={(next) => go({ kind: next })}
          options={ROOM_KINDS.map((one) => ({ value: one, label: t(`roomKind.${one}`) }))}
        />
        {buildings.length > 1 && (
          <Select
            label={t('rooms.building')}
            value={building}
            onChange={setBuilding}
            options={[
              { value: 'all', label: t('rooms.allBuildings') },
              ...buildings.map((name) => ({ value: name, label: name })),
            ]}
          />
        )}
        <SearchField label={t('rooms.search')} value={query} onChange={setQuery} />
        <TextField
          label={t('rooms.people')}
          value={people}
          onChange={setPeople}
          inputMode="numeric"
          className="cal-number"
        />
        <TimeField label={t('rooms.freeFrom')} value={from} onChange={setFrom} />
        <TimeField label={t('rooms.freeUntil')} value={until} onChange={setUntil} />
      </div>
      <p className="cal-quiet" role="status">
        {timeline.data && t(wanted ? 'rooms.foundFree' : 'rooms.found', { n: found.length, count: found.length })}
      </p>
      {!timeline.data ? (
        timeline.isError ? (
          <LoadFailure problem={timeline.error} onRetry={() => void timeline.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )
      ) : found.length === 0 ? (
        <EmptyState
          icon={DoorOpen}
          title={t(timeline.data.length === 0 ? 'rooms.none' : 'rooms.noneSuch')}
          text={t(timeline.data.length === 0 ? 'rooms.noneText' : 'rooms.noneSuchText')}
        />
      ) : (
        <Timeline
          rooms={found}
          day={day}
          onBooking={(room, booking) => {
            if (booking.event === undefined) setShown({ room, booking })
            else setOpened({ event: booking.event, recurrence: booking.recurrence })
          }}
          onGap={(room, start, end) =>
            void navigate({
              to: '/calendar/new',
              search: { start, end, rooms: room.id, back: `/calendar/rooms?day=${day}&kind=${kind}` } as never,
            })
          }
          wanted={wanted}
          mover={mover}
        />
      )}
      {opened && <EventDialog opened={opened} onClose={() => setOpened(undefined)} />}
      {mover.dialogs}
      {shown && (
        <Dialog
          title={t('rooms.bookedTitle', { name: shown.room.name })}
          isOpen
          onClose={() => setShown(undefined)}
          actions={<Button onPress={() => setShown(undefined)}>{t('close')}</Button>}
        >
          <p>
            <strong>{words.when(shown.booking)}</strong>
          </p>
          <p>
            <PersonChip person={shown.booking.by} />
          </p>
          {shown.booking.extension && <p>{t('rooms.extension', { extension: shown.booking.extension })}</p>}
          <p className="cal-quiet">{t('rooms.bookedText')}</p>
        </Dialog>
      )}
    </Frame>
  )
}

/** The minutes of the day in which a room can be used. */
function open(room: RoomDay): [number, number] {
  return [room.opens ? minutesOf(room.opens) : 0, room.closes ? minutesOf(room.closes) : 1440]
}

interface TimelineProps {
  rooms: readonly RoomDay[]
  day: string
  wanted: { from: number; until: number } | undefined
  onBooking: (room: RoomDay, booking: Booking) => void
  onGap: (room: RoomDay, start: string, end: string) => void
  mover: Mover
}

/** A booking in its room's row. */
interface InRoom {
  booking: Booking
  room: RoomDay
}

/**
 * A row for each room, in it what is booked and what is free. All of it is one stop of the Tab key: arrows lead along the day and from room to room.
 * A gap is booked from where the mouse presses it or over what it sweeps, by keyboard from its beginning. What one may change is dragged to another time or room, or
 * carried there by Alt and the arrows.
 */
function Timeline({ rooms, day, wanted, onBooking, onGap, mover }: TimelineProps) {
  const t = useT()
  const words = useWords()
  const narrow = useNarrow()
  const carry = useCarry<InRoom>({
    keyOf: keyOfBooking,
    wishOf: ({ booking: { start, end } }) => ({ start, end }),
    placeAt: (x, y) => placeAt(box.current, x, y, first, last),
    drag: ({ booking, room }, edge, from, to) => {
      const begins = minutesOf(timePart(booking.start))
      const lasts = minutesOn(booking, day)[1] - begins
      const minutes = to.minute - from.minute
      if (edge !== 'both') return dragged(booking, edge, 0, minutes)
      const at = Math.max(first * HOUR, Math.min(last * HOUR - lasts, begins + minutes))
      return inRow(dragged(booking, edge, 0, at - begins), room, to.column)
    },
    step: (wish, edge, key) => {
      if (key === 'ArrowLeft' || key === 'ArrowRight')
        return { ...wish, ...dragged(wish, edge, 0, key === 'ArrowLeft' ? -QUARTER : QUARTER) }
      const row = lines.findIndex(({ room }) => room.id === (wish.room?.id ?? carriedFrom.current))
      const next = lines[row + (key === 'ArrowUp' ? -1 : 1)]?.room
      return edge === 'both' && next ? { ...wish, room: next } : undefined
    },
    text: (wish) => {
      const room = wish.room ?? lines.find(({ room: { id } }) => id === carriedFrom.current)?.room
      return [room?.name, words.when(wish)].filter(Boolean).join(' ')
    },
    onDrop: (one, wish) =>
      mover.move(movable(one), wish.room?.id === one.room.id ? { start: wish.start, end: wish.end } : wish),
    onHeld: (one, element) => mover.menu(movable(one), element),
    sweep: (from, to) => ({ ...swept(day, from.minute, to.minute), room: lines[from.column]!.room }),
    onSwept: ({ start, end, room }) =>
      onGap(
        rooms.find(({ id }) => id === room!.id)!,
        start,
        end,
      ),
  })
  const { carried } = carry
  /** The room from which the arrows take something. */
  const carriedFrom = useRef<number>(undefined)
  const inRow = (span: Wish, from: RoomDay, column: number): Wish => {
    const to = lines[column]!.room
    return to.id === from.id ? span : { ...span, room: { id: to.id, name: to.name, building: to.building } }
  }
  const [first, last] = hoursFor(
    rooms.flatMap((room) => room.bookings),
    [day],
  )
  const span = (last - first) * HOUR
  const hours = Array.from({ length: last - first }, (_, n) => first + n)
  const lines = rooms.map((room) => {
    const [opens, closes] = open(room)
    return { room, row: stretches(room.bookings, day, Math.max(opens, first * HOUR), Math.min(closes, last * HOUR)) }
  })
  const [at, setAt] = useState({ line: 0, from: 0 })
  const box = useRef<HTMLTableElement>(null)
  const line = Math.min(at.line, lines.length - 1)
  const indexIn = (row: Stretch<Booking>[], from: number) =>
    Math.max(
      0,
      row.findLastIndex((one) => one.from <= from),
    )
  const current = indexIn(lines[line]?.row ?? [], at.from)
  const focus = (to: number, index: number) => {
    const one = lines[to]?.row[index]
    if (!one) return
    setAt({ line: to, from: one.from })
    box.current?.querySelector<HTMLElement>(`[data-at="${to} ${index}"]`)?.focus()
  }
  const move = (event: KeyboardEvent, to: number, index: number) => {
    const row = lines[to]!.row
    const step = (next: number): void => {
      // A room that is closed all day has nothing to stop at.
      const passed = next > to ? 1 : -1
      for (let n = next; n >= 0 && n < lines.length; n += passed)
        if (lines[n]!.row.length > 0) return focus(n, indexIn(lines[n]!.row, row[index]!.from))
    }
    const acts: Record<string, () => void> = {
      ArrowRight: () => focus(to, index + 1),
      ArrowLeft: () => focus(to, index - 1),
      ArrowDown: () => step(to + 1),
      ArrowUp: () => step(to - 1),
      Home: () => focus(to, 0),
      End: () => focus(to, row.length - 1),
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const book = (room: RoomDay, gap: Stretch<Booking>, event: MouseEvent<HTMLElement>) => {
    if (wanted && gap.from <= wanted.from && wanted.until <= gap.until)
      return onGap(room, `${day}T${timeOf(wanted.from)}`, `${day}T${timeOf(wanted.until)}`)
    const place = event.currentTarget.getBoundingClientRect()
    // A press by keyboard has no place.
    const pressed = event.detail === 0 ? 0 : ((event.clientX - place.left) / place.width) * (gap.until - gap.from)
    const from = Math.max(gap.from, Math.floor((gap.from + pressed) / STEP) * STEP)
    const { start, end } = bookingAt(day, from, gap.until)
    return onGap(room, start, end)
  }
  return (
    <div className="cal-rooms-box">
      <table className="cal-rooms" ref={box} aria-label={t('rooms.tableOf', { day: words.date(day) })}>
        <thead>
          <tr>
            <th scope="col">{t('rooms.name')}</th>
            <th scope="col">
              <span className="k-hidden">{t('rooms.bookings')}</span>
              <span className="cal-scale" aria-hidden="true">
                {hours.map((hour) => (
                  <span key={hour}>{hour}</span>
                ))}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ room, row }, to) => (
            <tr key={room.id}>
              <th scope="row">
                <span className="cal-name">{room.name}</span>{' '}
                <span className="cal-quiet">
                  {[room.building, room.capacity !== undefined ? t('rooms.capacity', { n: room.capacity }) : undefined]
                    .filter(Boolean)
                    .join(' ')}
                </span>
                {(room.approval || !room.mayBook) && (
                  <span className="cal-quiet cal-terms">
                    {t(room.mayBook ? 'rooms.asks' : 'rooms.notYours', { owner: room.owner ?? '' })}
                  </span>
                )}
              </th>
              <td>
                <ol className="cal-line">
                  {row.map((one, index) => (
                    <li
                      key={`${one.from} ${one.item?.start ?? 'free'}`}
                      style={{
                        insetInlineStart: `${((Math.max(one.from, first * HOUR) - first * HOUR) / span) * 100}%`,
                        width: `${((Math.min(one.until, last * HOUR) - Math.max(one.from, first * HOUR)) / span) * 100}%`,
                      }}
                    >
                      {one.item ? (
                        <Booked
                          booking={one.item}
                          at={`${to} ${index}`}
                          isStop={to === line && index === current}
                          day={day}
                          onFocus={() => setAt({ line: to, from: one.from })}
                          onKeyDown={(event) => {
                            const it = { booking: one.item!, room }
                            if (isMovable(one.item!, day)) {
                              carriedFrom.current = room.id
                              if (!narrow && carry.key(event, it)) return
                            }
                            move(event, to, index)
                          }}
                          onPress={() => onBooking(room, one.item!)}
                          {...(isMovable(one.item, day) && {
                            grips: {
                              isCarried: carried?.key === keyOfBooking({ booking: one.item, room }),
                              onBlur: () => carry.leave({ booking: one.item!, room }),
                              onMenu: (element) => mover.menu(movable({ booking: one.item!, room }), element),
                              ...(narrow
                                ? {}
                                : { onPointerDown: (event) => carry.press(event, { booking: one.item!, room }) }),
                            },
                          })}
                        />
                      ) : (
                        <button
                          type="button"
                          className="cal-gap"
                          data-at={`${to} ${index}`}
                          tabIndex={to === line && index === current ? 0 : -1}
                          onFocus={() => setAt({ line: to, from: one.from })}
                          onKeyDown={(event) => move(event, to, index)}
                          onClick={(event) => room.mayBook && book(room, one, event)}
                          {...(narrow || !room.mayBook ? {} : { onPointerDown: (event) => carry.press(event) })}
                          {...(room.mayBook ? {} : { 'aria-disabled': true })}
                          aria-label={t(room.mayBook ? 'rooms.gap' : 'rooms.gapNotYours', {
                            name: room.name,
                            times: words.times(timeOf(one.from), timeOf(one.until)),
                          })}
                        >
                          <span aria-hidden="true">
                            <span className="cal-gap-times">{words.times(timeOf(one.from), timeOf(one.until))} </span>
                            {t('rooms.free')}
                          </span>
                        </button>
                      )}
                    </li>
                  ))}
                  {carried && (carried.wish.room?.id ?? roomOf(carried.key)) === room.id && (
                    <Ghost span={carried.wish} day={day} first={first} last={last} />
                  )}
                </ol>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {carry.said}
    </div>
  )
}

function keyOfBooking({ booking, room }: InRoom): string {
  return `${room.id} ${booking.event} ${booking.recurrence ?? ''}`
}

function roomOf(key: string | undefined): number | undefined {
  return key === undefined ? undefined : Number(key.split(' ')[0])
}

function movable({ booking: { event, recurrence, start, end }, room }: InRoom) {
  return { event: event!, recurrence, start, end, room: room.id }
}

/** What has a time on this day alone; what takes days is moved where it is seen as a whole. */
function isMovable(booking: Booking, day: string): boolean {
  return (
    booking.mayEdit &&
    dayPart(booking.start) === day &&
    (dayPart(booking.end) === day || (booking.end === `${plus(day, 1)}T00:00` && timePart(booking.start) !== '00:00'))
  )
}

function placeAt(table: HTMLElement | null, x: number, y: number, first: number, last: number): Place | undefined {
  const rows = [...(table?.querySelectorAll('.cal-line') ?? [])].map((one) => one.getBoundingClientRect())
  const column = nearest(rows, x, y)
  if (column === undefined) return undefined
  const { left, width } = rows[column]!
  return { column, minute: minuteAt(x - left, width, first, last) }
}

/** Where a booking would come to lie, with its time in words. */
function Ghost({ span, day, first, last }: { span: Wish; day: string; first: number; last: number }) {
  const words = useWords()
  const [from, until] = minutesOn(span, day)
  const width = (last - first) * HOUR
  const left = Math.max(0, from - first * HOUR)
  return (
    <li
      className="cal-ghost cal-ghost-booked"
      aria-hidden="true"
      style={{
        insetInlineStart: `${(left / width) * 100}%`,
        width: `${(Math.max(QUARTER, Math.min(until, last * HOUR) - first * HOUR - left) / width) * 100}%`,
      }}
    >
      {words.times(span.start, span.end)}
    </li>
  )
}

function Booked({
  booking,
  at,
  isStop,
  day,
  onFocus,
  onKeyDown,
  onPress,
  grips,
}: {
  booking: Booking
  at: string
  isStop: boolean
  day: string
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onPress: () => void
  /** For whoever may change it. */
  grips?: {
    onPointerDown?: (event: PointerEvent<HTMLElement>) => void
    onBlur: (event: FocusEvent<HTMLElement>) => void
    onMenu: (element: HTMLElement) => void
    isCarried: boolean
  }
}) {
  const t = useT()
  const words = useWords()
  const [from, until] = minutesOn(booking, day)
  const who = [booking.by.section ?? t('rooms.gone'), booking.by.name].filter(Boolean).join(' ')
  return (
    <button
      type="button"
      className={cx(
        'cal-booked',
        booking.tentative && 'cal-held',
        grips?.onPointerDown && 'cal-movable',
        grips?.isCarried && 'cal-carried',
      )}
      data-at={at}
      data-event={booking.event}
      data-start={booking.start}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onClick={onPress}
      {...(grips && {
        onPointerDown: grips.onPointerDown,
        onBlur: grips.onBlur,
        onContextMenu: (menu: MouseEvent<HTMLElement>) => {
          menu.preventDefault()
          grips.onMenu(menu.currentTarget)
        },
        'aria-keyshortcuts': MOVE_KEYS,
      })}
    >
      {grips?.onPointerDown && <span className="cal-grip" data-edge="start" aria-hidden="true" />}
      {grips?.onPointerDown && <span className="cal-grip" data-edge="end" aria-hidden="true" />}
      <span className="cal-booked-times">{words.times(timeOf(from), timeOf(until))} </span>
      <span className="k-hidden">{t('rooms.taken')} </span>
      {booking.tentative && <HeldSign />}
      {booking.requested && <span className="cal-mark-note">{t('approval.requested')}</span>}{' '}
      <span className="cal-booked-title">{booking.title ?? who}</span>
      {booking.title && <span className="cal-booked-who"> {who}</span>}
      {booking.extension && (
        <span className="cal-booked-who"> {t('rooms.extension', { extension: booking.extension })}</span>
      )}
    </button>
  )
}
