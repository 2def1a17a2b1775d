import {
  ApiProblem,
  api,
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  LinkButton,
  Page,
  ProblemSummary,
  ProgressBar,
  SearchField,
  Section,
  Select,
  Skeleton,
  Table,
  useFormat,
  useMutation,
  useNavigate,
  useParam,
  useQueryClient,
  useT,
  useToast,
  type ImportDetail,
} from '@kairan/ui'
import {
  ArrowRight,
  ArrowRightLeft,
  CircleAlert,
  CircleCheck,
  Download,
  Equal,
  KeyRound,
  LogOut,
  Pencil,
  UserPlus,
} from 'lucide-react'
import { useMemo, useState } from 'react'
import { csvOf, saveFile } from './csv.ts'
import { CHANGE_KINDS, faultWords, countOf, itemsOf, matching, type ChangeKind } from './import-detail.ts'
import { ImportStateBadge } from './imports.tsx'
import { keys, useImport } from './queries.ts'

export function ImportPreviewScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const query = useImport(id)
  const gone = !Number.isSafeInteger(id) || (query.error instanceof ApiProblem && query.error.status === 404)
  if (query.data && !gone) return <Preview preview={query.data} />
  // Not a page yet: the heading that takes the focus is the one of what was asked for.
  if (query.isPending && !gone) return <Skeleton lines={10} />
  return (
    <Page
      title={gone ? t('preview.goneTitle') : t('imports.title')}
      back={{ to: '/organization/imports', label: t('preview.back') }}
    >
      {gone ? (
        <EmptyState
          title={t('preview.goneTitle')}
          text={t('preview.goneText')}
          action={<LinkButton to="/organization/imports">{t('preview.back')}</LinkButton>}
        />
      ) : (
        <EmptyState title={t('failed')} action={<Button onPress={() => void query.refetch()}>{t('retry')}</Button>} />
      )}
    </Page>
  )
}

const KIND_WORDS: Record<string, string> = {
  sections: 'preview.kindSections',
  people: 'preview.kindPeople',
  titles: 'preview.kindTitles',
  both: 'preview.kindBoth',
}

export const KIND_ICONS = {
  new: UserPlus,
  moved: ArrowRightLeft,
  left: LogOut,
  changed: Pencil,
  unchanged: Equal,
  faults: CircleAlert,
}

