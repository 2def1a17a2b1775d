import {
  dayOf,
  EmptyState,
  Link,
  LinkButton,
  Select,
  Skeleton,
  useNavigate,
  useSearch,
  useSession,
  useT,
} from '@kairan/ui'
import { CalendarPlus, Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useCarry } from './carry.tsx'
import { dragged, nearest } from './drag.ts'
import { EventDialog } from './event-dialog.tsx'
import { Frame, LoadFailure } from './frame.tsx'
import { isOn, onDay } from './layout.ts'
import { DayNote, Legend, Mark, type Opened } from './mark.tsx'
import { useMover, type Mover } from './mover.tsx'
import { Period, useKeys } from './period.tsx'
import { useNarrow, useOccurrences } from './queries.ts'
import { useRepresented } from './represented.ts'
import { daysFrom, firstOfMonth, isDay, mondayOf, plus, plusMonths, sheetOf } from './time.ts'
import { keyOf, movable, TimeSheet } from './time-sheet.tsx'
import type { DayMark, Occurrence } from './types.ts'
import { useWords } from './words.ts'

const VIEWS = ['day', 'week', 'month', 'list'] as const
type View = (typeof VIEWS)[number]

const STORED = 'kairan.calendar.view'
const LIST_DAYS = 28

function viewBefore(): View | undefined {
  try {
    const stored = localStorage.getItem(STORED)
    return VIEWS.find((view) => view === stored)
  } catch {
    return undefined // Without storage each visit begins with the week.
  }
}

function keepView(view: View) {
  try {
    localStorage.setItem(STORED, view)
  } catch {
    // Holds as long as the address says so.
  }
}

/** An event of one's own, or of one's section: then its name stands beside it. */
export interface Own extends Occurrence {
  whose?: string
}

