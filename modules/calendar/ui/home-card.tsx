import { dayOf, EmptyState, Link, Section, Skeleton, useSession, useT } from '@kairan/ui'
import { CalendarCheck } from 'lucide-react'
import { useState } from 'react'
import { EventDialog } from './event-dialog.tsx'
import { onDay } from './layout.ts'
import { Mark, type Opened } from './mark.tsx'
import { useOccurrences } from './queries.ts'
import { plus } from './time.ts'

/** On the first page: one's own day. */
export function HomeCard() {
  const t = useT()
  const { person } = useSession()
  const today = dayOf(Date.now())
  const query = useOccurrences(today, plus(today, 1), [`person:${person.id}`])
  const [opened, setOpened] = useState<Opened>()
  const there = onDay(query.data?.rows[0]?.occurrences ?? [], today)
  return (
    <Section title={t('home.title')} card actions={<Link to="/calendar">{t('home.all')}</Link>}>
      {!query.data ? (
        query.isError ? (
          <EmptyState title={t('failed')} />
        ) : (
          <Skeleton lines={3} />
        )
      ) : there.length === 0 ? (
        <EmptyState icon={CalendarCheck} title={t('home.none')} />
      ) : (
        <ul className="cal-marks">
          {there.map((one) => (
            <li key={`${one.event} ${one.start} ${one.title}`}>
              <Mark one={one} day={today} onOpen={setOpened} />
            </li>
          ))}
        </ul>
      )}
      {opened && <EventDialog opened={opened} onClose={() => setOpened(undefined)} />}
    </Section>
  )
}
