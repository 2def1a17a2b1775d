import type { PersonRef } from '../api/types.ts'
import { PersonMark } from './person-mark.tsx'

export interface PersonChipProps {
  person: PersonRef
  /** The section stands beside the name unless told otherwise: names alone are not unique in a city. */
  showSection?: boolean
  size?: 'small' | 'normal'
  /** False where the chip names a choice and says nothing of the person. */
  mark?: boolean
}

const HUES = 8

/** First letter of the family name on a colour that stays the same for the person, the name and the section. */
export function PersonChip({ person, showSection = true, size = 'normal', mark = true }: PersonChipProps) {
  return (
    <span className={size === 'small' ? 'k-person k-person-small' : 'k-person'}>
      <span className={`k-avatar k-avatar-${Math.abs(person.id) % HUES}`} aria-hidden="true">
        {[...person.name][0]}
      </span>
      <span className="k-person-text">
        <span className="k-person-name">
          {person.name}
          {mark && <PersonMark id={person.id} />}
        </span>
        {showSection && (person.section || person.title) && (
          <span className="k-person-section">{[person.section, person.title].filter(Boolean).join(' ')}</span>
        )}
      </span>
    </span>
  )
}
