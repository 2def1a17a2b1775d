import { useFormat, useT } from '@kairan/ui'
import type { Coming } from './types.ts'

const NAMED = 3

/** People who came, or left, one after the other, with nothing said in between. */
export interface Comings {
  left: boolean
  byRule: boolean
  seq: number
  at: string
  names: string[]
}

export function together(comings: readonly Coming[]): Comings[] {
  const all: Comings[] = []
  for (const { person, left, byRule, seq, at } of comings) {
    const last = all.at(-1)
    if (last && last.left === left && last.byRule === byRule && last.seq === seq) last.names.push(person.name)
    else all.push({ left, byRule, seq, at, names: [person.name] })
  }
  return all
}

/** A line between messages. */
export function ComingRow({ left, byRule, at, names }: Comings) {
  const t = useT()
  const format = useFormat()
  const shown = names.slice(0, NAMED).join(t('separator'))
  const who = names.length > NAMED ? t('comings.more', { names: shown, n: names.length - NAMED }) : shown
  return (
    <li className="chat-coming">
      <span>
        {t(`comings.${left ? 'left' : 'joined'}${byRule ? 'ByRule' : ''}`, { names: who })}{' '}
        <time dateTime={at} title={format.dateTime(at)}>
          {format.time(at)}
        </time>
      </span>
    </li>
  )
}
