import {
  Button,
  Dialog,
  IconButton,
  SectionTree,
  Select,
  Skeleton,
  useGroups,
  useNavigate,
  useSearch,
  useSections,
  useSession,
  useT,
} from '@kairan/ui'
import { Network, X } from 'lucide-react'
import { useState } from 'react'
import { useWaiting } from './acts.ts'
import { BoardTable } from './board-table.tsx'
import { Frame } from './frame.tsx'
import { useWaitings } from './queries.ts'

/** Who is in, of a section or a group. */
export function BoardScreen() {
  const t = useT()
  const navigate = useNavigate()
  const { person, sections: own } = useSession()
  const search: { team?: string } = useSearch({ strict: false })
  const sections = useSections()
  const groups = useGroups()
  const [isChoosing, setChoosing] = useState(false)
  const team = search.team ?? (own[0] ? `section:${own[0].id}` : '')
  const go = (next: string) => void navigate({ to: '/presence', search: { team: next } as never, replace: true })
  const sectionId = /^(?:section|tree):(\d+)$/.exec(team)?.[1]
  const section = sections.data?.items.find(({ id }) => id === Number(sectionId))
  const name =
    (section && (team.startsWith('tree') ? t('shell:kit.audience.tree', { name: section.name }) : section.name)) ??
    groups.data?.items.find(({ group }) => group === team)?.name
  const quick = [
    ...own.map(({ id, name: label }) => ({ value: `section:${id}`, label })),
    ...(groups.data?.items ?? []).map(({ group, name: label }) => ({ value: group, label })),
  ]
  return (
    <Frame title={t('board.title')}>
      <div className="presence-choose">
        {quick.length > 0 && (
          <Select
            label={t('board.whose')}
            value={team}
            onChange={go}
            options={
              quick.some(({ value }) => value === team)
                ? quick
                : [...quick, { value: team, label: name ?? t('board.chosen') }]
            }
          />
        )}
        <Button icon={Network} onPress={() => setChoosing(true)}>
          {t('board.choose')}
        </Button>
      </div>
      <Waitings />
      <BoardTable label={[name, t('board.title')].filter(Boolean).join(' ')} team={team ? [team] : []} me={person.id} />
      {isChoosing && (
        <Dialog title={t('board.choose')} isOpen onClose={() => setChoosing(false)}>
          {sections.data ? (
            <SectionTree
              sections={sections.data.items}
              selected={section?.id}
              onSelect={(id) => {
                setChoosing(false)
                if (id !== undefined) go(`section:${id}`)
              }}
            />
          ) : (
            <Skeleton lines={6} />
          )}
        </Dialog>
      )}
    </Frame>
  )
}

/** Of whom one is going to be told that they are back. */
function Waitings() {
  const t = useT()
  const { data = [] } = useWaitings()
  if (data.length === 0) return null
  return (
    <section className="presence-waitings" aria-label={t('waiting.title')}>
      <h2>{t('waiting.title')}</h2>
      <ul>
        {data.map(({ person }) => (
          <li key={person.id}>
            {person.name} <EndWaiting person={person} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function EndWaiting({ person }: { person: { id: number; name: string } }) {
  const t = useT()
  const waiting = useWaiting(person.id, person.name)
  return <IconButton icon={X} label={t('waiting.end', { name: person.name })} onPress={() => waiting.mutate(false)} />
}
