import { Link, useT } from '@kairan/ui'
import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { useCarry, type Place } from './carry.tsx'
import { dragged, endsOn, minuteAt, nearest, STEP, swept } from './drag.ts'
import { hoursFor, isAbove, isOn, minutesOn, onDay, SHORTEST, sideBySide } from './layout.ts'
import { DayNote, Mark, type Grips, type Opened } from './mark.tsx'
import type { Mover } from './mover.tsx'
import type { Own } from './own-calendar.tsx'
import { dayPart, daysBetween, localNow, minutesOf, timeOf, timePart } from './time.ts'
import type { DayMark } from './types.ts'
import { useWords } from './words.ts'
import { isOff, USUAL_WEEK, type WorkingDay } from './working-time.ts'

/** Whether the hall is open on a day, the days themselves say. */
const EVERY_DAY = [...USUAL_WEEK, ...[6, 7].map((weekday) => ({ ...USUAL_WEEK[0]!, weekday }))]

interface TimeSheetProps {
  days: readonly string[]
  today: string
  items: readonly Own[]
  marks: ReadonlyMap<string, DayMark>
  onOpen: (opened: Opened) => void
  onCreate: (start: string, end: string) => void
  /** When whose sheet it is works who does not work as most do; empty for the usual hours. */
  week: readonly WorkingDay[]
  mover: Mover
}

/** Below that many minutes a mark is too low to be taken hold of at its ends. */
const GRIPPED = 45

/**
 * One day or seven beside one another, by the hour. An empty hour is pressed, or reached by the arrow keys, to make an event in it; a span of empty time is swept over.
 * An event is dragged to another time, or carried there by Alt and the arrows.
 */