function Preview({ preview }: { preview: ImportDetail }) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [asking, setAsking] = useState<'apply' | 'discard'>()
  const { id, counts, faults, state } = preview
  const effective = format.date(preview.effective)

  const apply = useMutation({
    mutationFn: () => api.post<ImportDetail>(`/organization/imports/${id}/applications`),
    onSuccess: (applied) => {
      client.setQueryData(keys.import(id), applied)
      void client.invalidateQueries({ queryKey: keys.all })
      toast.show({ tone: 'success', text: t('preview.applied') })
    },
    onError: () => void client.invalidateQueries({ queryKey: keys.import(id) }),
    onSettled: () => setAsking(undefined),
  })
  const discard = useMutation({
    mutationFn: () => api.delete(`/organization/imports/${id}`),
    onSuccess: async () => {
      toast.show({ text: t('preview.discarded') })
      await navigate({ to: '/organization/imports', replace: true })
      client.removeQueries({ queryKey: keys.import(id) })
      void client.invalidateQueries({ queryKey: keys.imports })
    },
    onSettled: () => setAsking(undefined),
  })

  const tiles = [...CHANGE_KINDS, 'unchanged' as const, 'faults' as const]
  const encoding = /utf-?8/i.test(preview.encoding) ? 'UTF-8' : 'Shift_JIS'

  return (
    <Page
      title={preview.name}
      width="wide"
      back={{ to: '/organization/imports', label: t('preview.back') }}
      lead={
        <p className="org-import-lead">
          <ImportStateBadge state={state} />
          <span>{t('preview.effectiveOn', { date: effective })}</span>
          {preview.kind && <span>{t(KIND_WORDS[preview.kind] ?? 'preview.kindBoth')}</span>}
          <span>{t('preview.rows', { count: preview.rows, n: format.number(preview.rows) })}</span>
          <span>{encoding}</span>
        </p>
      }
    >
      {(apply.error ?? discard.error) && <ProblemSummary problem={apply.error ?? discard.error} />}
      {preview.appliedAt && (
        <div className="org-result" role="status">
          <CircleCheck aria-hidden="true" />
          <div>
            <p>
              <strong>{t('preview.appliedTitle', { when: format.dateTime(preview.appliedAt) })}</strong>
            </p>
            <p>
              {t('preview.appliedText', {
                new: format.number(counts.added),
                moved: format.number(counts.moved),
                left: format.number(counts.left),
                changed: format.number(counts.changed),
              })}
            </p>
            {counts.added > 0 && preview.kind !== 'sections' && (
              <LinkButton to="/organization/codes" icon={KeyRound}>
                {t('preview.nextCodes')}
              </LinkButton>
            )}
          </div>
        </div>
      )}
      <ul className="org-tiles" aria-label={t('preview.counts')}>
        {tiles.map((kind) => {
          const n = kind === 'faults' ? faults.length : countOf(counts, kind)
          const Icon = KIND_ICONS[kind]
          return (
            <li key={kind} className="org-tile" data-kind={kind} data-none={n === 0 || undefined}>
              <span className="org-tile-name">
                <Icon aria-hidden="true" width="1.1em" height="1.1em" /> {t(`preview.${kind}`)}
              </span>
              <span className="org-tile-count">{format.number(n)}</span>
            </li>
          )
        })}
      </ul>

      {faults.length > 0 && <Faults preview={preview} />}
      <Changes preview={preview} />
      <Columns preview={preview} />

      {state !== 'applied' && (
        <div className="org-decide">
          <Button
            variant="primary"
            isDisabled={state !== 'ready'}
            isPending={apply.isPending}
            onPress={() => setAsking('apply')}
            aria-describedby="org-decide-why"
          >
            {t('preview.apply')}
          </Button>
          <Button variant="quiet" onPress={() => setAsking('discard')}>
            {t('preview.discard')}
          </Button>
          <p id="org-decide-why" className="org-decide-why">
            {state === 'faulty' && t('preview.applyFaulty', { count: faults.length, n: format.number(faults.length) })}
          </p>
        </div>
      )}

      <ConfirmDialog
        title={t('preview.applyDialogTitle', { date: effective })}
        isOpen={asking === 'apply'}
        onClose={() => {
          if (!apply.isPending) setAsking(undefined)
        }}
        onConfirm={() => {
          if (!apply.isPending) apply.mutate()
        }}
        isPending={apply.isPending}
        confirmLabel={t('preview.apply')}
        cancelLabel={t('preview.cancel')}
        tone="primary"
      >
        <p>{t('preview.applyDialogText')}</p>
        <ul className="org-will">
          {counts.added > 0 && (
            <li>{t('preview.applyNew', { count: counts.added, n: format.number(counts.added) })}</li>
          )}
          {counts.moved > 0 && (
            <li>{t('preview.applyMoved', { count: counts.moved, n: format.number(counts.moved) })}</li>
          )}
          {counts.left > 0 && (
            <li>{t('preview.applyLeft', { count: counts.left, n: format.number(counts.left), date: effective })}</li>
          )}
          {counts.changed > 0 && (
            <li>{t('preview.applyChanged', { count: counts.changed, n: format.number(counts.changed) })}</li>
          )}
          <li>{t('preview.applyRest')}</li>
        </ul>
        {apply.isPending && <ProgressBar label={t('preview.applying')} />}
      </ConfirmDialog>
      <ConfirmDialog
        title={t('preview.discardTitle')}
        isOpen={asking === 'discard'}
        onClose={() => setAsking(undefined)}
        onConfirm={() => discard.mutateAsync()}
        confirmLabel={t('preview.discard')}
        cancelLabel={t('preview.cancel')}
      >
        <p>{t('preview.discardText')}</p>
      </ConfirmDialog>
    </Page>
  )
}

function Faults({ preview }: { preview: ImportDetail }) {
  const t = useT()
  const format = useFormat()
  const { faults, name } = preview
  const save = () =>
    saveFile(
      t('preview.faultsCsvName', { name: name.replace(/\.(csv|txt)$/i, '') }) + '.csv',
      csvOf([
        [t('preview.faultRow'), t('preview.faultColumn'), t('preview.faultValue'), t('preview.faultText')],
        ...faults.map((fault) => [
          fault.row || t('preview.wholeFile'),
          fault.column ?? '',
          fault.value ?? '',
          faultWords(fault, t),
        ]),
      ]),
    )
  return (
    <Section
      title={t('preview.faultsTitle', { count: faults.length, n: format.number(faults.length) })}
      className="org-faults"
      actions={
        <Button icon={Download} onPress={save}>
          {t('preview.faultsCsv')}
        </Button>
      }
    >
      <p>{t('preview.faultsText')}</p>
      <Table
        label={t('preview.faultsTable')}
        rows={faults.map((fault, index) => ({ ...fault, index }))}
        getKey={(fault) => fault.index}
        columns={[
          {
            id: 'row',
            header: t('preview.faultRow'),
            width: '7rem',
            isRowHeader: true,
            cell: (fault) =>
              fault.row ? t('preview.rowNumber', { n: format.number(fault.row) }) : t('preview.wholeFile'),
          },
          { id: 'column', header: t('preview.faultColumn'), width: '11rem', cell: (fault) => fault.column || '—' },
          {
            id: 'value',
            header: t('preview.faultValue'),
            cell: (fault) =>
              fault.value ? (
                <span className="org-value">{fault.value}</span>
              ) : (
                <span className="org-quiet">{t('preview.emptyValue')}</span>
              ),
          },
          { id: 'text', header: t('preview.faultText'), cell: (fault) => faultWords(fault, t) },
        ]}
      />
    </Section>
  )
}

