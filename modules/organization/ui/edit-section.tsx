import {
  Button,
  EmptyState,
  Page,
  Select,
  Skeleton,
  TextField,
  useNavigate,
  useParam,
  useT,
  type SectionListing,
  useSections,
} from '@kairan/ui'
import { Ban } from 'lucide-react'
import { useState } from 'react'
import { EditFlow, type Row } from './edit-flow.tsx'

export function NewSectionScreen() {
  const sections = useSections()
  return sections.data ? <SectionForm sections={sections.data.items} /> : <Skeleton lines={6} />
}

export function EditSectionScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const sections = useSections()
  if (!sections.data) return <Skeleton lines={6} />
  const section = sections.data.items.find((one) => one.id === id)
  return section ? (
    <SectionForm key={id} sections={sections.data.items} section={section} />
  ) : (
    <Page title={t('edit.goneTitle')} back={{ to: '/organization/edits', label: t('edit.title') }}>
      <EmptyState title={t('edit.goneTitle')} />
    </Page>
  )
}

function SectionForm({ sections, section }: { sections: SectionListing[]; section?: SectionListing }) {
  const t = useT()
  const navigate = useNavigate()
  const codeOf = (id: number | undefined) => sections.find((one) => one.id === id)?.code ?? ''
  const [code, setCode] = useState(section?.code ?? '')
  const [name, setName] = useState(section?.name ?? '')
  const [parent, setParent] = useState(codeOf(section?.parentId))
  const [order, setOrder] = useState(section ? String(section.order) : '')
  const [ending, setEnding] = useState(false)
  return (
    <Page
      title={section ? section.name : t('edit.newSection')}
      back={{ to: '/organization/edits', label: t('edit.title') }}
      width="text"
    >
      {section && (
        <Button icon={Ban} aria-pressed={ending} onPress={() => setEnding(!ending)}>
          {t('edit.endSection')}
        </Button>
      )}
      <EditFlow
        key={String(ending)}
        label={section ? section.name : t('edit.newSection')}
        rows={(): Row[] => [
          ending
            ? { sectionCode: section?.code ?? '', sectionName: section?.name ?? '', parent, state: '廃止' }
            : {
                sectionCode: section ? section.code : code.trim(),
                ...(section && code.trim() !== section.code ? { newCode: code.trim() } : {}),
                sectionName: name,
                parent,
                order,
              },
        ]}
        onDone={() => navigate({ to: '/organization/edits' })}
      >
        {(faultOf) =>
          ending ? (
            <p>{t('edit.endSectionText')}</p>
          ) : (
            <>
              <TextField
                label={t('field.sectionCode')}
                value={code}
                onChange={setCode}
                error={faultOf('sectionCode') ?? faultOf('newCode')}
                isRequired
              />
              <TextField
                label={t('field.sectionName')}
                value={name}
                onChange={setName}
                error={faultOf('sectionName')}
                isRequired
              />
              <Select
                label={t('field.parent')}
                value={parent === '' ? 'top' : parent}
                onChange={(value) => setParent(value === 'top' ? '' : value)}
                options={[
                  { value: 'top', label: t('edit.top') },
                  ...sections
                    .filter((one) => one.id !== section?.id)
                    .map((one) => ({ value: one.code, label: one.name })),
                ]}
                error={faultOf('parent')}
              />
              <TextField
                label={t('field.order')}
                value={order}
                onChange={setOrder}
                inputMode="numeric"
                error={faultOf('order')}
              />
            </>
          )
        }
      </EditFlow>
    </Page>
  )
}
