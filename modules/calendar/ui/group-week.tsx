import {
  Button,
  dayOf,
  EmptyState,
  PersonMark,
  Select,
  Skeleton,
  useNavigate,
  useSearch,
  useSession,
  useT,
  useGroups,
} from '@kairan/ui'
import { Printer, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { EventDialog } from './event-dialog.tsx'
import { Frame, LoadFailure } from './frame.tsx'
import { onDay } from './layout.ts'
import { DayNote, Legend, Mark, type Opened } from './mark.tsx'
import { GroupsDialog, useNames } from './people-field.tsx'
import { Period, useKeys } from './period.tsx'
import { useNarrow, useTeam } from './queries.ts'
import { daysFrom, isDay, mondayOf, plus } from './time.ts'
import type { CalendarRow, DayMark } from './types.ts'
import { useWords } from './words.ts'
import { hoursOn } from './working-time.ts'

type Paper = 'a4' | 'a3'

/** A week of many people: one row each, one column a day. */
export function GroupWeekScreen() {
  const t = useT()
  const words = useWords()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const { sections } = useSession()
  const search: { day?: string; team?: string } = useSearch({ strict: false })
  const today = dayOf(Date.now())
  const day = isDay(search.day) ? search.day : today
  const own = sections[0] ? `section:${sections[0].id}` : ''
  const team = (search.team ?? own).split(',').filter(Boolean)
  const days = useMemo(() => daysFrom(mondayOf(day), 7), [day])
  const query = useTeam(days[0]!, plus(days[0]!, 7), team)
  const groups = useGroups()
  const names = useNames()
  const [isChoosing, setChoosing] = useState(false)
  const [opened, setOpened] = useState<Opened>()
  const [paper, setPaper] = useState<Paper>('a4')

  const go = (part: { day?: string; team?: string }) =>
    void navigate({ to: '/calendar/group', search: { day, team: team.join(','), ...part } as never, replace: true })
  useKeys({
    t: () => go({ day: today }),
    j: () => go({ day: plus(day, 7) }),
    k: () => go({ day: plus(day, -7) }),
  })
  const rows = useMemo(() => {
    const known = new Set<string>()
    return (query.data?.pages ?? [])
      .flatMap((page) => page.rows)
      .filter(({ principal }) => !known.has(principal) && known.add(principal))
  }, [query.data])
  const marks = useMemo(() => new Map((query.data?.pages[0]?.days ?? []).map((mark) => [mark.day, mark])), [query.data])
  const quick = [
    ...sections.map(({ id, name }) => ({ value: `section:${id}`, label: name })),
    ...(groups.data?.items ?? []).map(({ group, name }) => ({ value: group, label: name })),
  ]
  const chosen = team.join(',')
  const rowNames = new Map(rows.map(({ principal, name }) => [principal, name]))
  const teamName = team
    .map((group) => names(group) ?? rowNames.get(group) ?? '')
    .filter(Boolean)
    .join(t('listSeparator'))
  const print = (size: Paper) => {
    // The page's size hangs on a class, which must be there before the browser looks.
    flushSync(() => setPaper(size))
    window.print()
  }
  const label = t('days', { from: words.date(days[0]!), until: words.day(days[6]!) })

  return (
    <Frame
      title={t('group.title')}
      actions={
        <>
          <Button variant="quiet" icon={Printer} onPress={() => print('a4')}>
            {t('group.printA4')}
          </Button>
          <Button variant="quiet" icon={Printer} onPress={() => print('a3')}>
            {t('group.printA3')}
          </Button>
        </>
      }
    >
      <div className="cal-row cal-team">
        {quick.length > 0 && (
          <Select
            label={t('group.whose')}
            value={chosen}
            onChange={(value) => {
              if (value !== 'chosen') go({ team: value })
            }}
            options={
              quick.some(({ value }) => value === chosen)
                ? quick
                : [...quick, { value: chosen, label: teamName || t('group.chosen') }]
            }
          />
        )}
        <Button icon={Users} onPress={() => setChoosing(true)}>
          {t('group.choose')}
        </Button>
      </div>
      <Period
        day={day}
        today={today}
        label={label}
        onDay={(next) => go({ day: next })}
        before={plus(day, -7)}
        after={plus(day, 7)}
        beforeLabel={t('period.before-week')}
        afterLabel={t('period.after-week')}
      />
      {team.length === 0 ? (
        <EmptyState
          icon={Users}
          title={t('group.nobody')}
          text={t('group.nobodyText')}
          action={<Button onPress={() => setChoosing(true)}>{t('group.choose')}</Button>}
        />
      ) : !query.data ? (
        query.isError ? (
          <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={10} />
        )
      ) : rows.length === 0 ? (
        <EmptyState icon={Users} title={t('group.empty')} text={t('group.emptyText')} />
      ) : (
        <div className={`cal-paper-${paper}`}>
          <p className="cal-printed">
            {teamName} {label}
          </p>
          {narrow && <DayChoice days={days} day={day} marks={marks} onDay={(next) => go({ day: next })} />}
          <Weeks
            rows={rows}
            days={narrow ? [day] : days}
            today={today}
            marks={marks}
            label={`${teamName} ${label}`}
            onOpen={setOpened}
          />
          {query.hasNextPage && (
            <p className="cal-next">
              <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
                {t('group.more')}
              </Button>
            </p>
          )}
          <Legend />
        </div>
      )}
      {isChoosing && (
        <GroupsDialog
          title={t('group.choose')}
          value={team.map((group) => ({ group, name: names(group) ?? rowNames.get(group) ?? group, optional: false }))}
          onClose={() => setChoosing(false)}
          onDone={(next) => {
            setChoosing(false)
            go({ team: next.map(({ group }) => group).join(',') })
          }}
        />
      )}
      {opened && <EventDialog opened={opened} onClose={() => setOpened(undefined)} />}
    </Frame>
  )
}

/** On a telephone one day is shown, and the others of the week are a press away. */
function DayChoice({
  days,
  day,
  marks,
  onDay,
}: {
  days: readonly string[]
  day: string
  marks: ReadonlyMap<string, DayMark>
  onDay: (day: string) => void
}) {
  const t = useT()
  const words = useWords()
  return (
    <ToggleButtonGroup
      aria-label={t('group.day')}
      className="cal-day-choice"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[day]}
      onSelectionChange={(keys) => onDay(String([...keys][0]))}
    >
      {days.map((one, index) => (
        <ToggleButton
          key={one}
          id={one}
          className="k-segment"
          aria-label={[words.date(one), words.mark(marks.get(one))].filter(Boolean).join(' ')}
        >
          <span>{Number(one.slice(8, 10))}</span> <span>{words.weekday(index)}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

interface WeeksProps {
  rows: readonly CalendarRow[]
  days: readonly string[]
  today: string
  marks: ReadonlyMap<string, DayMark>
  label: string
  onOpen: (opened: Opened) => void
}

function Weeks({ rows, days, today, marks, label, onOpen }: WeeksProps) {
  const t = useT()
  const words = useWords()
  return (
    <div className="cal-group-box">
      <table className="cal-group" aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="cal-group-name">
              {t('group.person')}
            </th>
            {days.map((day) => {
              const note = words.mark(marks.get(day))
              return (
                <th
                  key={day}
                  scope="col"
                  {...(day === today ? { 'data-today': true } : {})}
                  {...(note ? { 'data-closed': true } : {})}
                >
                  {words.day(day)} {day === today && <span className="cal-today-word">{t('period.today')}</span>}{' '}
                  <DayNote text={note} />
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.principal}>
              <th scope="row" className="cal-group-name">
                <span className="cal-name">
                  {row.name}
                  {row.principal.startsWith('person:') && <PersonMark id={Number(row.principal.slice(7))} />}
                </span>{' '}
                <span className="cal-quiet">{[row.section, row.title].filter(Boolean).join(' ')}</span>
              </th>
              {days.map((day) => {
                const there = onDay(row.occurrences, day)
                return (
                  <td
                    key={day}
                    {...(day === today ? { 'data-today': true } : {})}
                    {...(marks.get(day)?.closed ? { 'data-closed': true } : {})}
                    {...(row.hours.length > 0 && !hoursOn(row.hours, day) ? { 'data-off': true } : {})}
                  >
                    <DayNote text={words.hours(row.hours, day)} />
                    {there.length > 0 && (
                      <ul className="cal-marks">
                        {there.map((one) => (
                          <li key={`${one.event} ${one.start} ${one.end} ${one.title}`}>
                            <Mark one={one} day={day} onOpen={onOpen} short />
                          </li>
                        ))}
                      </ul>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
