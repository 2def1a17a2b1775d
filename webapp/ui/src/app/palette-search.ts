import type { Command, Provider } from './feature.ts'

export interface Group {
  title: string
  commands: Command[]
}

/** Width and case do not matter, nor which kana; every word must occur. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

export function matches(label: string, q: string): boolean {
  const text = plain(label)
  return plain(q)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Asks every provider; one that fails or is late for itself does not take the others' place. */
export async function groupsOf(
  providers: readonly { provider: Provider; title: string }[],
  q: string,
  signal: AbortSignal,
): Promise<Group[]> {
  const results = await Promise.allSettled(providers.map(async ({ provider }) => provider.search(q, signal)))
  const places = new Set<string>()
  return results.map((result, index) => ({
    title: providers[index]!.title,
    commands:
      result.status === 'fulfilled'
        ? result.value
            // Two providers may know the same person.
            .filter(({ to }) => to === undefined || (!places.has(to) && places.add(to)))
            .map((command) => ({ ...command, id: `${providers[index]!.provider.id} ${command.id}` }))
        : [],
  }))
}
