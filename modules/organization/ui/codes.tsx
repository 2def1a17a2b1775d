import {
  api,
  Button,
  Checkbox,
  EmptyState,
  Form,
  Page,
  SectionTree,
  Skeleton,
  useFormat,
  useMutation,
  useT,
  type PrintedCode,
  type PrintedCodes,
  useSections,
} from '@kairan/ui'
import { Printer, RotateCcw, UserCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

export function CodesScreen() {
  const t = useT()
  const format = useFormat()
  const sections = useSections()
  const [sectionId, setSection] = useState<number>()
  const [below, setBelow] = useState(true)
  const [attempted, setAttempted] = useState(false)
  const section = sections.data?.items.find((one) => one.id === sectionId)
  // Held on this page alone: the server keeps only what the codes can be checked against.
  const make = useMutation({
    meta: { quiet: true },
    mutationFn: () => api.post<PrintedCodes>('/organization/codes', { sectionId, below }),
  })
  if (make.data && section) {
    return <CodesSheet made={make.data} sectionName={section.name} onAnother={() => make.reset()} />
  }
  const people = section && (below ? section.peopleBelow : section.people)
  return (
    <Page title={t('codes.title')} width="text" lead={<p>{t('codes.intro')}</p>}>
      <Form
        error={make.error}
        onSubmit={() => {
          setAttempted(true)
          if (sectionId !== undefined && !make.isPending) make.mutate()
        }}
      >
        <div className="org-codes-tree" role="group" aria-label={t('codes.section')}>
          <h2>{t('codes.section')}</h2>
          {attempted && sectionId === undefined && (
            <p className="k-field-error" role="alert">
              {t('codes.sectionPick')}
            </p>
          )}
          {sections.data ? (
            <SectionTree
              sections={sections.data.items}
              selected={sectionId}
              onSelect={setSection}
              label={t('codes.section')}
            />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
        <Checkbox label={t('codes.below')} value={below} onChange={setBelow} />
        <p className="org-chosen" role="status">
          {section
            ? `${section.name} ${t('codes.belowCount', { count: people ?? 0, n: format.number(people ?? 0) })}`
            : t('codes.sectionPick')}
        </p>
        <div className="org-acts">
          <Button type="submit" variant="primary" isPending={make.isPending}>
            {t('codes.create')}
          </Button>
          <span className="org-quiet">{t('codes.replaces')}</span>
        </div>
      </Form>
    </Page>
  )
}

function CodesSheet({
  made,
  sectionName,
  onAnother,
}: {
  made: PrintedCodes
  sectionName: string
  onAnother: () => void
}) {
  const t = useT()
  const format = useFormat()
  const printed = useRef(false)
  const n = made.items.length
  useEffect(() => {
    const note = () => {
      printed.current = true
    }
    // The codes are nowhere else: closing the window before they are on paper is asked about.
    const ask = (event: BeforeUnloadEvent) => {
      if (!printed.current && n > 0) event.preventDefault()
    }
    window.addEventListener('afterprint', note)
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('afterprint', note)
      window.removeEventListener('beforeunload', ask)
    }
  }, [n])

  const another = (
    <Button icon={RotateCcw} onPress={onAnother}>
      {t('codes.another')}
    </Button>
  )
  if (n === 0) {
    return (
      <Page title={t('codes.title')} width="text">
        <EmptyState
          icon={UserCheck}
          title={t('codes.nobodyTitle')}
          text={t('codes.nobodyText', { section: sectionName })}
          action={another}
        />
      </Page>
    )
  }
  return (
    <Page
      title={t('codes.created', { count: n, n: format.number(n) })}
      width="wide"
      lead={
        <p>
          {t('codes.once')} {t('codes.validUntil', { date: format.date(made.validUntil) })}
        </p>
      }
      actions={
        <>
          <Button variant="primary" icon={Printer} autoFocus onPress={() => window.print()}>
            {t('codes.print')}
          </Button>
          {another}
        </>
      }
    >
      <ul className="org-slips" aria-label={t('codes.sheet')}>
        {made.items.map((item) => (
          <Slip key={item.person.id} item={item} until={format.date(made.validUntil)} />
        ))}
      </ul>
    </Page>
  )
}

/** What one person is given: cut off along the dashed lines. */
function Slip({ item, until }: { item: PrintedCode; until: string }) {
  const t = useT()
  return (
    <li className="org-slip">
      <p className="org-slip-title">{t('codes.slipTitle')}</p>
      <p className="org-slip-person">
        <span className="org-quiet">{item.section}</span>
        <span className="org-slip-name">{item.person.name}</span>
      </p>
      <dl className="org-slip-facts">
        <dt>{t('codes.slipWhere')}</dt>
        <dd className="org-slip-mono org-slip-url">{`${window.location.origin}/activate`}</dd>
        <dt>{t('codes.slipLogin')}</dt>
        <dd className="org-slip-mono">{item.login}</dd>
        <dt>{t('codes.slipCode')}</dt>
        <dd className="org-slip-mono org-slip-code">{item.code}</dd>
        <dt>{t('codes.slipUntil')}</dt>
        <dd>{until}</dd>
      </dl>
      <p className="org-slip-how">{t('codes.slipHow')}</p>
    </li>
  )
}
