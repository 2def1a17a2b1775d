import { useT, type ApiProblem } from '@kairan/ui'
import type { Clash } from './types.ts'
import { useWords } from './words.ts'

/** What the server names as being in the way. */
export function clashesOf(problem: ApiProblem): Clash[] {
  const { clashes } = problem.args
  return Array.isArray(clashes) ? (clashes as Clash[]) : []
}

/** Who has which room when, and their extension: whom to ask. */
export function Clashes({ clashes }: { clashes: readonly Clash[] }) {
  const t = useT()
  const words = useWords()
  return (
    <ul className="cal-clashes">
      {clashes.map((clash) => (
        <li key={`${clash.room} ${clash.start}`}>
          <strong>{clash.name}</strong> {words.when(clash)}{' '}
          {[clash.by.section ?? t('rooms.gone'), clash.by.name].join(' ')}
          {clash.extension && ` ${t('rooms.extension', { extension: clash.extension })}`}
          {clash.tentative && ` ${t('held.inBrackets')}`}
        </li>
      ))}
    </ul>
  )
}
