import { Button, IconButton, PersonChip, SearchField, useQuery, useT, type PersonListing } from '@kairan/ui'
import { UserPlus, X } from 'lucide-react'
import { useState } from 'react'
import { searchPeople, useRested } from './queries.ts'

/** Finds people by name, kana or number and gathers them; with `done`, hands them over by a button of its own. */
export function PeopleField({
  label,
  value,
  onChange,
  single = false,
  done,
  isPending = false,
  onDone,
}: {
  label: string
  value?: PersonListing[]
  onChange?: (people: PersonListing[]) => void
  /** One person only: taking another one takes the place of the first. */
  single?: boolean
  done?: string
  isPending?: boolean
  onDone?: (people: PersonListing[]) => void
}) {
  const t = useT()
  const [own, setOwn] = useState<PersonListing[]>([])
  const [typed, setTyped] = useState('')
  const q = useRested(typed.trim())
  const people = value ?? own
  const set = onChange ?? setOwn
  const found = useQuery({
    queryKey: ['organization', 'people', 'chat', q],
    queryFn: () => searchPeople(q),
    enabled: q !== '',
  })
  const items = q === '' ? [] : (found.data ?? []).filter(({ id }) => !people.some((one) => one.id === id))
  return (
    // Enter in the field finds; it does not send the form around it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="chat-people-field"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'INPUT') event.preventDefault()
      }}
    >
      <SearchField label={label} value={typed} onChange={setTyped} description={t('people.hint')} />
      <p className="chat-quiet" role="status">
        {q !== '' && found.data && t(items.length === 0 ? 'people.nobody' : 'people.found', { n: items.length })}
      </p>
      {items.length > 0 && (
        <ul className="chat-people" aria-label={t('people.list')}>
          {items.map((person) => (
            <li key={person.id}>
              <PersonChip person={person} size="small" />
              <Button
                size="small"
                icon={UserPlus}
                aria-label={t('people.take', { name: person.name })}
                onPress={() => {
                  set(single ? [person] : [...people, person])
                  setTyped('')
                }}
              >
                {t('people.add')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {people.length > 0 && (
        <ul className="chat-people chat-chosen" aria-label={t('people.chosen')}>
          {people.map((person) => (
            <li key={person.id}>
              <PersonChip person={person} size="small" />
              <IconButton
                icon={X}
                label={t('people.drop', { name: person.name })}
                onPress={() => set(people.filter(({ id }) => id !== person.id))}
              />
            </li>
          ))}
        </ul>
      )}
      {done && people.length > 0 && (
        <Button variant="primary" size="small" isPending={isPending} onPress={() => onDone?.(people)}>
          {done}
        </Button>
      )}
    </div>
  )
}
