import {
  Badge,
  Button,
  EmptyState,
  LinkButton,
  Page,
  Skeleton,
  Table,
  useFormat,
  useNavigate,
  useT,
  type BadgeTone,
  type ImportDetail,
  type ImportListing,
} from '@kairan/ui'
import { CircleAlert, CircleCheck, Clock, FileUp } from 'lucide-react'
import { useImports } from './queries.ts'

export function ImportsScreen() {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const imports = useImports()
  const create = (
    <LinkButton to="/organization/imports/new" variant="primary" icon={FileUp}>
      {t('imports.new')}
    </LinkButton>
  )
  const items = imports.data?.items
  return (
    <Page title={t('imports.title')} actions={items?.length ? create : undefined} lead={<p>{t('imports.intro')}</p>}>
      {imports.isError && !items ? (
        <EmptyState title={t('failed')} action={<Button onPress={() => void imports.refetch()}>{t('retry')}</Button>} />
      ) : !items ? (
        <Skeleton lines={6} />
      ) : (
        <Table
          label={t('imports.list')}
          rows={items}
          getKey={(one) => one.id}
          onRowAction={(one) =>
            void navigate({ to: '/organization/imports/$id', params: { id: String(one.id) } as never })
          }
          columns={[
            { id: 'name', header: t('imports.name'), isRowHeader: true, cell: (one) => one.name },
            {
              id: 'state',
              header: t('imports.state'),
              width: '11rem',
              cell: (one) => <ImportStateBadge state={one.state} />,
            },
            { id: 'effective', header: t('imports.effective'), cell: (one) => format.date(one.effective) },
            { id: 'created', header: t('imports.created'), cell: (one) => format.relative(one.createdAt) },
            { id: 'by', header: t('imports.by'), cell: (one) => one.createdBy.name },
          ]}
          empty={
            <EmptyState icon={FileUp} title={t('imports.emptyTitle')} text={t('imports.emptyText')} action={create} />
          }
        />
      )}
    </Page>
  )
}

type ImportState = ImportDetail['state'] | ImportListing['state']

const STATES: Record<ImportState, { icon: typeof Clock; tone: BadgeTone; text: string }> = {
  faulty: { icon: CircleAlert, tone: 'important', text: 'imports.stateFaulty' },
  ready: { icon: Clock, tone: 'info', text: 'imports.stateReady' },
  applied: { icon: CircleCheck, tone: 'success', text: 'imports.stateApplied' },
  // The list does not read each file again: whether it could be applied today is told by its own page.
  pending: { icon: Clock, tone: 'neutral', text: 'imports.statePending' },
}

export function ImportStateBadge({ state }: { state: ImportState }) {
  const t = useT()
  const { icon, tone, text } = STATES[state]
  return (
    <Badge icon={icon} tone={tone}>
      {t(text)}
    </Badge>
  )
}