export function TimeSheet({ days, today, items, marks, onOpen, onCreate, week, mover }: TimeSheetProps) {
  const t = useT()
  const words = useWords()
  const carry = useCarry<Own>({
    keyOf,
    wishOf: ({ start, end }) => ({ start, end }),
    placeAt: (x, y) => placeAt(grid.current, x, y, first, last),
    drag: (one, edge, from, to) => {
      const minutes = to.minute - from.minute
      if (isAbove(one)) return dragged(one, edge, daysBetween(days[from.column]!, days[to.column]!), 0)
      if (edge !== 'both') return dragged(one, edge, 0, minutes)
      const begins = minutesOf(timePart(one.start))
      // Taken where it begins it stays within the hours that are drawn.
      const within =
        dayPart(one.start) === days[from.column]
          ? Math.max(first * 60, Math.min(last * 60 - STEP, begins + minutes)) - begins
          : minutes
      return dragged(one, edge, daysBetween(days[from.column]!, days[to.column]!), within)
    },
    step: ({ start, end }, edge, key) => {
      const sideways = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 }[key]
      const along = { ArrowLeft: 0, ArrowRight: 0, ArrowUp: -STEP, ArrowDown: STEP }[key]
      return dragged({ start, end }, edge, sideways, along)
    },
    text: (wish) => words.when({ ...wish, allDay: wish.start.length === 10 }),
    onDrop: (one, wish) => mover.move(movable(one), wish),
    onHeld: (one, element) => mover.menu(movable(one), element),
    sweep: (from, to) => swept(days[from.column]!, from.minute, to.minute),
    onSwept: ({ start, end }) => onCreate(start, end),
  })
  const { carried } = carry
  const ghost = carried && { allDay: carried.wish.start.length === 10, undecided: false, ...carried.wish }
  const [first, last] = hoursFor(
    // What the arrows carry out of the hours that are drawn must be seen there as well.
    [...items.filter((one) => !isAbove(one)), ...(carried?.byKeys && !ghost!.allDay ? [carried.wish] : [])],
    days,
  )
  const gripsOf = (one: Own, day: string, isHigh = false): Grips | undefined =>
    one.mayEdit
      ? {
          onPointerDown: (event) => carry.press(event, one),
          onKeyDown: (event) => carry.key(event, one),
          onBlur: () => carry.leave(one),
          onMenu: (element) => mover.menu(movable(one), element),
          isCarried: carried?.key === keyOf(one),
          ends: isHigh
            ? [
                ...(dayPart(one.start) === day ? (['start'] as const) : []),
                ...(endsOn(one, day) ? (['end'] as const) : []),
              ]
            : [],
        }
      : undefined
  const hours = Array.from({ length: last - first }, (_, n) => first + n)
  const [at, setAt] = useState({ day: 0, hour: 0 })
  const grid = useRef<HTMLDivElement>(null)
  const column = Math.min(at.day, days.length - 1)
  const row = Math.min(at.hour, hours.length - 1)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!step) return
    event.preventDefault()
    const next = {
      day: Math.max(0, Math.min(days.length - 1, column + step[0]!)),
      hour: Math.max(0, Math.min(hours.length - 1, row + step[1]!)),
    }
    setAt(next)
    grid.current?.querySelector<HTMLElement>(`[data-slot="${next.day} ${next.hour}"]`)?.focus()
  }
  const now = localNow()
  const style = { '--cal-days': days.length, '--cal-hours': hours.length } as CSSProperties
  return (
    <div className="cal-sheet" ref={grid} style={style}>
      <div className="cal-hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour}>{`${hour}:00`}</span>
        ))}
      </div>
      {days.map((day, index) => {
        const there = onDay(items, day)
        const note = words.mark(marks.get(day))
        const above = there.filter(isAbove)
        const timed = sideBySide(
          there.filter((one) => !isAbove(one)),
          day,
        )
        return (
          <section
            key={day}
            className="cal-day"
            aria-label={words.date(day)}
            {...(day === today ? { 'data-today': true } : {})}
            {...(note ? { 'data-closed': true } : {})}
          >
            <h3 className="cal-day-head">
              <Link to="/calendar" search={{ day, view: 'day' }} activeSearch>
                {words.day(day)}
              </Link>{' '}
              {day === today && <span className="cal-today-word">{t('period.today')}</span>} <DayNote text={note} />{' '}
              <DayNote text={words.hours(week, day)} />
            </h3>
            <ul className="cal-marks cal-above" aria-label={t('aboveOf', { day: words.day(day) })}>
              {above.map((one) => (
                <li key={`${one.event} ${one.start} ${one.title}`}>
                  <Mark one={one} day={day} onOpen={onOpen} whose={one.whose} short grips={gripsOf(one, day)} />
                </li>
              ))}
              {ghost?.allDay && isOn(ghost, day) && (
                <li className="cal-ghost" aria-hidden="true">
                  {words.when(ghost)}
                </li>
              )}
            </ul>
            <div className="cal-column">
              {hours.map((hour, line) => (
                <button
                  key={hour}
                  type="button"
                  className="cal-slot"
                  {...(marks.get(day)?.closed || isOff(week.length > 0 ? week : EVERY_DAY, day, hour)
                    ? { 'data-off': true }
                    : {})}
                  data-slot={`${index} ${line}`}
                  tabIndex={index === column && line === row ? 0 : -1}
                  aria-label={t('newAt', { day: words.day(day), time: `${hour}:00` })}
                  onKeyDown={move}
                  onFocus={() => setAt({ day: index, hour: line })}
                  onPointerDown={(event) => carry.press(event)}
                  onClick={() =>
                    onCreate(`${day}T${timeOf(hour * 60)}`, `${day}T${timeOf(Math.min(1439, hour * 60 + 60))}`)
                  }
                />
              ))}
              <ol className="cal-timed" aria-label={words.date(day)}>
                {timed.map(({ item, from, until, column: place, columns }) => (
                  <li
                    className={until - from <= 45 || columns > 1 ? 'cal-short' : undefined}
                    key={`${item.event} ${item.start} ${item.title}`}
                    style={{
                      top: `${((from - first * 60) / (hours.length * 60)) * 100}%`,
                      height: `${((until - from) / (hours.length * 60)) * 100}%`,
                      insetInlineStart: `${(place / columns) * 100}%`,
                      width: `${100 / columns}%`,
                    }}
                  >
                    <Mark
                      one={item}
                      day={day}
                      onOpen={onOpen}
                      whose={item.whose}
                      grips={gripsOf(item, day, until - from >= GRIPPED)}
                    />
                  </li>
                ))}
              </ol>
              {ghost && !ghost.allDay && isOn(ghost, day) && (
                <Ghost span={ghost} day={day} first={first} last={last} text={words.on(ghost, day)} />
              )}
              {day === today && minutesOf(timePart(now)) >= first * 60 && minutesOf(timePart(now)) <= last * 60 && (
                <span
                  className="cal-now"
                  aria-hidden="true"
                  style={{ top: `${((minutesOf(timePart(now)) - first * 60) / (hours.length * 60)) * 100}%` }}
                />
              )}
            </div>
          </section>
        )
      })}
      {carry.said}
    </div>
  )
}

export function keyOf(one: Own): string {
  return `${one.event} ${one.recurrence ?? ''}`
}

export function movable({ event, recurrence, start, end }: Own) {
  return { event: event!, recurrence, start, end }
}

function placeAt(grid: HTMLElement | null, x: number, y: number, first: number, last: number): Place | undefined {
  const columns = [...(grid?.querySelectorAll('.cal-column') ?? [])].map((one) => one.getBoundingClientRect())
  const column = nearest(columns, x, y)
  if (column === undefined) return undefined
  const { top, height } = columns[column]!
  return { column, minute: minuteAt(y - top, height, first, last) }
}

/** Where something would come to lie, with its time in words. */
function Ghost({
  span,
  day,
  first,
  last,
  text,
}: {
  span: { start: string; end: string }
  day: string
  first: number
  last: number
  text: string
}) {
  const [from, until] = minutesOn(span, day)
  const height = (last - first) * 60
  const top = Math.max(0, from - first * 60)
  const least = Math.max(Math.min(until, last * 60) - first * 60 - top, SHORTEST)
  return (
    <div
      className="cal-ghost cal-ghost-timed"
      aria-hidden="true"
      style={{ top: `${(top / height) * 100}%`, height: `${(least / height) * 100}%` }}
    >
      {text}
    </div>
  )
}
