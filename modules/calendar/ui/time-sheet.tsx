import { Link, useT } from '@kairan/ui'
import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { hoursFor, isAbove, onDay, sideBySide } from './layout.ts'
import { DayNote, Mark, type Opened } from './mark.tsx'
import type { Own } from './own-calendar.tsx'
import { localNow, minutesOf, timeOf, timePart } from './time.ts'
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
}

/** One day or seven beside one another, by the hour. An empty hour is pressed, or reached by the arrow keys, to make an event in it. */
export function TimeSheet({ days, today, items, marks, onOpen, onCreate, week }: TimeSheetProps) {
  const t = useT()
  const words = useWords()
  const [first, last] = hoursFor(
    items.filter((one) => !isAbove(one)),
    days,
  )
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
                  <Mark one={one} day={day} onOpen={onOpen} whose={one.whose} short />
                </li>
              ))}
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
                    <Mark one={item} day={day} onOpen={onOpen} whose={item.whose} />
                  </li>
                ))}
              </ol>
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
    </div>
  )
}
