import { Check, ChevronRight, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import {
  Autocomplete,
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Tag,
  TagGroup,
  TagList,
  Text,
  TextField as AriaTextField,
  ToggleButton,
  ToggleButtonGroup,
  Tree,
  TreeItem,
  TreeItemContent,
  type Key,
} from 'react-aria-components'
import type { GroupListing, PersonListing, SectionListing, TitleListing } from '../api/types.ts'
import { useFormat } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { choiceOf, choose, opened, toggle, treeOf, type GroupKey, type SectionNode } from './audience.ts'
import { Checkbox } from './checkbox.tsx'
import { Icon } from './icon.tsx'
import { PersonChip } from './person-chip.tsx'
import { RadioGroup } from './radio-group.tsx'
import { Tabs } from './tabs.tsx'

export interface AudiencePickerProps {
  value: GroupKey[]
  onChange: (value: GroupKey[]) => void
  sections: readonly SectionListing[]
  titles: readonly TitleListing[]
  /** Groups that people have put together; without them there is no such choice. */
  groups?: readonly GroupListing[] | undefined
  searchPeople: (q: string) => Promise<PersonListing[]>
  /** How many people the audience reaches, when it is known. */
  count?: number | undefined
  /** Beside the number: whom it leaves out, say. */
  countNote?: string
  error?: string | undefined
  /** Names of groups that are chosen already: of people above all, whom nobody has searched for yet. */
  labels?: Record<GroupKey, string>
  label?: string
  /** Only those who are chosen: `everyone` is not offered. */
  isChosenOnly?: boolean
}

/** Chooses who is addressed: everyone, or sections, titles and people. */
export function AudiencePicker({
  value,
  onChange,
  sections,
  titles,
  groups = [],
  searchPeople,
  count,
  countNote,
  error,
  labels,
  label,
  isChosenOnly = false,
}: AudiencePickerProps) {
  const t = useT('shell')
  const format = useFormat()
  const byId = useMemo(() => new Map(sections.map((section) => [section.id, section])), [sections])
  const everyone = value.includes('everyone')
  const [chosenBefore, setChosenBefore] = useState<GroupKey[]>(everyone ? [] : value)
  const [names, setNames] = useState<Record<GroupKey, string>>({})
  const box = useRef<HTMLDivElement>(null)

  const labelOf = (key: GroupKey): string => {
    const [kind, id] = key.split(':') as [string, string | undefined]
    const section = byId.get(Number(id))
    const title = titles.find((one) => one.id === Number(id))
    if (kind === 'tree' && section) return t('kit.audience.tree', { name: section.name })
    if (kind === 'section' && section) return section.name
    if (kind === 'title' && title) return title.name
    const group = groups.find((one) => one.group === key)
    return group?.name ?? labels?.[key] ?? names[key] ?? key
  }

  return (
    <div className="k-audience" ref={box} role="group" aria-label={label ?? t('kit.audience.label')}>
      {isChosenOnly ? (
        error && <p className="k-field-error">{error}</p>
      ) : (
        <RadioGroup
          label={label ?? t('kit.audience.label')}
          value={everyone ? 'everyone' : 'chosen'}
          onChange={(next) => {
            if (next === 'everyone') {
              setChosenBefore(value)
              onChange(['everyone'])
            } else {
              onChange(chosenBefore)
            }
          }}
          orientation="horizontal"
          options={[
            { value: 'everyone', label: t('kit.audience.everyone') },
            { value: 'chosen', label: t('kit.audience.choose') },
          ]}
          error={error}
        />
      )}
      {!everyone && (
        <>
          <TagGroup
            className="k-tags"
            aria-label={t('kit.audience.chosen')}
            selectionMode="none"
            onRemove={(keys) => onChange(value.filter((key) => !keys.has(key)))}
          >
            <TagList
              className="k-tag-list"
              items={value.map((key) => ({ id: key }))}
              dependencies={[labels, names, groups, t]}
              renderEmptyState={() => <span className="k-description">{t('kit.audience.nobody')}</span>}
            >
              {({ id }) => (
                <Tag id={id} textValue={labelOf(id)} className="k-tag">
                  {labelOf(id)}
                  {/* React Aria adds the tag's own name to the button's. */}
                  <AriaButton slot="remove" className="k-tag-remove" aria-label={t('kit.audience.remove')}>
                    <Icon icon={X} size="1em" />
                  </AriaButton>
                </Tag>
              )}
            </TagList>
          </TagGroup>
          <Tabs
            label={t('kit.audience.by')}
            tabs={[
              {
                id: 'sections',
                label: t('kit.audience.bySection'),
                content: <SectionChoices value={value} onChange={onChange} sections={sections} byId={byId} />,
              },
              {
                id: 'people',
                label: t('kit.audience.byPerson'),
                content: (
                  <PeopleChoice
                    value={value}
                    search={searchPeople}
                    onPick={(person) => {
                      const key = `person:${person.id}`
                      setNames((known) => ({
                        ...known,
                        [key]: [person.name, person.section].filter(Boolean).join(' '),
                      }))
                      if (!value.includes(key)) onChange(toggle(value, key))
                    }}
                  />
                ),
              },
              {
                id: 'titles',
                label: t('kit.audience.byTitle'),
                content: (
                  <div className="k-title-choices" role="group" aria-label={t('kit.audience.byTitle')}>
                    {titles.map((title) => (
                      <Checkbox
                        key={title.id}
                        label={t('kit.audience.titlePeople', { name: title.name, people: format.number(title.people) })}
                        value={value.includes(`title:${title.id}`)}
                        onChange={() => onChange(toggle(value, `title:${title.id}`))}
                      />
                    ))}
                  </div>
                ),
              },
              ...(groups.length === 0
                ? []
                : [
                    {
                      id: 'groups',
                      label: t('kit.audience.byGroup'),
                      content: (
                        <div className="k-title-choices" role="group" aria-label={t('kit.audience.byGroup')}>
                          {groups.map((group) => (
                            <Checkbox
                              key={group.id}
                              label={t(group.own ? 'kit.audience.titlePeople' : 'kit.audience.sharedGroup', {
                                name: group.name,
                                people: format.number(group.people),
                                owner: group.owner.name,
                              })}
                              value={value.includes(group.group)}
                              onChange={() => onChange(toggle(value, group.group))}
                            />
                          ))}
                        </div>
                      ),
                    },
                  ]),
            ]}
          />
        </>
      )}
      <p className="k-audience-count" role="status">
        {count !== undefined && (
          <>
            {t('kit.audience.count', { count, people: format.number(count) })}
            {countNote && <span className="k-description"> {countNote}</span>}
          </>
        )}
      </p>
    </div>
  )
}

function SectionChoices({
  value,
  onChange,
  sections,
  byId,
}: {
  value: GroupKey[]
  onChange: (value: GroupKey[]) => void
  sections: readonly SectionListing[]
  byId: ReadonlyMap<number, SectionListing>
}) {
  const t = useT('shell')
  const roots = useMemo(() => treeOf(sections), [sections])
  const [expanded, setExpanded] = useState<Set<Key>>(() => {
    const open = new Set<Key>(opened(value, byId))
    if (roots.length === 1) open.add(roots[0]!.section.id)
    return open
  })
  const states = new Map(sections.map((section) => [section.id, choiceOf(value, section.id, byId)]))
  const chosen = sections.filter((section) => states.get(section.id) !== 'none').map((section) => section.id)

  const render = (node: SectionNode): ReactNode => {
    const { section } = node
    const state = states.get(section.id) ?? 'none'
    const set = (choice: 'none' | 'only' | 'below') => onChange(choose(value, section.id, choice, byId))
    return (
      <TreeItem
        key={section.id}
        id={section.id}
        textValue={section.name}
        className="k-tree-item"
        isDisabled={state === 'covered'}
      >
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
              <AriaCheckbox slot="selection" className="k-checkbox">
                <span className="k-checkbox-box" aria-hidden="true">
                  <Check width="1.1em" height="1.1em" strokeWidth={3} />
                </span>
              </AriaCheckbox>
              <span className="k-tree-name">{section.name}</span>
              {state === 'covered' && <span className="k-tree-note">{t('kit.audience.covered')}</span>}
              {hasChildItems && (state === 'only' || state === 'below') && (
                <ToggleButtonGroup
                  aria-label={t('kit.audience.extent', { name: section.name })}
                  className="k-segments"
                  selectionMode="single"
                  disallowEmptySelection
                  selectedKeys={[state]}
                  onSelectionChange={(keys) => set([...keys][0] === 'only' ? 'only' : 'below')}
                >
                  <ToggleButton id="only" className="k-segment">
                    {t('kit.audience.only')}
                  </ToggleButton>
                  <ToggleButton id="below" className="k-segment">
                    {t('kit.audience.below')}
                  </ToggleButton>
                </ToggleButtonGroup>
              )}
              <span className="k-tree-count">{state === 'only' ? section.people : section.peopleBelow}</span>
            </div>
          )}
        </TreeItemContent>
        {node.children.map(render)}
      </TreeItem>
    )
  }
  return (
    <Tree
      aria-label={t('kit.sections')}
      className="k-tree k-tree-box"
      selectionMode="multiple"
      selectionBehavior="toggle"
      disabledBehavior="selection"
      selectedKeys={chosen}
      onSelectionChange={(keys) => {
        const now = keys === 'all' ? new Set(sections.map((section) => section.id)) : new Set([...keys].map(Number))
        let next = value
        for (const section of sections) {
          const was = states.get(section.id)
          if (was === 'covered') continue
          if (now.has(section.id) && was === 'none') {
            const parent = sections.some((one) => one.parentId === section.id)
            next = choose(next, section.id, parent ? 'below' : 'only', byId)
          } else if (!now.has(section.id) && was !== 'none') {
            next = choose(next, section.id, 'none', byId)
          }
        }
        onChange(next)
      }}
      expandedKeys={expanded}
      onExpandedChange={setExpanded}
    >
      {roots.map(render)}
    </Tree>
  )
}

