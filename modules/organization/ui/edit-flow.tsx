import {
  api,
  Button,
  DateField,
  dayOf,
  Dialog,
  Form,
  ProblemSummary,
  Table,
  useFormat,
  useMutation,
  useQueryClient,
  useT,
  useToast,
  ApiProblem,
  Badge,
  type EditDetail,
} from '@kairan/ui'
import { useState, type ReactNode } from 'react'
import { faultWords } from './import-detail.ts'
import { KIND_ICONS, Side } from './import-preview.tsx'
import { keys } from './queries.ts'

/** A row by the names of the import's fields; a field that is there and empty is emptied. */
export type Row = Record<string, string>

interface Previewed {
  edit: EditDetail
  etag: string | undefined
  rows: Row[]
  day: string
}

/**
 * From a form to what it changes: the fields, the day on which it becomes true, a preview to look at, and then all of it or nothing.
 * The children are given the fault of a field: the same words as an import has.
 */
export function EditFlow({
  rows,
  onDone,
  label,
  children,
}: {
  rows: () => Row[]
  onDone: () => void | Promise<unknown>
  label: string
  children: (faultOf: (field: string, row?: number) => string | undefined) => ReactNode
}) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const toast = useToast()
  const [day, setDay] = useState(() => dayOf(Date.now()))
  const [shown, setShown] = useState<Previewed>()
  const preview = useMutation({
    meta: { quiet: true },
    mutationFn: async (asked: { rows: Row[]; day: string }): Promise<Previewed> => {
      const answer = await api.ask<EditDetail>('POST', '/organization/edits/previews', {
        body: { effective: asked.day, rows: asked.rows },
      })
      return { ...asked, edit: answer.data, etag: answer.etag }
    },
    onSuccess: (made) => setShown(made),
  })
  const apply = useMutation({
    meta: { quiet: true },
    mutationFn: (made: Previewed) =>
      api.post('/organization/edits', { effective: made.day, rows: made.rows }, { ifMatch: made.etag ?? '' }),
    onSuccess: async () => {
      toast.show({ text: t('edit.applied'), tone: 'success' })
      setShown(undefined)
      void client.invalidateQueries({ queryKey: keys.all })
      await onDone()
    },
    // Somebody was faster: what is shown is looked at again on the present state.
    onError: (error, made) => {
      if (error instanceof ApiProblem && error.status === 412) preview.mutate({ rows: made.rows, day: made.day })
      else setShown(undefined)
    },
  })
  const now = rows()
  // What was wrong is told until something is typed: it may be right by now, and a field that is called wrong is not sent.
  const untouched = shown?.day === day && JSON.stringify(shown.rows) === JSON.stringify(now)
  const faults = untouched ? shown.edit.faults : []
  const faultOf = (field: string, row = 0) => {
    const fault = faults.find((one) => one.column === field && one.row === row + 1)
    return fault && faultWords(fault, t)
  }
  const ready = shown?.edit.state === 'ready'
  return (
    <>
      <Form
        aria-label={label}
        error={preview.error ?? apply.error}
        onSubmit={() => {
          apply.reset()
          if (!preview.isPending) preview.mutate({ rows: now, day })
        }}
      >
        {faults.length > 0 && (
          <ProblemSummary key={JSON.stringify(faults)} problem={new ApiProblem(422, 'organization.edit-faulty')}>
            <ul>
              {faults.map((fault, index) => (
                <li key={index}>
                  {fault.column && t.has(`field.${fault.column}`) ? `${t(`field.${fault.column}`)}: ` : ''}
                  {faultWords(fault, t)}
                </li>
              ))}
            </ul>
          </ProblemSummary>
        )}
        {children(faultOf)}
        <DateField
          label={t('newImport.effective')}
          description={t('newImport.effectiveHint')}
          value={day}
          onChange={setDay}
          isRequired
        />
        <div className="org-acts">
          <Button type="submit" variant="primary" isPending={preview.isPending}>
            {t('newImport.submit')}
          </Button>
          <span className="org-quiet">{t('newImport.submitHint')}</span>
        </div>
      </Form>
      <Dialog
        title={t('edit.previewTitle', { date: format.date(shown?.day ?? day) })}
        isOpen={ready}
        onClose={() => setShown(undefined)}
        size="wide"
        actions={
          <>
            <Button onPress={() => setShown(undefined)}>{t('preview.cancel')}</Button>
            {(shown?.edit.changes.length ?? 0) > 0 && (
              <Button variant="primary" isPending={apply.isPending} onPress={() => shown && apply.mutate(shown)}>
                {t('preview.apply')}
              </Button>
            )}
          </>
        }
      >
        {apply.isError && <p role="alert">{t('edit.changedMeanwhile')}</p>}
        {shown?.edit.changes.length === 0 ? (
          <p>{t('edit.nothing')}</p>
        ) : (
          <Table
            label={t('preview.changesTable')}
            rows={(shown?.edit.changes ?? []).map((change, index) => ({ ...change, index }))}
            getKey={(change) => change.index}
            columns={[
              {
                id: 'who',
                header: t('preview.who'),
                isRowHeader: true,
                cell: (change) => (
                  <span className="org-person-name">
                    {change.name} <span className="org-kana">{change.key}</span>
                  </span>
                ),
              },
              {
                id: 'kind',
                header: t('preview.change'),
                cell: (change) => (
                  <Badge icon={KIND_ICONS[change.kind]} tone={change.kind === 'left' ? 'important' : 'info'}>
                    {t(`preview.${change.kind}`)}
                  </Badge>
                ),
              },
              {
                id: 'before',
                header: t('preview.before'),
                cell: (change) => <Side side={change.before} nothing={t('preview.nothingBefore')} />,
              },
              {
                id: 'after',
                header: t('preview.after', { date: format.day(shown?.day ?? day) }),
                cell: (change) => <Side side={change.after} nothing={t('preview.nothingAfter')} />,
              },
            ]}
          />
        )}
      </Dialog>
    </>
  )
}
