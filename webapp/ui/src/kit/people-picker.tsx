import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { searchPeople, useComposing, useRested } from '../api/people.ts'
import type { PersonListing } from '../api/types.ts'
import { useT } from '../i18n/i18n.ts'
import { Button } from './button.tsx'
import { PersonChip } from './person-chip.tsx'
import { SearchField } from './search-field.tsx'

export interface PeoplePickerProps {
  label: string
  /** The text of the button beside each, and its name for whoever does not see beside whom it stands. */
  take: string
  takeName?: (name: string) => string
  /** Those too who have left or not begun; for who administers people. */
  all?: boolean
  /** Who is not offered, since they have been taken. */
  isTaken?: (id: number) => boolean
  onTake: (person: PersonListing) => void
}

/** Finds people by name, kana or number, and hands over the one that is taken. */
export function PeoplePicker({ label, take, takeName, all = false, isTaken, onTake }: PeoplePickerProps) {
  const t = useT('shell')
  const [typed, setTyped] = useState('')
  const { composing, handlers } = useComposing()
  const q = useRested(typed.trim(), 250, composing)
  const found = useQuery({
    queryKey: ['organization', 'people', 'picker', q, all],
    queryFn: () => searchPeople(q, all),
    enabled: q !== '',
  })
  const items = q === '' ? [] : (found.data ?? []).filter(({ id }) => !isTaken?.(id))
  return (
    // Enter in the field finds; it does not send the form around it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="k-people-picker"
      {...handlers}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'INPUT') event.preventDefault()
      }}
    >
      <SearchField label={label} value={typed} onChange={setTyped} description={t('kit.people.hint')} />
      <p className="k-people-found" role="status">
        {q !== '' && found.data && t(items.length === 0 ? 'kit.people.none' : 'kit.people.found', { n: items.length })}
      </p>
      {items.length > 0 && (
        <ul className="k-people" aria-label={t('kit.people.list')}>
          {items.map((person) => (
            <li key={person.id}>
              <PersonChip person={person} size="small" />
              <Button
                size="small"
                icon={UserPlus}
                aria-label={takeName?.(person.name) ?? `${take} ${person.name}`}
                onPress={() => {
                  onTake(person)
                  setTyped('')
                }}
              >
                {take}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
