import {
  ApiProblem,
  api,
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  LinkButton,
  Meter,
  Page,
  PersonMark,
  problemText,
  SearchField,
  Skeleton,
  Table,
  Tabs,
  useFormat,
  useMutation,
  useParam,
  useQueryClient,
  useT,
  useToast,
  type ReaderListing,
  type Readers,
  type SectionRate,
  type Sort,
  useComposing,
  useRested,
} from '@kairan/ui'
import { BellRing, Check, CircleDashed, Download, Printer, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { LoadFailure } from './bulletin-list.tsx'
import { keys } from './keys.ts'
import { MoreButton } from './more-button.tsx'
import { useBulletin, useReaders } from './queries.ts'

type State = 'all' | 'read' | 'unread'

export function ReadersScreen() {
  const t = useT()
  const format = useFormat()
  const id = Number(useParam('id'))
  const bulletin = useBulletin(id)
  const [state, setState] = useState<State>('unread')
  const [section, setSection] = useState<number>()
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState<Sort>({ column: 'section', direction: 'ascending' })
  const { composing, handlers } = useComposing()
  const q = useRested(typed.trim(), 250, composing)
  const readers = useReaders(id, {
    state,
    section,
    q,
    sort: sort.column,
    descending: sort.direction === 'descending',
  })
  const list = useRef<HTMLDivElement>(null)
  const first = readers.data?.pages[0]
  const rows = useMemo(() => oncePerPerson(readers.data?.pages ?? []), [readers.data])
  const { print, isPreparing, isPrinting } = usePrint(readers)

  const gone = readers.error instanceof ApiProblem && readers.error.status === 404
  const title = t('readers.title')
  const back = { to: gone ? '/board' : `/board/${id}`, label: gone ? t('detail.back') : t('readers.back') }
  if (!first || gone) {
    return (
      <Page title={title} back={back}>
        {gone ? (
          <EmptyState
            title={t('detail.goneTitle')}
            text={t('detail.goneText')}
            action={<LinkButton to="/board">{t('detail.goneAct')}</LinkButton>}
          />
        ) : readers.isError ? (
          <LoadFailure onRetry={() => void readers.refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </Page>
    )
  }

  const chosen = section === undefined ? undefined : first.sections.find((one) => one.section.id === section)
  const counts = chosen ?? first
  const found = readers.isPlaceholderData ? undefined : first.found
  const tabLabel = (key: string, n?: number) => (
    <>
      {t(key)} {n !== undefined && <span className="board-tab-count">{format.number(n)}</span>}
    </>
  )
  const people = (
    <div ref={list} className="board-readers-list" aria-busy={readers.isPlaceholderData}>
      <Table
        label={t('readers.list')}
        rows={rows}
        getKey={(row) => row.person.id}
        sort={sort}
        onSort={setSort}
        columns={[
          {
            id: 'name',
            header: t('readers.name'),
            isRowHeader: true,
            sortable: true,
            cell: ({ person }) => (
              <span className="board-reader-name">
                {person.name}
                <PersonMark id={person.id} /> <span className="board-kana">{person.kana}</span>
              </span>
            ),
          },
          {
            id: 'section',
            header: t('readers.section'),
            sortable: true,
            cell: ({ person }) => [person.section, person.title].filter(Boolean).join(' '),
          },
          { id: 'state', header: t('readers.state'), width: '9rem', cell: (row) => <ReaderState reader={row} /> },
          ...(state === 'unread'
            ? []
            : [
                {
                  id: 'time',
                  header: t('readers.readAt'),
                  sortable: true,
                  width: '12rem',
                  cell: ({ readAt }: ReaderListing) =>
                    readAt && <time dateTime={readAt}>{`${format.day(readAt)} ${format.time(readAt)}`}</time>,
                },
              ]),
        ]}
        empty={<Nobody state={state} isFiltered={q !== '' || section !== undefined} />}
      />
      <MoreButton
        hasMore={readers.hasNextPage}
        isPending={readers.isFetchingNextPage}
        onMore={() => void readers.fetchNextPage()}
        count={rows.length}
        list={list}
      />
      {rows.some((row) => !row.counted) && <p className="board-quiet">{t('readers.notCountedHint')}</p>}
    </div>
  )

  return (
    <Page
      title={title}
      width="wide"
      back={back}
      lead={
        <p className="board-readers-of">
          {bulletin.data?.title}
          <span className="board-print-only"> {t('readers.asOf', { when: format.dateTime(Date.now()) })}</span>
        </p>
      }
      actions={
        <>
          <Remind id={id} unread={first.total - first.read} isPossible={first.mayRemind} />
          <a
            className="k-button k-button-secondary"
            href={api.href(`/board/bulletins/${id}/readers/csv`)}
            download={t('readers.csvFile', { id })}
          >
            <Download aria-hidden="true" className="k-icon" width="1.25em" height="1.25em" />
            <span>{t('readers.csv')}</span>
          </a>
          <Button icon={Printer} isPending={isPreparing} onPress={print}>
            {t('readers.print')}
          </Button>
        </>
      }
    >
      {isPreparing && (
        <p role="status" className="board-quiet">
          {t('readers.printPreparing')}
        </p>
      )}
      <div className="board-overall">
        <p className="board-overall-rate">
          <strong>{format.percent(first.read, first.total)}</strong>
          <span>{t('meter', { read: format.number(first.read), total: format.number(first.total) })}</span>
        </p>
        <Meter label={t('readers.rate')} hideLabel value={first.read} max={first.total} valueLabel=" " />
        {first.remindedAt && (
          <p className="board-quiet">{t('readers.remindedAt', { when: format.relative(first.remindedAt) })}</p>
        )}
        <p className="board-quiet board-live">{t('readers.live')}</p>
      </div>
      <div className="board-readers">
        <SectionRates sections={first.sections} selected={section} onSelect={setSection} isOpen={isPrinting} />
        <div className="board-readers-people">
          <div className="board-readers-filters" {...handlers}>
            <SearchField label={t('readers.search')} value={typed} onChange={setTyped} />
          </div>
          {chosen && (
            <p className="board-only-section">
              <span>{t('readers.onlySection', { name: chosen.section.name })}</span>
              <Button size="small" icon={X} onPress={() => setSection(undefined)}>
                {t('readers.clearSection')}
              </Button>
            </p>
          )}
          <p role="status" className="board-quiet">
            {q !== '' && found !== undefined && t('readers.found', { count: found, n: format.number(found) })}
          </p>
          <Tabs
            label={t('readers.tabs')}
            selected={state}
            onSelect={(next) => setState(next as State)}
            tabs={[
              {
                id: 'unread',
                label: tabLabel('readers.tabUnread', counts.total - counts.read),
                content: state === 'unread' && people,
              },
              { id: 'read', label: tabLabel('readers.tabRead', counts.read), content: state === 'read' && people },
              { id: 'all', label: tabLabel('readers.tabAll', counts.total), content: state === 'all' && people },
            ]}
          />
        </div>
      </div>
      {isPrinting && <PrintedPeople rows={rows} />}
    </Page>
  )
}

/** Asks those who have not read, after a question back: what has been sent cannot be called back. */
function Remind({ id, unread, isPossible }: { id: number; unread: number; isPossible: boolean }) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const remind = useMutation({
    mutationFn: () => api.post<{ people: number }>(`/board/bulletins/${id}/readers/reminders`),
    onSuccess: ({ people }) =>
      toast.show({ tone: 'success', text: t('readers.reminded', { count: people, n: format.number(people) }) }),
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
    onSettled: () => {
      setAsking(false)
      void client.invalidateQueries({ queryKey: keys.readers(id) })
    },
  })
  if (!isPossible) return null
  return (
    <>
      <Button icon={BellRing} onPress={() => setAsking(true)}>
        {t('readers.remind')}
      </Button>
      <ConfirmDialog
        title={t('readers.remindTitle', { n: format.number(unread) })}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remind.mutate()}
        confirmLabel={t('readers.remindAct')}
        isPending={remind.isPending}
      >
        <p>{t('readers.remindText')}</p>
      </ConfirmDialog>
    </>
  )
}

function ReaderState({ reader }: { reader: ReaderListing }) {
  const t = useT()
  return (
    <span className="board-reader-state">
      {reader.readAt ? (
        <Badge icon={Check} tone="success">
          {t('read')}
        </Badge>
      ) : (
        reader.counted && <Badge icon={CircleDashed}>{t('unread')}</Badge>
      )}
      {!reader.counted && <Badge>{t('readers.notCounted')}</Badge>}
    </span>
  )
}

function Nobody({ state, isFiltered }: { state: State; isFiltered: boolean }) {
  const t = useT()
  const kind = isFiltered
    ? 'nobodyFound'
    : state === 'unread'
      ? 'nobodyUnread'
      : state === 'read'
        ? 'nobodyRead'
        : 'nobodyFound'
  return <EmptyState title={t(`readers.${kind}`)} text={t(`readers.${kind}Text`)} />
}

interface SectionRatesProps {
  sections: SectionRate[]
  selected: number | undefined
  onSelect: (id: number | undefined) => void
  /** Open whatever the reader chose: on paper nothing can be unfolded. */
  isOpen: boolean
}

/** How far each section has come; choosing one shows its people alone. On a narrow screen it is folded away at first. */
function SectionRates({ sections, selected, onSelect, isOpen }: SectionRatesProps) {
  const t = useT()
  const format = useFormat()
  const [open, setOpen] = useState(() => typeof matchMedia === 'undefined' || matchMedia('(min-width: 64rem)').matches)
  return (
    <details
      className="board-sections"
      open={open || isOpen}
      onToggle={(event) => !isOpen && setOpen(event.currentTarget.open)}
    >
      <summary>
        {t('readers.sections')}{' '}
        <span className="board-quiet">{t('readers.sectionsCount', { n: format.number(sections.length) })}</span>
      </summary>
      <div className="board-sections-scroll">
        <table className="board-sections-table" aria-label={t('readers.sections')}>
          <thead>
            <tr>
              <th scope="col">{t('readers.section')}</th>
              <th scope="col">{t('readers.rate')}</th>
            </tr>
          </thead>
          <tbody>
            {sections.map(({ section, read, total }) => (
              <tr key={section.id} data-selected={section.id === selected || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="board-section-button"
                    aria-pressed={section.id === selected}
                    onClick={() => onSelect(section.id === selected ? undefined : section.id)}
                  >
                    {section.id === selected && <Check aria-hidden="true" />}
                    {section.name}
                  </button>
                </th>
                <td>
                  <Meter
                    label={section.name}
                    hideLabel
                    value={read}
                    max={total}
                    valueLabel={`${format.number(read)}/${format.number(total)}  ${format.percent(read, total)}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** On paper everybody stands in the list, not only who is in view. */
function PrintedPeople({ rows }: { rows: ReaderListing[] }) {
  const t = useT()
  const format = useFormat()
  return (
    <table className="board-print-only board-printed">
      <thead>
        <tr>
          <th scope="col">{t('readers.section')}</th>
          <th scope="col">{t('readers.name')}</th>
          <th scope="col">{t('readers.state')}</th>
          <th scope="col">{t('readers.readAt')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ person, readAt, counted }) => (
          <tr key={person.id}>
            <td>{person.section}</td>
            <td>{person.name}</td>
            <td>{counted ? t(readAt ? 'read' : 'unread') : t('readers.notCounted')}</td>
            <td>{readAt ? `${format.day(readAt)} ${format.time(readAt)}` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function oncePerPerson(pages: readonly Readers[]): ReaderListing[] {
  const seen = new Set<number>()
  return pages.flatMap((page) => page.items).filter(({ person }) => !seen.has(person.id) && seen.add(person.id))
}

/** Loads everybody first: a sheet that ends after a hundred people would be wrong and not look it. */
function usePrint(readers: ReturnType<typeof useReaders>) {
  const [isPreparing, setPreparing] = useState(false)
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  useEffect(() => {
    if (!isPreparing || readers.isFetching) return
    if (readers.hasNextPage && !readers.isError) {
      void readers.fetchNextPage()
      return
    }
    setPreparing(false)
    if (readers.isError) return
    setPrinting(true)
    // After this render: what is printed has to be in the page.
    setTimeout(() => window.print())
  }, [isPreparing, readers])
  return { print: () => setPreparing(true), isPreparing, isPrinting }
}
