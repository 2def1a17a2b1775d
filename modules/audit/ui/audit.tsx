import {
  api,
  Button,
  DateField,
  Dialog,
  EmptyState,
  Page,
  problemText,
  ProgressBar,
  Select,
  Skeleton,
  Table,
  TextField,
  useFormat,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useT,
  type ActList,
  type EntryPage,
  type Translate,
  type VerificationDetail,
} from '@kairan/ui'
import { Download, ShieldCheck } from 'lucide-react'
import { useState } from 'react'

interface Filter {
  q: string
  act: string
  from: string
  until: string
}

const NOTHING: Filter = { q: '', act: '', from: '', until: '' }

/** The text that the module of the act has for it. */
export function actText(t: Translate, act: string): string {
  const key = `${act.slice(0, act.indexOf('.'))}:audit.${act.slice(act.indexOf('.') + 1)}`
  return t.has(key) ? t(key) : act
}

/** What a detail is called: by the act's module, by this one, or as it was recorded. */
function detailText(t: Translate, act: string, name: string): string {
  const own = `${act.slice(0, act.indexOf('.'))}:detail.${name}`
  return t.has(own) ? t(own) : name
}

export function AuditScreen() {
  const t = useT()
  const format = useFormat()
  const [typed, setTyped] = useState(NOTHING)
  const [filter, setFilter] = useState(NOTHING)
  const acts = useQuery({
    queryKey: ['audit', 'acts'],
    queryFn: ({ signal }) => api.get<ActList>('/audit/acts', { signal }),
  })
  const entries = useInfiniteQuery({
    queryKey: ['audit', 'entries', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<EntryPage>('/audit/entries', { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    // Each look is recorded: one that nobody asked for would be noise.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const verify = useMutation({
    meta: { quiet: true },
    mutationFn: () => api.get<VerificationDetail>('/audit/verification'),
  })
  const rows = entries.data?.pages.flatMap((page) => page.items)
  const clear = () => {
    setTyped(NOTHING)
    setFilter(NOTHING)
  }
  return (
    <Page title={t('list.title')} width="wide" lead={<p>{t('list.intro')}</p>}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          setFilter({ ...typed, q: typed.q.trim() })
        }}
      >
        <div className="audit-filter">
          <TextField label={t('list.text')} value={typed.q} onChange={(q) => setTyped({ ...typed, q })} />
          <Select
            label={t('list.act')}
            value={typed.act === '' ? 'all' : typed.act}
            onChange={(act) => setTyped({ ...typed, act: act === 'all' ? '' : act })}
            options={[
              { value: 'all', label: t('list.allActs') },
              ...(acts.data?.items ?? []).map((act) => ({ value: act, label: actText(t, act) })),
            ]}
          />
          <DateField label={t('list.from')} value={typed.from} onChange={(from) => setTyped({ ...typed, from })} />
          <DateField label={t('list.until')} value={typed.until} onChange={(until) => setTyped({ ...typed, until })} />
        </div>
        <div className="audit-acts">
          <Button type="submit" variant="primary" isPending={entries.isFetching && !entries.isFetchingNextPage}>
            {t('list.search')}
          </Button>
          <Button variant="quiet" onPress={clear}>
            {t('list.clear')}
          </Button>
          <a
            className="k-button k-button-secondary"
            href={api.href('/audit/entries/csv', { ...filter })}
            download="audit.csv"
          >
            <Download aria-hidden="true" width="1.2em" height="1.2em" /> <span>{t('list.csv')}</span>
          </a>
          <Button icon={ShieldCheck} onPress={() => verify.mutate()}>
            {t('list.verify')}
          </Button>
        </div>
      </form>
      {entries.isError && !rows ? (
        <EmptyState
          title={t('list.failed')}
          action={<Button onPress={() => void entries.refetch()}>{t('list.retry')}</Button>}
        />
      ) : !rows ? (
        <Skeleton lines={10} />
      ) : (
        <Table
          label={t('list.table')}
          rows={rows}
          getKey={(entry) => entry.id}
          columns={[
            {
              id: 'what',
              header: t('list.what'),
              isRowHeader: true,
              cell: (entry) => actText(t, entry.act),
            },
            {
              id: 'at',
              header: t('list.at'),
              width: '13rem',
              cell: (entry) => <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>,
            },
            {
              id: 'who',
              header: t('list.who'),
              cell: (entry) => entry.who || t(entry.address === '' ? 'list.server' : 'list.nobody'),
            },
            {
              id: 'details',
              header: t('list.details'),
              cell: (entry) => (
                <ul className="audit-details">
                  {entry.subject && <li className="audit-quiet">{entry.subject}</li>}
                  {Object.entries(entry.details).map(([name, value]) => (
                    <li key={name}>
                      {detailText(t, entry.act, name)}: {value}
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              id: 'where',
              header: t('list.where'),
              width: '12rem',
              cell: (entry) => (
                <>
                  {entry.address}
                  {entry.request && <div className="audit-mono">{t('list.request', { id: entry.request })}</div>}
                </>
              ),
            },
          ]}
          empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} />}
        />
      )}
      {entries.hasNextPage && (
        <div className="audit-more">
          <Button isPending={entries.isFetchingNextPage} onPress={() => void entries.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </div>
      )}
      <Dialog
        title={t('verification.title')}
        isOpen={!verify.isIdle}
        onClose={() => verify.reset()}
        actions={<Button onPress={() => verify.reset()}>{t('verification.close')}</Button>}
      >
        <div role="status">
          {verify.isPending && <ProgressBar label={t('verification.running')} />}
          {verify.isError && <p>{problemText(verify.error)}</p>}
          {verify.data && (
            <>
              <p>
                {verify.data.sound
                  ? t('verification.sound', { n: format.number(verify.data.entries) })
                  : t('verification.broken', { id: verify.data.broken })}
              </p>
              {verify.data.anchor > 0 && <p>{t('verification.anchor', { id: verify.data.anchor })}</p>}
              <p className="audit-quiet">{t('verification.head', { id: verify.data.last })}</p>
              <p className="audit-mono">{verify.data.head}</p>
            </>
          )}
        </div>
      </Dialog>
    </Page>
  )
}
