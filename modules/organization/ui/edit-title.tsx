import {
  EmptyState,
  Page,
  Skeleton,
  TextField,
  useNavigate,
  useParam,
  useT,
  type TitleListing,
  useTitles,
} from '@kairan/ui'
import { useState } from 'react'
import { EditFlow } from './edit-flow.tsx'

export function NewTitleScreen() {
  return <TitleForm />
}

export function EditTitleScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const titles = useTitles()
  if (!titles.data) return <Skeleton lines={6} />
  const title = titles.data.items.find((one) => one.id === id)
  return title ? (
    <TitleForm key={id} title={title} />
  ) : (
    <Page title={t('edit.goneTitle')} back={{ to: '/organization/edits', label: t('edit.title') }}>
      <EmptyState title={t('edit.goneTitle')} />
    </Page>
  )
}

function TitleForm({ title }: { title?: TitleListing }) {
  const t = useT()
  const navigate = useNavigate()
  const [code, setCode] = useState(title?.code ?? '')
  const [name, setName] = useState(title?.name ?? '')
  const [order, setOrder] = useState(title ? String(title.order) : '')
  return (
    <Page
      title={title ? title.name : t('edit.newTitle')}
      back={{ to: '/organization/edits', label: t('edit.title') }}
      width="text"
    >
      <EditFlow
        label={title ? title.name : t('edit.newTitle')}
        rows={() => [{ titleCode: title ? title.code : code.trim(), title: name, order }]}
        onDone={() => navigate({ to: '/organization/edits' })}
      >
        {(faultOf) => (
          <>
            <TextField
              label={t('field.titleCode')}
              value={code}
              onChange={setCode}
              error={faultOf('titleCode')}
              isRequired
              isDisabled={title !== undefined}
            />
            <TextField label={t('field.title')} value={name} onChange={setName} error={faultOf('title')} isRequired />
            <TextField
              label={t('field.order')}
              value={order}
              onChange={setOrder}
              inputMode="numeric"
              error={faultOf('order')}
            />
          </>
        )}
      </EditFlow>
    </Page>
  )
}
