import {
  api,
  Button,
  DateField,
  dayOf,
  FileField,
  Form,
  Page,
  ProgressBar,
  useMutation,
  useNavigate,
  useQueryClient,
  useT,
  type ImportDetail,
} from '@kairan/ui'
import { useState } from 'react'
import { keys } from './queries.ts'
import { requestId } from './request-id.ts'

interface Chosen {
  file: File
  /** Of this content: choosing a corrected file is another request. */
  key: string
}

export function NewImportScreen() {
  const t = useT()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Chosen>()
  const [effective, setEffective] = useState(() => dayOf(Date.now()))
  const [attempted, setAttempted] = useState(false)
  const upload = useMutation({
    meta: { quiet: true }, // The form tells it, and its button tries again.
    mutationFn: ({ file, key, day }: Chosen & { day: string }) =>
      api.post<ImportDetail>('/organization/imports', file, {
        query: { effective: day, name: file.name },
        contentType: 'text/csv',
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async (made) => {
      client.setQueryData(keys.import(made.id), made)
      void client.invalidateQueries({ queryKey: keys.imports, exact: true })
      await navigate({ to: '/organization/imports/$id', params: { id: String(made.id) } as never, replace: true })
    },
  })
  return (
    <Page title={t('newImport.title')} back={{ to: '/organization/imports', label: t('preview.back') }} width="text">
      <Form
        error={upload.error}
        onSubmit={() => {
          setAttempted(true)
          if (chosen && effective && !upload.isPending) upload.mutate({ ...chosen, day: effective })
        }}
      >
        <FileField
          label={t('newImport.file')}
          description={t('newImport.fileHint')}
          accept=".csv,.txt,text/csv"
          fileName={chosen?.file.name}
          onFile={(file) => {
            setChosen({ file, key: requestId() })
            upload.reset()
          }}
          error={attempted && !chosen ? t('newImport.fileMissing') : undefined}
        />
        <DateField
          label={t('newImport.effective')}
          description={t('newImport.effectiveHint')}
          value={effective}
          onChange={setEffective}
          isRequired
          error={attempted && !effective ? t('newImport.dateMissing') : undefined}
        />
        <details className="org-details">
          <summary>{t('newImport.columns')}</summary>
          <ul>
            <li>{t('newImport.columnsPeople')}</li>
            <li>{t('newImport.columnsSections')}</li>
            <li>{t('newImport.columnsRest')}</li>
          </ul>
        </details>
        <div className="org-acts">
          <Button type="submit" variant="primary" isPending={upload.isPending}>
            {t('newImport.submit')}
          </Button>
          <span className="org-quiet">{t('newImport.submitHint')}</span>
        </div>
        {upload.isPending && <ProgressBar label={t('newImport.reading')} />}
      </Form>
    </Page>
  )
}
