import {
  AudiencePicker,
  Button,
  Checkbox,
  Dialog,
  IconButton,
  PersonChip,
  SearchField,
  Skeleton,
  useQuery,
  useT,
  type PersonListing,
} from '@kairan/ui'
import { UserPlus, Users, X } from 'lucide-react'
import { useState } from 'react'
import type { Invited } from './draft.ts'
import { searchPeople, useGroups, useRested, useSections, useTitles } from './queries.ts'

function nameOf({ name, section }: PersonListing): string {
  return [name, section].filter(Boolean).join(' ')
}

/** Who takes part: people found by name, or whole sections, titles and groups; each may be marked as welcome but not needed. */
export function PeopleField({
  label,
  value,
  onChange,
}: {
  label: string
  value: Invited[]
  onChange: (value: Invited[]) => void
}) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [isChoosing, setChoosing] = useState(false)
  const q = useRested(typed.trim())
  const found = useQuery({
    queryKey: ['organization', 'people', 'calendar', q],
    queryFn: () => searchPeople(q),
    enabled: q !== '',
  })
  const items =
    q === '' ? [] : (found.data ?? []).filter(({ id }) => !value.some((one) => one.group === `person:${id}`))
  return (
    // Enter in the field finds; it does not send the form around it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="cal-people"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'INPUT') event.preventDefault()
      }}
    >
      <SearchField label={label} value={typed} onChange={setTyped} description={t('people.hint')} />
      <p className="cal-quiet" role="status">
        {q !== '' && found.data && t(items.length === 0 ? 'people.nobody' : 'people.found', { n: items.length })}
      </p>
      {items.length > 0 && (
        <ul className="cal-found" aria-label={t('people.list')}>
          {items.map((person) => (
            <li key={person.id}>
              <PersonChip person={person} size="small" />
              <Button
                size="small"
                icon={UserPlus}
                aria-label={t('people.take', { name: person.name })}
                onPress={() => {
                  onChange([...value, { group: `person:${person.id}`, name: nameOf(person), optional: false }])
                  setTyped('')
                }}
              >
                {t('people.add')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {value.length > 0 && (
        <ul className="cal-found cal-chosen" aria-label={t('people.chosen')}>
          {value.map((one) => (
            <li key={one.group}>
              <span className="cal-grow">{one.name}</span>
              <Checkbox
                label={t('optional')}
                value={one.optional}
                onChange={(optional) => onChange(value.map((each) => (each === one ? { ...each, optional } : each)))}
              />
              <IconButton
                icon={X}
                label={t('people.drop', { name: one.name })}
                onPress={() => onChange(value.filter((each) => each !== one))}
              />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button size="small" icon={Users} onPress={() => setChoosing(true)}>
          {t('people.groups')}
        </Button>
      </div>
      {isChoosing && (
        <GroupsDialog
          title={t('people.groups')}
          value={value}
          onClose={() => setChoosing(false)}
          onDone={(next) => {
            onChange(next)
            setChoosing(false)
          }}
        />
      )}
    </div>
  )
}

/** Sections, titles, groups and people by the kit's picker; what was chosen before keeps what was said of it. */
export function GroupsDialog({
  title,
  value,
  onClose,
  onDone,
}: {
  title: string
  value: readonly Invited[]
  onClose: () => void
  onDone: (value: Invited[]) => void
}) {
  const t = useT()
  const sections = useSections()
  const titles = useTitles()
  const groups = useGroups()
  const [chosen, setChosen] = useState(value.map(({ group }) => group))
  const [people, setPeople] = useState<Record<string, string>>({})
  const names = useNames()
  const known = new Map(value.map((one) => [one.group, one]))
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            onPress={() =>
              onDone(
                chosen.map(
                  (group) =>
                    known.get(group) ?? { group, name: people[group] ?? names(group) ?? group, optional: false },
                ),
              )
            }
          >
            {t('people.done')}
          </Button>
        </>
      }
    >
      {sections.data && titles.data ? (
        <AudiencePicker
          label={title}
          isChosenOnly
          value={chosen}
          onChange={setChosen}
          sections={sections.data.items}
          titles={titles.data.items}
          groups={groups.data?.items}
          labels={Object.fromEntries(value.map(({ group, name }) => [group, name]))}
          searchPeople={async (q) => {
            const found = await searchPeople(q)
            setPeople((before) => ({
              ...before,
              ...Object.fromEntries(found.map((person) => [`person:${person.id}`, nameOf(person)])),
            }))
            return found
          }}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </Dialog>
  )
}

/** What a group is called; nothing as long as it is not known, or for people. */
export function useNames(): (group: string) => string | undefined {
  const t = useT()
  const sections = useSections()
  const titles = useTitles()
  const groups = useGroups()
  return (group) => {
    const [kind, id] = group.split(':') as [string, string]
    const section = sections.data?.items.find((one) => one.id === Number(id))
    if (kind === 'section') return section?.name
    if (kind === 'tree') return section && t('shell:kit.audience.tree', { name: section.name })
    if (kind === 'title') return titles.data?.items.find((one) => one.id === Number(id))?.name
    return groups.data?.items.find((one) => one.group === group)?.name
  }
}
