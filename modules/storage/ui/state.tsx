import { api, Button, bytesIn, EmptyState, Page, Section, Skeleton, useFormat, useQuery, useT } from '@kairan/ui'
import { Fragment } from 'react'

interface StorageState {
  files: number
  bytes: number
  held: number
  uploads: number
  room?: number
  scanner?: string
  scannerFault?: string
  waiting: number
  unchecked: number
  infected: number
  tooBigToCheck: number
}

/** How much is kept, and whether it is checked for viruses. */
export function StateScreen() {
  const t = useT()
  const state = useQuery({
    queryKey: ['storage', 'state'],
    queryFn: ({ signal }) => api.get<StorageState>('/storage/state', { signal }),
    refetchInterval: 30_000,
  })
  return (
    <Page title={t('state.title')} width="text" lead={<p>{t('state.intro')}</p>}>
      {state.data ? (
        <Figures state={state.data} />
      ) : state.isError ? (
        <EmptyState
          title={t('state.failed')}
          action={<Button onPress={() => void state.refetch()}>{t('state.retry')}</Button>}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </Page>
  )
}

function Figures({ state }: { state: StorageState }) {
  const t = useT()
  const format = useFormat()
  const checks: [string, number][] = [
    ['state.waiting', state.waiting],
    ['state.unchecked', state.unchecked],
    ['state.tooBig', state.tooBigToCheck],
    ['state.infected', state.infected],
  ]
  return (
    <>
      {state.room === undefined && <p role="alert">{t('state.noFolder')}</p>}
      <dl className="storage-figures">
        <dt>{t('state.kept')}</dt>
        <dd>{t('state.keptValue', { n: format.number(state.files), size: bytesIn(state.bytes) })}</dd>
        <dt>{t('state.held')}</dt>
        <dd>{bytesIn(state.held)}</dd>
        <dt>{t('state.uploads')}</dt>
        <dd>{t('state.uploadsValue', { n: format.number(state.uploads) })}</dd>
        {state.room !== undefined && (
          <>
            <dt>{t('state.room')}</dt>
            <dd>{bytesIn(state.room)}</dd>
          </>
        )}
      </dl>
      <Section title={t('state.virus')}>
        <p>{state.scanner ? t('state.scannerOn', { address: state.scanner }) : t('state.scannerOff')}</p>
        {state.scannerFault && <p role="alert">{t('state.scannerFault', { reason: state.scannerFault })}</p>}
        <dl className="storage-figures">
          {checks.map(([key, n]) => (
            <Fragment key={key}>
              <dt>{t(key)}</dt>
              <dd>{t('state.count', { n: format.number(n) })}</dd>
            </Fragment>
          ))}
        </dl>
      </Section>
    </>
  )
}
