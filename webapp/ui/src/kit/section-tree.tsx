import { ChevronRight } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { Button as AriaButton, Tree, TreeItem, TreeItemContent, type Key } from 'react-aria-components'
import type { SectionListing } from '../api/types.ts'
import { useT } from '../i18n/i18n.ts'
import { ancestors, treeOf, type SectionNode } from './audience.ts'
import { Icon } from './icon.tsx'

export interface SectionTreeProps {
  sections: readonly SectionListing[]
  selected?: number | undefined
  onSelect: (id: number | undefined) => void
  /** What stands at the end of a row; the people of the section and below by default. */
  counts?: ReadonlyMap<number, ReactNode> | Record<number, ReactNode>
  label?: string
}

function countOf(counts: SectionTreeProps['counts'], section: SectionListing): ReactNode {
  if (counts === undefined) return section.peopleBelow
  return counts instanceof Map ? counts.get(section.id) : (counts as Record<number, ReactNode>)[section.id]
}

/** The sections as a tree of which one is chosen. Arrow keys move, open and close; letters jump to a name. */
export function SectionTree({ sections, selected, onSelect, counts, label }: SectionTreeProps) {
  const t = useT('shell')
  const roots = useMemo(() => treeOf(sections), [sections])
  const byId = useMemo(() => new Map(sections.map((section) => [section.id, section])), [sections])
  const [expanded, setExpanded] = useState<Set<Key>>(() => {
    const open = new Set<Key>(selected === undefined ? [] : ancestors(selected, byId))
    if (roots.length === 1) open.add(roots[0]!.section.id)
    return open
  })
  const render = (node: SectionNode): ReactNode => (
    <TreeItem key={node.section.id} id={node.section.id} textValue={node.section.name} className="k-tree-item">
      <TreeItemContent>
        {({ hasChildItems }) => (
          <div className="k-tree-row">
            {hasChildItems ? (
              <AriaButton slot="chevron" className="k-chevron">
                <Icon icon={ChevronRight} />
              </AriaButton>
            ) : (
              <span className="k-chevron" />
            )}
            <span className="k-tree-name">{node.section.name}</span>
            <span className="k-tree-count">{countOf(counts, node.section)}</span>
          </div>
        )}
      </TreeItemContent>
      {node.children.map(render)}
    </TreeItem>
  )
  return (
    <Tree
      aria-label={label ?? t('kit.sections')}
      className="k-tree"
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={selected === undefined ? [] : [selected]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys]
        onSelect(key === undefined ? undefined : Number(key))
      }}
      expandedKeys={expanded}
      onExpandedChange={setExpanded}
    >
      {roots.map(render)}
    </Tree>
  )
}
