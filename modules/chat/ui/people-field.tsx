import { Button, IconButton, PeoplePicker, PersonChip, useT, type PersonListing } from '@kairan/ui'
import { X } from 'lucide-react'
import { useState } from 'react'

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
  const people = value ?? own
  const set = onChange ?? setOwn
  return (
    <div className="chat-people-field">
      <PeoplePicker
        label={label}
        take={t('people.add')}
        takeName={(name) => t('people.take', { name })}
        isTaken={(id) => people.some((one) => one.id === id)}
        onTake={(person) => set(single ? [person] : [...people, person])}
      />
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
