import type { SectionListing } from '../api/types.ts'

/** Group keys of an audience: `everyone`, `section:<id>`, `tree:<id>` (with what is below), `title:<id>`, `person:<id>`. */
export type GroupKey = string

export interface SectionNode {
  section: SectionListing
  children: SectionNode[]
}

/** The flat list in tree order as a tree. A section whose parent is not in the list stands at the top. */
export function treeOf(sections: readonly SectionListing[]): SectionNode[] {
  const nodes = new Map(sections.map((section) => [section.id, { section, children: [] as SectionNode[] }]))
  const roots: SectionNode[] = []
  for (const node of nodes.values()) {
    const parent = node.section.parentId === undefined ? undefined : nodes.get(node.section.parentId)
    ;(parent && parent !== node ? parent.children : roots).push(node)
  }
  return roots
}

/** Ids of what is above a section, the nearest first. */
export function ancestors(id: number, sections: ReadonlyMap<number, SectionListing>): number[] {
  const found: number[] = []
  let at = sections.get(id)?.parentId
  while (at !== undefined && !found.includes(at) && sections.has(at)) {
    found.push(at)
    at = sections.get(at)?.parentId
  }
  return found
}

export type SectionChoice = 'none' | 'only' | 'below' | 'covered'

/** How a section stands in an audience; `covered`: something above it is chosen with all below. */
export function choiceOf(
  value: readonly GroupKey[],
  id: number,
  sections: ReadonlyMap<number, SectionListing>,
): SectionChoice {
  if (ancestors(id, sections).some((above) => value.includes(`tree:${above}`))) return 'covered'
  if (value.includes(`tree:${id}`)) return 'below'
  if (value.includes(`section:${id}`)) return 'only'
  return 'none'
}

/** Chooses a section, with what is below or without, or takes it out. What a wider choice covers is dropped. */
export function choose(
  value: readonly GroupKey[],
  id: number,
  choice: 'none' | 'only' | 'below',
  sections: ReadonlyMap<number, SectionListing>,
): GroupKey[] {
  const rest = value.filter((key) => key !== `tree:${id}` && key !== `section:${id}` && key !== 'everyone')
  if (choice === 'none') return rest
  if (choice === 'only') return [...rest, `section:${id}`]
  const uncovered = rest.filter((key) => {
    const match = /^(?:tree|section):(\d+)$/.exec(key)
    return !match || !ancestors(Number(match[1]), sections).includes(id)
  })
  return [...uncovered, `tree:${id}`]
}

/** Adds or takes out a title or a person. */
export function toggle(value: readonly GroupKey[], key: GroupKey): GroupKey[] {
  const rest = value.filter((one) => one !== 'everyone')
  return rest.includes(key) ? rest.filter((one) => one !== key) : [...rest, key]
}

/** Everything above what is chosen, so that the tree opens where something is. */
export function opened(value: readonly GroupKey[], sections: ReadonlyMap<number, SectionListing>): Set<number> {
  const open = new Set<number>()
  for (const key of value) {
    const match = /^(?:tree|section):(\d+)$/.exec(key)
    if (match) for (const above of ancestors(Number(match[1]), sections)) open.add(above)
  }
  return open
}
