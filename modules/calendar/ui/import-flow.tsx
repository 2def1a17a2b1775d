import {
  api,
  Badge,
  Button,
  FileField,
  Form,
  ProgressBar,
  Section,
  Select,
  Table,
  faultText,
  useFormat,
  useMutation,
  useT,
  useToast,
  type BadgeTone,
} from '@kairan/ui'
import { useEffect, useRef, useState } from 'react'
import { useRefresh } from './acts.ts'
import { CalendarField } from './calendar-field.tsx'
import type { CalendarImportDetail, CalendarImportItem, ExchangeCalendar, Visibility } from './types.ts'

const MEGABYTES = 10
const VISIBILITIES: readonly Visibility[] = ['public', 'busy', 'private']
const TONES: Record<CalendarImportItem['act'], BadgeTone> = {
  added: 'success',
  changed: 'info',
  unchanged: 'neutral',
  refused: 'important',
}

/** A file is chosen, what it would do is shown, then it is done; nothing is changed before. */
export function ImportFlow({ calendars }: { calendars: readonly ExchangeCalendar[] }) {
  const t = useT()
  const [file, setFile] = useState<File>()
  const [into, setInto] = useState(calendars[0]?.calendar.principal ?? '')
  const [visibility, setVisibility] = useState<Visibility>('busy')
  const [attempted, setAttempted] = useState(false)
  const [shown, setShown] = useState<CalendarImportDetail>()
  const isTable = file !== undefined && /\.(csv|txt|tsv)$/i.test(file.name)
  const possible = calendars.filter(({ mine, rows }) => (isTable ? rows : mine))
  const target = possible.some(({ calendar }) => calendar.principal === into)
    ? into
    : (possible[0]?.calendar.principal ?? '')
  const isTooBig = file !== undefined && file.size > MEGABYTES * 1024 * 1024
  const upload = useMutation({
    meta: { quiet: true }, // The form tells it, and its button tries again.
    mutationFn: (chosen: File) =>
      api.post<CalendarImportDetail>('/calendar/imports', chosen, {
        query: { kind: isTable ? 'csv' : 'ics', into: target, name: chosen.name, visibility },
        contentType: isTable ? 'text/csv' : 'text/calendar',
      }),
    onSuccess: setShown,
  })
  return (
    <Section title={t('exchange.in')} card>
      {shown ? (
        <Preview
          file={shown}
          onChange={setShown}
          onEnd={() => {
            setShown(undefined)
            setFile(undefined)
            setAttempted(false)
          }}
        />
      ) : (
        <Form
          error={upload.error}
          onSubmit={() => {
            setAttempted(true)
            if (file && !isTooBig && !upload.isPending) upload.mutate(file)
          }}
        >
          <FileField
            label={t('exchange.file')}
            description={t('exchange.fileHint')}
            accept=".ics,.csv,.txt,.tsv,text/calendar,text/csv"
            fileName={file?.name}
            onFile={(chosen) => {
              setFile(chosen)
              upload.reset()
            }}
            error={
              isTooBig
                ? t('problem.import-too-big', { max: MEGABYTES })
                : attempted && !file
                  ? t('exchange.fileMissing')
                  : undefined
            }
          />
          <CalendarField label={t('exchange.into')} calendars={possible} value={target} onChange={setInto} />
          <Select
            label={t('exchange.visibility')}
            description={t('exchange.visibilityHint')}
            value={visibility}
            onChange={(next) => setVisibility(next as Visibility)}
            options={VISIBILITIES.map((value) => ({ value, label: t(`visibility.${value}`) }))}
          />
          <details>
            <summary>{t('exchange.columns')}</summary>
            <p>{t('exchange.columnsText')}</p>
          </details>
          <div>
            <Button type="submit" variant="primary" isPending={upload.isPending}>
              {t('exchange.preview')}
            </Button>
          </div>
          {upload.isPending && <ProgressBar label={t('exchange.reading')} />}
        </Form>
      )}
    </Section>
  )
}

