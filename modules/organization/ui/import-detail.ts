import { faultText, type ImportChange, type ImportCounts, type ImportFault, type Translate } from '@kairan/ui'

export type ChangeKind = ImportChange['kind']
export const CHANGE_KINDS: readonly ChangeKind[] = ['new', 'moved', 'left', 'changed']

/** How many of a kind; the server's word for new is `added`. */
export function countOf(counts: ImportCounts, kind: keyof ImportCounts | 'new'): number {
  return counts[kind === 'new' ? 'added' : kind]
}

/** The changes of one kind, or of all, in whose name, number or texts all words of the search stand. */
export function matching(changes: readonly ImportChange[], kind: ChangeKind | 'all', search: string): ImportChange[] {
  const words = plain(search).split(' ').filter(Boolean)
  return changes.filter((change) => {
    if (kind !== 'all' && change.kind !== kind) return false
    const text = plain([change.name, change.key, change.before, change.after].filter(Boolean).join(' '))
    return words.every((word) => text.includes(word))
  })
}

/** Full-width and half-width, capital and small are the same to who searches. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** One side of a change: an item a line, a concurrent assignment begins with `+`. */
export function itemsOf(side: string | undefined): { text: string; concurrent: boolean }[] {
  return (side ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) =>
      line.startsWith('+') ? { text: line.slice(1).trim(), concurrent: true } : { text: line, concurrent: false },
    )
}

/** What is wrong and what to do, with the nearest known name where the server found one. */
export function faultWords(fault: ImportFault, t: Translate): string {
  const near = fault.args['near']
  return typeof near === 'string' && near !== ''
    ? `${faultText(fault)} ${t('problem.near', { near })}`
    : faultText(fault)
}
