import { api, Button, PersonChip, SearchField, useQuery, useT, type PeopleSlice, type PersonListing } from '@kairan/ui'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { keys, useComposing, useRested } from './queries.ts'

/** Finds people by name, kana or number, and hands over the one that is taken. */
export function PeoplePicker({
  label,
  take,
  all = false,
  onTake,
}: {
  label: string
  /** The text of the button beside each. */
  take: string
  /** Those too who have left or not begun; for who administers people. */
  all?: boolean
  onTake: (person: PersonListing) => void
}) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const { composing, handlers } = useComposing()
  const q = useRested(typed.trim(), 250, composing)
  const found = useQuery({
    queryKey: [...keys.people, 'picker', q, all],
    queryFn: ({ signal }) =>
      api.get<PeopleSlice>('/organization/people', { query: { q, limit: 10, ...(all ? { all } : {}) }, signal }),
    enabled: q !== '',
  })
  const items = q === '' ? [] : (found.data?.items ?? [])
  return (
    <div className="org-picker" {...handlers}>
      <SearchField label={label} value={typed} onChange={setTyped} />
      <p className="org-quiet" role="status">
        {q !== '' && found.data && t(items.length === 0 ? 'people.noneTitle' : 'picker.found', { n: items.length })}
      </p>
      {items.length > 0 && (
        <ul className="org-picked" aria-label={t('picker.list')}>
          {items.map((person) => (
            <li key={person.id}>
              <PersonChip person={person} size="small" />
              <Button
                size="small"
                icon={UserPlus}
                aria-label={`${take} ${person.name}`}
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