interface PreviewProps {
  file: CalendarImportDetail
  onChange: (file: CalendarImportDetail) => void
  onEnd: () => void
}

function Preview({ file, onChange, onEnd }: PreviewProps) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const heading = useRef<HTMLHeadingElement>(null)
  const { id, state, counts } = file
  // What is asked, and later what was done, is where one goes on.
  useEffect(() => heading.current?.focus(), [state])
  const apply = useMutation({
    mutationFn: async () => {
      let now = file
      do {
        const before = now.done
        now = await api.post<CalendarImportDetail>(`/calendar/imports/${id}/applications`)
        onChange(now)
        if (now.done === before) break
      } while (now.state !== 'applied')
    },
    onSuccess: () => refresh(),
  })
  const discard = useMutation({
    mutationFn: () => api.delete(`/calendar/imports/${id}`),
    onSuccess: () => {
      toast.show({ text: t('exchange.discarded') })
      onEnd()
    },
  })
  const will = state === 'ready'
  const toDo = counts.added + counts.changed
  return (
    <div className="cal-import">
      <h3 ref={heading} tabIndex={-1}>
        {state === 'applied'
          ? t('exchange.done', { name: file.name })
          : t('exchange.ask', { name: file.name, calendar: file.calendar.name })}
      </h3>
      <div role="status">
        <ul className="cal-import-counts">
          {(['added', 'changed', 'unchanged', 'refused'] as const).map((one) => (
            <li key={one}>
              {t(`exchange.${will ? 'will' : 'did'}.${one}`)}{' '}
              <strong>{t('count', { n: format.number(counts[one]) })}</strong>
            </li>
          ))}
        </ul>
      </div>
      {file.others > 0 && <p>{t('exchange.others', { n: format.number(file.others) })}</p>}
      {apply.isPending && (
        <ProgressBar label={t('exchange.working')} value={Math.round((file.done / file.total) * 100)} />
      )}
      {file.items.length > 0 && (
        <Table
          label={t(will ? 'exchange.items' : 'exchange.refused')}
          rows={file.items}
          getKey={({ line, title, start }) => `${line} ${title} ${start}`}
          columns={[
            {
              id: 'title',
              header: t('edit.title'),
              isRowHeader: true,
              cell: ({ title, owner }) => [title, owner].filter(Boolean).join(' — ') || t('exchange.untitled'),
            },
            {
              id: 'act',
              header: t('exchange.act'),
              cell: ({ act }) => <Badge tone={TONES[act]}>{t(`exchange.act_${act}`)}</Badge>,
            },
            {
              id: 'when',
              header: t('edit.when'),
              cell: ({ start, recurring }) => `${start.replace('T', ' ')}${recurring ? t('exchange.recurring') : ''}`,
            },
            {
              id: 'why',
              header: t('exchange.note'),
              cell: ({ code, args, warnings }) =>
                [code, ...warnings]
                  .filter((one) => one !== undefined)
                  .map((one) => faultText({ field: '', code: one, args }))
                  .join(t('exchange.between')),
            },
            {
              id: 'line',
              header: t(file.kind === 'csv' ? 'exchange.row' : 'exchange.line'),
              align: 'end',
              cell: ({ line }) => line,
            },
          ]}
        />
      )}
      {will && counts.added + counts.changed + counts.unchanged + counts.refused > file.items.length && (
        <p>{t('exchange.more', { n: format.number(file.items.length) })}</p>
      )}
      <div className="cal-row">
        {state === 'applied' ? (
          <Button variant="primary" onPress={onEnd}>
            {t('exchange.another')}
          </Button>
        ) : (
          <>
            <Button
              variant="primary"
              isDisabled={will && toDo === 0}
              isPending={apply.isPending}
              onPress={() => apply.mutate()}
            >
              {will ? t('exchange.apply', { n: format.number(toDo) }) : t('exchange.goOn')}
            </Button>
            {will && (
              <Button isDisabled={apply.isPending} onPress={() => discard.mutate()}>
                {t('cancel')}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  )
}
