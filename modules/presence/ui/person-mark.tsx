import { Icon } from '@kairan/ui'
import { usePresence } from './queries.ts'
import { STATUSES } from './statuses.ts'
import { useWords } from './words.ts'

/** Behind a person's name: where they are, by a shape, and in words for the pointer and for who does not see it. */
export function PresenceMark({ id, inWords }: { id: number; inWords: boolean }) {
  const words = useWords()
  const presence = usePresence(id)
  if (!presence) return null
  const line = words.line(presence)
  if (inWords) {
    return (
      <span className={`presence-mark presence-${presence.status}`}>
        <Icon icon={STATUSES[presence.status]} size="1.1em" /> {line}
      </span>
    )
  }
  return (
    <span className={`presence-mark presence-${presence.status}`} role="img" aria-label={line} title={line}>
      <Icon icon={STATUSES[presence.status]} size="1em" />
    </span>
  )
}
