import {
  Badge,
  Button,
  EmptyState,
  Link,
  Page,
  SearchField,
  Skeleton,
  useFormat,
  useLanguage,
  useNavigate,
  useSearch,
  useT,
} from '@kairan/ui'
import { ListFilter, Printer, Search, SearchX } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { hasWords, kindName, placeOf, useHits, type Asked, type Fragment, type Hit, type HitPage } from './queries.ts'

const REST_MS = 300
const SECTIONS = 8
const LONGEST = 200

/** As it stands in the address, where everything is a text. */
interface Address {
  q?: string
  kind?: string
  section?: string
  days?: string
}

export function SearchScreen() {
  const t = useT()
  const format = useFormat()
  useLanguage()
  const navigate = useNavigate()
  const address = useSearch({ strict: false }) as Address
  const asked: Asked = {
    q: String(address.q ?? ''),
    kind: address.kind === undefined ? undefined : String(address.kind),
    section: numberOf(address.section),
    days: numberOf(address.days),
  }
  const { typed, setTyped, handlers } = useTyped(asked.q, (q) => go({ ...asked, q }))
  const hits = useHits(asked)
  const page = hits.data?.pages[0]
  const rows = once(hits.data?.pages ?? [])
  const list = useRef<HTMLUListElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const chosen = [asked.kind, asked.section, asked.days].filter((one) => one !== undefined).length
  const words = hasWords(asked.q)

  function go(next: Asked) {
    void navigate({
      to: '/search',
      search: {
        ...(next.q ? { q: next.q } : {}),
        ...(next.kind === undefined ? {} : { kind: next.kind }),
        ...(next.section === undefined ? {} : { section: String(next.section) }),
        ...(next.days === undefined ? {} : { days: String(next.days) }),
      } as never,
      replace: true,
    })
  }

  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('.search-hit-title a') ?? [])]
  const move = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    const all = links()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = event.key === 'ArrowDown' ? at + 1 : at - 1
    if (at < 0 && (event.key === 'ArrowUp' || event.target !== field.current)) return
    if (next >= all.length) return
    event.preventDefault()
    if (next < 0) field.current?.focus()
    else all[next]!.focus()
  }

  return (
    <Page
      title={t('title')}
      width="wide"
      actions={
        rows.length > 0 && (
          <Button icon={Printer} onPress={() => window.print()}>
            {t('print')}
          </Button>
        )
      }
    >
      {/* The arrow keys lead from the field into the list and through it; each hit is a link that Tab reaches as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="search" onKeyDown={move}>
        <div className="search-field" {...handlers}>
          <SearchField
            label={t('field')}
            value={typed}
            onChange={setTyped}
            inputRef={field}
            autoFocus={!('ontouchstart' in window)}
          />
        </div>
        <p className="search-asked">{asked.q}</p>
        {!words ? (
          <Start symbols={asked.q.trim() !== ''} />
        ) : hits.isError && !page ? (
          <EmptyState title={t('failed')} action={<Button onPress={() => void hits.refetch()}>{t('retry')}</Button>} />
        ) : !page ? (
          <Skeleton lines={10} />
        ) : (
          <div className="search-columns">
            <Facets page={page} asked={asked} chosen={chosen} onChoose={go} />
            <div className="search-results" aria-busy={hits.isPlaceholderData}>
              <p role="status" className="search-found">
                {t('found', { count: page.total, n: format.number(page.total) })}
                {rows.length > 0 && <span className="search-keys">{t('keys')}</span>}
              </p>
              {!page.complete && <p className="search-behind">{t('behind')}</p>}
              {rows.length === 0 ? (
                <EmptyState
                  icon={SearchX}
                  title={t('noneTitle', { q: asked.q })}
                  text={chosen > 0 ? t('noneFiltered') : t('noneText')}
                  action={chosen > 0 && <Button onPress={() => go({ q: asked.q })}>{t('clear')}</Button>}
                />
              ) : (
                <ul className="search-hits" ref={list} aria-label={t('results')}>
                  {rows.map((hit) => (
                    <HitRow key={`${hit.module}:${hit.kind}:${hit.id}`} hit={hit} />
                  ))}
                </ul>
              )}
              <More hits={hits} shown={rows.length} total={page.total} links={links} />
            </div>
          </div>
        )}
      </div>
    </Page>
  )
}

/** What is typed is asked for when it has rested for a moment and no word is being composed; the address keeps it. */
function useTyped(asked: string, ask: (q: string) => void) {
  const [typed, setTyped] = useState(asked)
  const [known, setKnown] = useState(asked)
  const [composing, setComposing] = useState(false)
  if (asked !== known) {
    // Somebody has come by another address, from the palette say.
    setKnown(asked)
    if (asked !== typed.trim()) setTyped(asked)
  }
  const last = useRef(ask)
  useEffect(() => {
    last.current = ask
  })
  useEffect(() => {
    if (composing || typed.trim() === asked) return
    const timer = setTimeout(() => last.current(typed.trim().slice(0, LONGEST)), REST_MS)
    return () => clearTimeout(timer)
  }, [typed, asked, composing])
  return {
    typed,
    setTyped,
    handlers: { onCompositionStart: () => setComposing(true), onCompositionEnd: () => setComposing(false) },
  }
}

function Start({ symbols }: { symbols: boolean }) {
  const t = useT()
  return (
    <div className="search-start">
      <EmptyState icon={Search} title={t('startTitle')} text={symbols ? t('symbolsText') : t('startText')} />
      <ul className="search-tips">
        {['tipSpace', 'tipQuote', 'tipMinus', 'tipKana'].map((tip) => (
          <li key={tip}>{t(tip)}</li>
        ))}
      </ul>
    </div>
  )
}

function HitRow({ hit }: { hit: Hit }) {
  const format = useFormat()
  return (
    <li className="search-hit">
      <h2 className="search-hit-title">
        <Link {...placeOf(hit.path)}>
          <Marked pieces={hit.title} />
        </Link>
      </h2>
      <p className="search-hit-meta">
        <Badge>{kindName(hit.module, hit.kind)}</Badge>
        {hit.detail && <span>{hit.detail}</span>}
        {hit.at && (
          <time dateTime={hit.at} title={format.dateTime(hit.at)}>
            {format.relative(hit.at)}
          </time>
        )}
      </p>
      {hit.excerpts.map((pieces, place) => (
        <p key={place} className="search-hit-text">
          <Marked pieces={pieces} />
        </p>
      ))}
    </li>
  )
}

function Marked({ pieces }: { pieces: readonly Fragment[] }) {
  return (
    <>
      {pieces.map((piece, place) =>
        piece.hit ? <mark key={place}>{piece.text}</mark> : <span key={place}>{piece.text}</span>,
      )}
    </>
  )
}

interface FacetsProps {
  page: HitPage
  asked: Asked
  chosen: number
  onChoose: (next: Asked) => void
}

function Facets({ page, asked, chosen, onChoose }: FacetsProps) {
  const t = useT()
  const wide = useWide()
  const sections = [...page.sections]
    .sort((a, b) => b.count - a.count)
    .filter((one, place) => place < SECTIONS || one.id === asked.section)
  const body = (
    <>
      <Facet
        title={t('kindLabel')}
        none={asked.kind === undefined}
        onNone={() => onChoose({ ...asked, kind: undefined })}
      >
        {page.kinds.map((one) => {
          const key = `${one.module}:${one.kind}`
          return (
            <Choice
              key={key}
              name={kindName(one.module, one.kind)}
              count={one.count}
              isChosen={asked.kind === key}
              onChoose={() => onChoose({ ...asked, kind: key })}
            />
          )
        })}
      </Facet>
      {page.times.length > 0 && (
        <Facet
          title={t('timeLabel')}
          none={asked.days === undefined}
          onNone={() => onChoose({ ...asked, days: undefined })}
        >
          {page.times.map((one) => (
            <Choice
              key={one.days}
              name={t(`days.${one.days}`)}
              count={one.count}
              isChosen={asked.days === one.days}
              onChoose={() => onChoose({ ...asked, days: one.days })}
            />
          ))}
        </Facet>
      )}
      {sections.length > 0 && (
        <Facet
          title={t('sectionLabel')}
          none={asked.section === undefined}
          onNone={() => onChoose({ ...asked, section: undefined })}
        >
          {sections.map((one) => (
            <Choice
              key={one.id}
              name={one.name}
              count={one.count}
              isChosen={asked.section === one.id}
              onChoose={() => onChoose({ ...asked, section: one.id })}
            />
          ))}
        </Facet>
      )}
    </>
  )
  return (
    <aside className="search-facets" aria-label={t('filters')}>
      {wide ? (
        body
      ) : (
        <details open={chosen > 0}>
          <summary>
            <ListFilter aria-hidden="true" width="1.25em" height="1.25em" />
            {chosen > 0 ? t('filtered', { n: chosen }) : t('filters')}
          </summary>
          {body}
        </details>
      )}
    </aside>
  )
}

function Facet({
  title,
  none,
  onNone,
  children,
}: {
  title: string
  none: boolean
  onNone: () => void
  children: ReactNode
}) {
  const t = useT()
  return (
    <div role="group" aria-label={title} className="search-facet">
      <p className="search-facet-title">{title}</p>
      <Button size="small" variant={none ? 'secondary' : 'quiet'} aria-pressed={none} onPress={onNone}>
        {t('all')}
      </Button>
      {children}
    </div>
  )
}

function Choice({
  name,
  count,
  isChosen,
  onChoose,
}: {
  name: string
  count: number
  isChosen: boolean
  onChoose: () => void
}) {
  const t = useT()
  const format = useFormat()
  return (
    <Button size="small" variant={isChosen ? 'secondary' : 'quiet'} aria-pressed={isChosen} onPress={onChoose}>
      {t('count', { name, n: format.number(count) })}
    </Button>
  )
}

/** Brings the next hits and takes the focus to the first of them. */
function More({
  hits,
  shown,
  total,
  links,
}: {
  hits: ReturnType<typeof useHits>
  shown: number
  total: number
  links: () => HTMLElement[]
}) {
  const t = useT()
  const [from, setFrom] = useState<number>()
  useEffect(() => {
    if (from === undefined || hits.isFetchingNextPage || shown <= from) return
    links()[from]?.focus()
    setFrom(undefined)
  }, [from, shown, hits.isFetchingNextPage, links])
  if (hits.hasNextPage) {
    return (
      <div className="search-more">
        <Button
          isPending={hits.isFetchingNextPage}
          onPress={() => {
            setFrom(shown)
            void hits.fetchNextPage()
          }}
        >
          {hits.isFetchingNextPage ? t('loadingMore') : t('more')}
        </Button>
      </div>
    )
  }
  if (shown === 0) return null
  return <p className="search-more">{shown < total ? t('farEnough') : t('end')}</p>
}

const WIDE = '(min-width: 64rem)'

function useWide(): boolean {
  const [wide, setWide] = useState(() => window.matchMedia(WIDE).matches)
  useEffect(() => {
    const query = window.matchMedia(WIDE)
    const change = () => setWide(query.matches)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [])
  return wide
}

function numberOf(text: string | undefined): number | undefined {
  return /^\d{1,18}$/.test(String(text ?? '')) ? Number(text) : undefined
}

function once(pages: readonly HitPage[]): Hit[] {
  const seen = new Set<string>()
  return pages
    .flatMap((page) => page.items)
    .filter((hit) => {
      const key = `${hit.module}:${hit.kind}:${hit.id}`
      return !seen.has(key) && seen.add(key)
    })
}
