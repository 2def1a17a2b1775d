import {
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Link,
  Page,
  PersonMark,
  SearchField,
  SectionTree,
  Skeleton,
  Table,
  useFormat,
  useNavigate,
  useSearch,
  useT,
  type PersonListing,
  useComposing,
  useRested,
  useSections,
} from '@kairan/ui'
import { ChevronDown, Network, UserSearch } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { MoreButton } from './more-button.tsx'
import { usePeople } from './queries.ts'

/** As it stands in the address, where everything is a text. */
interface Search {
  q?: string
  section?: string
  below?: string
}

export function PeopleScreen() {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Search
  const [typed, setTyped] = useState(String(search.q ?? ''))
  const { composing, handlers } = useComposing()
  const q = useRested(typed.trim(), 250, composing)
  const section = /^\d+$/.test(String(search.section ?? '')) ? Number(search.section) : undefined
  const below = String(search.below) !== 'false'
  const sections = useSections()
  const people = usePeople({ q, section, below })
  const [choosing, setChoosing] = useState(false)
  const list = useRef<HTMLDivElement>(null)

  const go = (next: Search) => {
    const found: Search = {
      ...(next.q ? { q: next.q } : {}),
      ...(next.section === undefined
        ? {}
        : { section: next.section, ...(String(next.below) === 'false' ? { below: 'false' } : {}) }),
    }
    void navigate({ to: '/people', search: found as never, replace: true })
  }
  // The address keeps what was asked for, so that coming back from a person shows the same list.
  const keepInAddress = useRef((_q: string) => {})
  useEffect(() => {
    keepInAddress.current = (asked) => {
      if (asked !== String(search.q ?? '')) go({ ...search, q: asked })
    }
  })
  useEffect(() => keepInAddress.current(q), [q])

  const rows = useMemo(() => oncePerPerson(people.data?.pages ?? []), [people.data])
  const total = people.data?.pages[0]?.total
  const sectionName = sections.data?.items.find((one) => one.id === section)?.name
  const select = (id: number | undefined) => {
    setChoosing(false)
    go({
      q,
      ...(id === undefined ? {} : { section: String(id) }),
      ...(search.below === undefined ? {} : { below: search.below }),
    })
  }
  const tree = sections.data ? (
    <SectionTree sections={sections.data.items} selected={section} onSelect={select} label={t('people.sections')} />
  ) : (
    <Skeleton lines={8} />
  )

  return (
    <Page title={t('people.title')} width="wide">
      <div className="org-people">
        <aside className="org-people-tree" aria-label={t('people.sections')}>
          <Button
            variant={section === undefined ? 'secondary' : 'quiet'}
            size="small"
            onPress={() => select(undefined)}
            aria-pressed={section === undefined}
          >
            {t('people.allSections')}
          </Button>
          {tree}
        </aside>
        <div className="org-people-list">
          <div className="org-people-search" {...handlers}>
            <SearchField
              label={t('people.search')}
              value={typed}
              onChange={setTyped}
              autoFocus={!('ontouchstart' in window)}
            />
            <div className="org-people-pick">
              <Button icon={Network} onPress={() => setChoosing(true)} aria-expanded={choosing}>
                {t('people.section')}: {sectionName ?? t('people.allSections')}{' '}
                <ChevronDown aria-hidden="true" width="1em" height="1em" />
              </Button>
            </div>
            {section !== undefined && (
              <Checkbox
                label={t('people.below')}
                value={below}
                onChange={(value) => go({ q, section: String(section), below: String(value) })}
              />
            )}
          </div>
          <p role="status" className="org-found">
            {total !== undefined &&
              (sectionName
                ? t('people.foundIn', { count: total, n: format.number(total), section: sectionName })
                : t('people.found', { count: total, n: format.number(total) }))}
          </p>
          {people.isError && !people.data ? (
            <EmptyState
              title={t('failed')}
              action={<Button onPress={() => void people.refetch()}>{t('retry')}</Button>}
            />
          ) : !people.data ? (
            <Skeleton lines={10} />
          ) : (
            <div ref={list}>
              <Table
                label={t('people.list')}
                rows={rows}
                getKey={(person) => person.id}
                columns={[
                  {
                    id: 'name',
                    header: t('people.name'),
                    isRowHeader: true,
                    cell: (person) => (
                      <span className="org-person-name">
                        <span>
                          <Link to="/people/$id" params={{ id: person.id }}>
                            {person.name}
                          </Link>
                          <PersonMark id={person.id} />
                        </span>
                        <span className="org-kana">{person.kana}</span>
                      </span>
                    ),
                  },
                  { id: 'section', header: t('people.section'), cell: (person) => person.section },
                  { id: 'title', header: t('people.titleColumn'), cell: (person) => person.title },
                  {
                    id: 'extension',
                    header: t('people.extension'),
                    width: '6rem',
                    cell: (person) => person.extension && <Extension person={person} />,
                  },
                  { id: 'mail', header: t('people.mail'), cell: (person) => person.mail && <Mail person={person} /> },
                ]}
                empty={
                  q === '' ? (
                    <EmptyState icon={UserSearch} title={t('people.emptyTitle')} text={t('people.emptyText')} />
                  ) : (
                    <EmptyState
                      icon={UserSearch}
                      title={t('people.noneTitle')}
                      text={t('people.noneText')}
                      action={
                        <Button
                          onPress={() => {
                            setTyped('')
                            go({})
                          }}
                        >
                          {t('people.noneAct')}
                        </Button>
                      }
                    />
                  )
                }
              />
              <MoreButton
                hasMore={people.hasNextPage}
                isPending={people.isFetchingNextPage}
                onMore={() => void people.fetchNextPage()}
                count={rows.length}
                list={list}
              />
            </div>
          )}
        </div>
      </div>
      <Dialog title={t('people.sectionPick')} isOpen={choosing} onClose={() => setChoosing(false)}>
        <Button
          variant={section === undefined ? 'primary' : 'secondary'}
          onPress={() => select(undefined)}
          aria-pressed={section === undefined}
        >
          {t('people.allSections')}
        </Button>
        {tree}
      </Dialog>
    </Page>
  )
}

export function Extension({ person }: { person: PersonListing }) {
  return person.extension ? <a href={`tel:${person.extension}`}>{person.extension}</a> : <>—</>
}

export function Mail({ person }: { person: PersonListing }) {
  const at = person.mail?.indexOf('@') ?? -1
  return person.mail ? (
    <a href={`mailto:${person.mail}`} className="org-mail">
      {at < 0 ? '' : person.mail.slice(0, at)}
      <wbr />
      {at < 0 ? person.mail : person.mail.slice(at)}
    </a>
  ) : (
    <>—</>
  )
}

function oncePerPerson(pages: readonly { items: readonly PersonListing[] }[]): PersonListing[] {
  const seen = new Set<number>()
  return pages.flatMap((page) => page.items).filter(({ id }) => !seen.has(id) && seen.add(id))
}