function PeopleChoice({
  value,
  search,
  onPick,
}: {
  value: GroupKey[]
  search: (q: string) => Promise<PersonListing[]>
  onPick: (person: PersonListing) => void
}) {
  const t = useT('shell')
  const [q, setQ] = useState('')
  const [found, setFound] = useState<PersonListing[]>([])
  const [searched, setSearched] = useState('')
  useEffect(() => {
    const wanted = q.trim()
    if (wanted === '') {
      setFound([])
      setSearched('')
      return
    }
    let current = true
    const timer = setTimeout(() => {
      search(wanted).then(
        (people) => {
          if (!current) return
          setFound(people)
          setSearched(wanted)
        },
        () => {
          if (current) setSearched('')
        },
      )
    }, 200)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [q, search])
  const pick = (key: Key) => {
    const person = found.find((one) => one.id === key)
    if (!person) return
    onPick(person)
    setQ('')
  }
  const isOpen = q.trim() !== ''
  return (
    // The list stands in the page: one that floats would hide everything around it from assistive technology.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="k-suggest"
      onKeyDown={(event) => {
        // Enter adds a person; it never publishes.
        if (event.key === 'Enter') event.preventDefault()
      }}
    >
      <Autocomplete inputValue={q} onInputChange={setQ}>
        <AriaTextField className="k-field">
          <Label className="k-label">{t('kit.audience.searchPeople')}</Label>
          <Text slot="description" className="k-description">
            {t('kit.audience.searchHint')}
          </Text>
          {/* Autocomplete says which list it controls. */}
          {/* oxlint-disable-next-line jsx-a11y/role-has-required-aria-props */}
          <Input className="k-input" role="combobox" aria-expanded={isOpen} autoComplete="off" />
        </AriaTextField>
        {isOpen && (
          <ListBox<PersonListing>
            aria-label={t('kit.audience.found')}
            className="k-listbox k-suggestions"
            items={found}
            dependencies={[value]}
            onAction={pick}
            renderEmptyState={() => (
              <p className="k-option">{searched === '' ? t('kit.loading') : t('kit.audience.notFound')}</p>
            )}
          >
            {(person) => (
              <ListBoxItem id={person.id} textValue={person.name} className="k-option">
                <span className="k-option-mark">
                  {value.includes(`person:${person.id}`) && <Check aria-hidden="true" width="1.1em" height="1.1em" />}
                </span>
                <PersonChip person={person} size="small" mark={false} />
                <span className="k-tree-count">{person.kana}</span>
              </ListBoxItem>
            )}
          </ListBox>
        )}
      </Autocomplete>
    </div>
  )
}
