import { EmptyState, Link, PersonChip, Section, Skeleton, useSession, useT } from '@kairan/ui'
import { UserCheck } from 'lucide-react'
import { useBoard } from './queries.ts'
import { useWords } from './words.ts'

const SHOWN = 8

/** On the first page: who of one's section is not there, and when they are back. */
export function HomeCard() {
  const t = useT()
  const words = useWords()
  const { person, sections } = useSession()
  const board = useBoard(sections[0] ? [`section:${sections[0].id}`] : [])
  if (!sections[0]) return null
  const rows = board.data?.pages[0]?.items ?? []
  const gone = rows.filter((row) => row.presence.status !== 'in' && row.person.id !== person.id)
  return (
    <Section
      title={t('home.title')}
      card
      actions={
        <Link to="/presence" aria-label={t('home.allLabel')}>
          {t('home.all')}
        </Link>
      }
    >
      {!board.data ? (
        board.isError ? (
          <EmptyState title={t('failed')} />
        ) : (
          <Skeleton lines={3} />
        )
      ) : gone.length === 0 ? (
        <EmptyState icon={UserCheck} title={t('home.none')} />
      ) : (
        <ul className="presence-home">
          {gone.slice(0, SHOWN).map((row) => (
            <li key={row.person.id}>
              <PersonChip person={row.person} size="small" showSection={false} />
              <span className="presence-quiet">{words.line(row.presence)}</span>
            </li>
          ))}
          {gone.length > SHOWN && <li className="presence-quiet">{t('home.more', { n: gone.length - SHOWN })}</li>}
        </ul>
      )}
    </Section>
  )
}
