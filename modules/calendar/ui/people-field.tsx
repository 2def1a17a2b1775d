import {
  AudiencePicker,
  Button,
  Checkbox,
  Dialog,
  IconButton,
  PeoplePicker,
  Skeleton,
  useT,
  type PersonListing,
  searchPeople,
  useGroups,
  useSections,
  useTitles,
} from '@kairan/ui'
import { Users, X } from 'lucide-react'
import { useState } from 'react'
import type { Invited } from './draft.ts'

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
  const [isChoosing, setChoosing] = useState(false)
  return (
    <div className="cal-people">
      <PeoplePicker
        label={label}
        take={t('people.add')}
        takeName={(name) => t('people.take', { name })}
        isTaken={(id) => value.some((one) => one.group === `person:${id}`)}
        onTake={(person) =>
          onChange([...value, { group: `person:${person.id}`, name: nameOf(person), optional: false }])
        }
      />
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