function Changes({ preview }: { preview: ImportDetail }) {
  const t = useT()
  const format = useFormat()
  const { changes, counts } = preview
  const [kind, setKind] = useState<ChangeKind | 'all'>('all')
  const [search, setSearch] = useState('')
  const rows = useMemo(
    () => matching(changes, kind, search).map((change, index) => ({ ...change, index })),
    [changes, kind, search],
  )
  const option = (value: ChangeKind) => ({
    value,
    label: `${t(`preview.${value}`)}（${format.number(countOf(counts, value))}）`,
  })
  const all = counts.added + counts.moved + counts.left + counts.changed
  return (
    <Section title={t(preview.appliedAt ? 'preview.changedTitle' : 'preview.changesTitle')}>
      {changes.length > 0 && changes.length < all && (
        <p className="org-quiet">{t('preview.shownFirst', { n: format.number(changes.length) })}</p>
      )}
      {changes.length === 0 ? (
        <EmptyState icon={Equal} title={t('preview.noChanges')} text={t('preview.noChangesText')} />
      ) : (
        <>
          <div className="org-filters">
            <Select
              label={t('preview.changesFilter')}
              value={kind}
              onChange={(value) => setKind(value as ChangeKind | 'all')}
              options={[
                { value: 'all', label: `${t('preview.changesAll')}（${format.number(changes.length)}）` },
                ...CHANGE_KINDS.map(option),
              ]}
            />
            <SearchField label={t('preview.changesSearch')} value={search} onChange={setSearch} />
          </div>
          <Table
            label={t('preview.changesTable')}
            rows={rows}
            getKey={(change) => change.index}
            columns={[
              {
                id: 'who',
                header: t('preview.who'),
                isRowHeader: true,
                cell: (change) => (
                  <span className="org-person-name">
                    {change.name}
                    <span className="org-kana">
                      {change.subject === 'section' && `${t('preview.section')} `}
                      {change.subject === 'title' && `${t('preview.titleSubject')} `}
                      {change.key}
                    </span>
                  </span>
                ),
              },
              {
                id: 'kind',
                header: t('preview.change'),
                width: '10rem',
                cell: (change) => (
                  <Badge
                    icon={KIND_ICONS[change.kind]}
                    tone={change.kind === 'left' ? 'important' : change.kind === 'new' ? 'info' : 'neutral'}
                  >
                    {t(`preview.${change.kind}`)}
                  </Badge>
                ),
              },
              {
                id: 'before',
                header: t(preview.appliedAt ? 'preview.beforeApplied' : 'preview.before'),
                cell: (change) => <Side side={change.before} nothing={t('preview.nothingBefore')} />,
              },
              {
                id: 'after',
                header: t('preview.after', { date: format.day(preview.effective) }),
                cell: (change) => (
                  <span className="org-after">
                    <ArrowRight aria-hidden="true" width="1em" height="1em" />
                    <Side side={change.after} nothing={t('preview.nothingAfter')} />
                  </span>
                ),
              },
            ]}
            empty={<EmptyState title={t('preview.changesNone')} text={t('preview.changesNoneText')} />}
          />
        </>
      )}
    </Section>
  )
}

export function Side({ side, nothing }: { side: string | undefined; nothing: string }) {
  const t = useT()
  const items = itemsOf(side)
  if (items.length === 0) return <span className="org-quiet">{nothing}</span>
  return (
    <span className="org-side">
      {items.map(({ text, concurrent }, index) => (
        <span key={index}>
          {text}
          {concurrent && <span className="org-quiet"> {t('preview.concurrent')}</span>}
        </span>
      ))}
    </span>
  )
}

function Columns({ preview }: { preview: ImportDetail }) {
  const t = useT()
  const recognised = preview.columns.filter((column) => column.field)
  const ignored = preview.columns.filter((column) => !column.field)
  const fieldName = (field: string) => (t.has(`field.${field}`) ? t(`field.${field}`) : undefined)
  return (
    <Section title={t('preview.columnsTitle')}>
      <dl className="org-columns">
        <div>
          <dt>{t('preview.recognised')}</dt>
          <dd>
            <ul className="org-chips">
              {recognised.map(({ heading, field }) => {
                const name = field && fieldName(field)
                return (
                  <li key={heading} className="org-chip">
                    {heading}
                    {name && name !== heading && <span className="org-quiet"> → {name}</span>}
                  </li>
                )
              })}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{t('preview.ignored')}</dt>
          <dd>
            {ignored.length === 0 ? (
              t('preview.ignoredNone')
            ) : (
              <ul className="org-chips">
                {ignored.map(({ heading }, index) => (
                  <li key={index} className="org-chip org-chip-off">
                    {heading}
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      </dl>
    </Section>
  )
}