/** One's own days: by the hour, the week, the month, or as a list. */
export function OwnCalendarScreen() {
  const t = useT()
  const words = useWords()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const { person, sections } = useSession()
  const search: { day?: string; view?: string; of?: string } = useSearch({ strict: false })
  const represented = useRepresented()
  // Somebody for whom one acts; whose right has ended is back in one's own calendar.
  const other = represented.data?.find(({ id }) => `person:${id}` === search.of)
  const of = search.of !== undefined && (other || represented.isPending) ? search.of : undefined
  const today = dayOf(Date.now())
  const day = isDay(search.day) ? search.day : today
  const [before] = useState(viewBefore)
  const view = VIEWS.find((one) => one === search.view) ?? before ?? (narrow ? 'list' : 'week')
  const [opened, setOpened] = useState<Opened>()

  const go = (part: { day?: string; view?: View; of?: string | undefined }) => {
    if (part.view) keepView(part.view)
    void navigate({ to: '/calendar', search: { day, view, ...(of ? { of } : {}), ...part } as never, replace: true })
  }
  const days = useMemo(
    () =>
      view === 'day'
        ? [day]
        : view === 'week'
          ? daysFrom(mondayOf(day), 7)
          : view === 'month'
            ? sheetOf(day).flat()
            : daysFrom(day, LIST_DAYS),
    [view, day],
  )
  const [from, to] = [days[0]!, plus(days.at(-1)!, 1)]
  const query = useOccurrences(
    from,
    to,
    of ? [of] : [`person:${person.id}`, ...sections.map(({ id }) => `section:${id}`)],
  )
  const items = useMemo(() => {
    const known = new Set<string>()
    return (query.data?.rows ?? []).flatMap((row) =>
      row.occurrences.flatMap((one): Own[] => {
        const key = `${one.event} ${one.recurrence}`
        if (one.event !== undefined && known.has(key)) return []
        known.add(key)
        return [row.principal.startsWith('section:') ? { ...one, whose: row.name } : one]
      }),
    )
  }, [query.data])
  const marks = useMemo(() => new Map((query.data?.days ?? []).map((mark) => [mark.day, mark])), [query.data])

  const [step, steps] = {
    day: [plus(day, -1), plus(day, 1)],
    week: [plus(day, -7), plus(day, 7)],
    month: [plusMonths(firstOfMonth(day), -1), plusMonths(firstOfMonth(day), 1)],
    list: [plus(day, -LIST_DAYS), plus(day, LIST_DAYS)],
  }[view] as [string, string]
  const label =
    view === 'day'
      ? words.date(day)
      : view === 'month'
        ? words.month(day)
        : t('days', { from: words.date(from), until: words.day(plus(to, -1)) })
  const create = (start: string, end?: string) =>
    void navigate({
      to: '/calendar/new',
      search: {
        start,
        ...(end ? { end } : {}),
        ...(of ? { owner: of, back: `/calendar?of=${of}&day=${day}` } : {}),
      } as never,
    })
  useKeys({
    d: () => go({ view: 'day' }),
    w: () => go({ view: 'week' }),
    m: () => go({ view: 'month' }),
    l: () => go({ view: 'list' }),
    t: () => go({ day: today }),
    j: () => go({ day: steps }),
    k: () => go({ day: step }),
    n: () => create(view === 'month' || view === 'list' ? day : days.includes(today) ? today : days[0]!),
  })
  const mover = useMover(setOpened)
  const sheet = { days, today, items, marks, onOpen: setOpened, mover }

  return (
    <Frame
      title={other ? t('behalf.title', { name: other.name }) : t('own.title')}
      actions={
        <LinkButton
          to="/calendar/new"
          search={{ start: day, ...(of ? { owner: of, back: `/calendar?of=${of}&day=${day}` } : {}) }}
          variant="primary"
          icon={Plus}
        >
          {t('new')}
        </LinkButton>
      }
    >
      {(represented.data ?? []).length > 0 && (
        <div className="cal-row cal-team">
          <Select
            label={t('behalf.whose')}
            value={of ?? 'own'}
            onChange={(whose) => go({ of: whose === 'own' ? undefined : whose })}
            options={[
              { value: 'own', label: t('edit.ownCalendar') },
              ...represented.data!.map((one) => ({
                value: `person:${one.id}`,
                label: t('behalf.calendar', { name: [one.title, one.name].filter(Boolean).join(' ') }),
              })),
            ]}
          />
        </div>
      )}
      <Period
        day={day}
        today={today}
        label={label}
        onDay={(next) => go({ day: next })}
        before={step}
        after={steps}
        beforeLabel={t(`period.before-${view}`)}
        afterLabel={t(`period.after-${view}`)}
      >
        <ToggleButtonGroup
          aria-label={t('view.label')}
          className="k-segments"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={(keys) => go({ view: [...keys][0] as View })}
        >
          {VIEWS.map((one) => (
            <ToggleButton key={one} id={one} className="k-segment">
              {t(`view.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Period>
      {!query.data ? (
        query.isError ? (
          <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )
      ) : (
        <>
          {view === 'month' ? (
            <Month {...sheet} month={day.slice(0, 7)} narrow={narrow} />
          ) : view === 'list' ? (
            <List {...sheet} empty={t('own.emptyList')} />
          ) : narrow && view === 'week' ? (
            <List {...sheet} all />
          ) : (
            <TimeSheet {...sheet} onCreate={create} week={query.data.rows[0]?.hours ?? []} />
          )}
          <Legend />
        </>
      )}
      {opened && <EventDialog opened={opened} onClose={() => setOpened(undefined)} />}
      {mover.dialogs}
    </Frame>
  )
}

interface SheetProps {
  days: readonly string[]
  today: string
  items: readonly Own[]
  marks: ReadonlyMap<string, DayMark>
  onOpen: (opened: Opened) => void
  mover: Mover
}

const SHOWN = 4

function Month({
  days,
  today,
  items,
  marks,
  onOpen,
  mover,
  month,
  narrow,
}: SheetProps & { month: string; narrow: boolean }) {
  const t = useT()
  const words = useWords()
  const table = useRef<HTMLTableElement>(null)
  // On a month's sheet things are taken from day to day; their time stays.
  const carry = useCarry<Own>({
    keyOf,
    wishOf: ({ start, end }) => ({ start, end }),
    placeAt: (x, y) => {
      const cells = [...(table.current?.querySelectorAll('td') ?? [])].map((cell) => cell.getBoundingClientRect())
      const column = nearest(cells, x, y)
      return column === undefined ? undefined : { column, minute: 0 }
    },
    drag: (one, _, from, to) => dragged(one, 'both', to.column - from.column, 0),
    step: (wish, edge, key) =>
      edge !== 'both' && wish.start.length > 10
        ? undefined
        : dragged(wish, edge, { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key], 0),
    text: (wish) => words.when({ ...wish, allDay: wish.start.length === 10 }),
    onDrop: (one, wish) => mover.move(movable(one), wish),
    onHeld: (one, element) => mover.menu(movable(one), element),
  })
  const { carried } = carry
  const ghost = carried && { allDay: carried.wish.start.length === 10, undecided: false, ...carried.wish }
  const weeks = Array.from({ length: days.length / 7 }, (_, n) => days.slice(n * 7, n * 7 + 7))
  return (
    <>
      <table className="cal-month" ref={table} aria-label={words.month(`${month}-01`)}>
        <thead>
          <tr>
            {weeks[0]!.map((_, index) => (
              // A week has the same seven days for ever.
              // oxlint-disable-next-line react/no-array-index-key
              <th key={index} scope="col">
                {words.weekday(index)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const there = onDay(items, day)
                const note = words.mark(marks.get(day))
                return (
                  <td
                    key={day}
                    className={day.slice(0, 7) === month ? undefined : 'cal-other-month'}
                    {...(day === today ? { 'data-today': true } : {})}
                    {...(note ? { 'data-closed': true } : {})}
                  >
                    <Link
                      to="/calendar"
                      search={{ day, view: 'day' }}
                      activeSearch
                      className="cal-date"
                      aria-label={[
                        words.date(day),
                        day === today ? t('period.today') : undefined,
                        note,
                        t('eventsCount', { count: there.length, n: there.length }),
                      ]
                        .filter(Boolean)
                        .join(' ')}
                    >
                      {Number(day.slice(8, 10))}
                    </Link>
                    {note && <DayNote text={note} />}
                    {narrow ? (
                      there.length > 0 && (
                        <span className="cal-many" aria-hidden="true">
                          {t('count', { n: there.length })}
                        </span>
                      )
                    ) : (
                      <ul className="cal-marks">
                        {there.slice(0, there.length > SHOWN ? SHOWN - 1 : SHOWN).map((one) => (
                          <li key={`${one.event} ${one.start} ${one.title}`}>
                            <Mark
                              one={one}
                              day={day}
                              onOpen={onOpen}
                              whose={one.whose}
                              short
                              grips={
                                one.mayEdit
                                  ? {
                                      onPointerDown: (event) => carry.press(event, one),
                                      onKeyDown: (event) => carry.key(event, one),
                                      onBlur: () => carry.leave(one),
                                      onMenu: (element) => mover.menu(movable(one), element),
                                      isCarried: carried?.key === keyOf(one),
                                    }
                                  : undefined
                              }
                            />
                          </li>
                        ))}
                        {ghost && isOn(ghost, day) && (
                          <li className="cal-ghost" aria-hidden="true">
                            {words.on(ghost, day)}
                          </li>
                        )}
                        {there.length > SHOWN && (
                          <li>
                            <Link to="/calendar" search={{ day, view: 'day' }} activeSearch className="cal-more">
                              {t('moreEvents', { n: there.length - SHOWN + 1 })}
                            </Link>
                          </li>
                        )}
                      </ul>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {carry.said}
    </>
  )
}

function List({
  days,
  today,
  items,
  marks,
  onOpen,
  mover,
  all = false,
  empty,
}: SheetProps & { all?: boolean; empty?: string }) {
  const t = useT()
  const words = useWords()
  const shown = days
    .map((day) => ({ day, there: onDay(items, day), note: words.mark(marks.get(day)) }))
    .filter(({ there }) => all || there.length > 0)
  if (shown.length === 0)
    return (
      <EmptyState
        icon={CalendarPlus}
        title={empty ?? t('own.emptyList')}
        text={t('own.emptyText')}
        action={
          <LinkButton to="/calendar/new" search={{ start: days[0] }} variant="primary">
            {t('new')}
          </LinkButton>
        }
      />
    )
  return (
    <div className="cal-list">
      {shown.map(({ day, there, note }) => (
        <section key={day} aria-label={words.date(day)} {...(note ? { 'data-closed': true } : {})}>
          <h3>
            <Link to="/calendar" search={{ day, view: 'day' }} activeSearch>
              {words.date(day)}
            </Link>{' '}
            {day === today && <span className="cal-today-word">{t('period.today')}</span>} <DayNote text={note} />
          </h3>
          {there.length === 0 ? (
            <p className="cal-quiet">{t('own.nothing')}</p>
          ) : (
            <ul className="cal-marks">
              {there.map((one) => (
                <li key={`${one.event} ${one.start} ${one.title}`}>
                  <Mark
                    one={one}
                    day={day}
                    onOpen={onOpen}
                    whose={one.whose}
                    grips={one.mayEdit ? { onMenu: (element) => mover.menu(movable(one), element) } : undefined}
                  />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}
