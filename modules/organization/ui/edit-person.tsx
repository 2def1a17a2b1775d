import {
  api,
  ApiProblem,
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  Page,
  ProblemSummary,
  Section,
  Select,
  Skeleton,
  TextField,
  useFormat,
  useMutation,
  useNavigate,
  useParam,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type AccountDetail,
  type OwnSession,
  type PersonDetail,
  type ResetCode,
  type SectionListing,
  type TitleListing,
  useSections,
  useTitles,
} from '@kairan/ui'
import { KeyRound, Plus, UserMinus, X } from 'lucide-react'
import { useState } from 'react'
import { DelegatesPart } from './delegates.tsx'
import { EditFlow, type Row } from './edit-flow.tsx'
import { keys, usePerson } from './queries.ts'
import { WorkingHoursPart } from './working-hours.tsx'

export function NewPersonScreen() {
  const sections = useSections()
  const titles = useTitles()
  return sections.data && titles.data ? (
    <PersonForm sections={sections.data.items} titles={titles.data.items} />
  ) : (
    <Skeleton lines={8} />
  )
}

export function EditPersonScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const person = usePerson(id)
  const sections = useSections()
  const titles = useTitles()
  if (person.error instanceof ApiProblem && person.error.status === 404) {
    return (
      <Page title={t('person.goneTitle')} back={{ to: '/organization/edits', label: t('edit.title') }} width="text">
        <EmptyState title={t('person.goneTitle')} text={t('person.goneText')} />
      </Page>
    )
  }
  if (!person.data || !sections.data || !titles.data) return <Skeleton lines={8} />
  return (
    <PersonForm key={person.data.id} person={person.data} sections={sections.data.items} titles={titles.data.items} />
  )
}

interface Work {
  sectionCode: string
  titleCode: string
  kind: 'primary' | 'concurrent'
}

function PersonForm({
  person,
  sections,
  titles,
}: {
  person?: PersonDetail
  sections: SectionListing[]
  titles: TitleListing[]
}) {
  const t = useT()
  const navigate = useNavigate()
  const [number, setNumber] = useState(person?.staffNumber ?? '')
  const [name, setName] = useState(person?.name ?? '')
  const [kana, setKana] = useState(person?.kana ?? '')
  const [mail, setMail] = useState(person?.mail ?? '')
  const [extension, setExtension] = useState(person?.extension ?? '')
  const [works, setWorks] = useState<Work[]>(() => {
    const known = (person?.assignments ?? []).map((one) => ({
      sectionCode: sections.find((section) => section.id === one.section.id)?.code ?? '',
      titleCode: titles.find((title) => title.id === one.titleId)?.code ?? '',
      kind: one.kind,
    }))
    return known.length > 0 ? known : [{ sectionCode: '', titleCode: '', kind: 'primary' }]
  })
  const [leaving, setLeaving] = useState(false)
  const set = (index: number, change: Partial<Work>) =>
    setWorks((now) => now.map((one, at) => (at === index ? { ...one, ...change } : one)))
  const rows = (): Row[] =>
    leaving
      ? [{ staffNumber: number, name, state: '退職' }]
      : works.map((work) => ({ staffNumber: number.trim(), name, kana, mail, extension, ...work }))
  return (
    <Page
      title={person ? person.name : t('edit.newPerson')}
      back={{ to: '/organization/edits', label: t('edit.title') }}
      width="text"
      lead={person && <p>{[person.section, person.title].filter(Boolean).join(' ')}</p>}
    >
      {person && person.assignments.length > 0 && (
        <Button icon={UserMinus} aria-pressed={leaving} onPress={() => setLeaving(!leaving)}>
          {t('edit.leave')}
        </Button>
      )}
      <EditFlow
        key={String(leaving)}
        label={person ? person.name : t('edit.newPerson')}
        rows={rows}
        onDone={() => navigate({ to: '/organization/edits' })}
      >
        {(faultOf) =>
          leaving ? (
            <p>{t('edit.leaveText', { name: person?.name })}</p>
          ) : (
            <>
              <TextField
                label={t('field.staffNumber')}
                value={number}
                onChange={setNumber}
                error={faultOf('staffNumber')}
                isRequired
                isDisabled={person !== undefined}
              />
              <TextField
                label={t('field.name')}
                value={name}
                onChange={setName}
                error={faultOf('name')}
                autoComplete="off"
                isRequired
              />
              <TextField label={t('field.kana')} value={kana} onChange={setKana} error={faultOf('kana')} />
              <TextField
                label={t('field.mail')}
                value={mail}
                onChange={setMail}
                error={faultOf('mail')}
                inputMode="email"
              />
              <TextField
                label={t('field.extension')}
                value={extension}
                onChange={setExtension}
                error={faultOf('extension')}
              />
              {works.map((work, index) => (
                <fieldset key={index} className="org-work">
                  <legend>{t('edit.work', { n: index + 1 })}</legend>
                  <Select
                    label={t('field.section')}
                    value={work.sectionCode}
                    onChange={(sectionCode) => set(index, { sectionCode })}
                    options={sections.map((one) => ({ value: one.code, label: one.name }))}
                    error={faultOf('sectionCode', index)}
                    isRequired
                  />
                  <Select
                    label={t('field.title')}
                    value={work.titleCode === '' ? 'none' : work.titleCode}
                    onChange={(code) => set(index, { titleCode: code === 'none' ? '' : code })}
                    options={[
                      { value: 'none', label: t('edit.noTitle') },
                      ...titles.map((one) => ({ value: one.code, label: one.name })),
                    ]}
                    error={faultOf('titleCode', index)}
                  />
                  <Select
                    label={t('field.kind')}
                    value={work.kind}
                    onChange={(kind) => set(index, { kind: kind as Work['kind'] })}
                    options={[
                      { value: 'primary', label: t('person.primary') },
                      { value: 'concurrent', label: t('person.concurrent') },
                    ]}
                    error={faultOf('kind', index)}
                  />
                  {works.length > 1 && (
                    <Button
                      size="small"
                      icon={X}
                      aria-label={t('edit.endWorkThis', { n: index + 1 })}
                      onPress={() => setWorks((now) => now.filter((_, at) => at !== index))}
                    >
                      {t('edit.endWork')}
                    </Button>
                  )}
                </fieldset>
              ))}
              <Button
                icon={Plus}
                onPress={() => setWorks((now) => [...now, { sectionCode: '', titleCode: '', kind: 'concurrent' }])}
              >
                {t('edit.addWork')}
              </Button>
            </>
          )
        }
      </EditFlow>
      {person && <AccountSection person={person} />}
      {person && <WorkingHoursPart person={person.id} />}
      {person && <DelegatesPart person={person.id} />}
    </Page>
  )
}

/** How the person signs in: a new start, and the sessions that are open. */
function AccountSection({ person }: { person: PersonDetail }) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const key = [...keys.people, person.id, 'account']
  const account = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<AccountDetail>(`/organization/accounts/${person.id}`, { signal }),
    retry: false,
  })
  const reset = useMutation({
    meta: { quiet: true },
    mutationFn: () => api.post<ResetCode>(`/organization/accounts/${person.id}/codes`),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
    onSettled: () => setAsking(false),
  })
  const end = useMutation({
    mutationFn: (id: OwnSession['id']) => api.delete(`/organization/sessions/${id}`),
    onSuccess: () => {
      toast.show({ text: t('account.ended'), tone: 'success' })
      return client.invalidateQueries({ queryKey: key })
    },
  })
  // Of somebody whom one does not administer there is nothing to see.
  if (account.error instanceof ApiProblem && account.error.status === 404) return null
  if (!account.data) return <Skeleton lines={4} />
  const { login, hasPassword, codeUntil, sessions } = account.data
  return (
    <Section title={t('account.title')} card>
      {reset.error ? <ProblemSummary problem={reset.error} /> : null}
      <p>
        {t('account.login', { login })}{' '}
        <Badge tone={hasPassword ? 'success' : 'neutral'}>
          {t(hasPassword ? 'account.hasPassword' : 'account.noPassword')}
        </Badge>
      </p>
      {codeUntil && !reset.data && (
        <p className="org-quiet">{t('account.codeUntil', { when: format.dateTime(codeUntil) })}</p>
      )}
      {reset.data ? (
        <div className="k-card" role="status">
          <p>{t('account.codeMade')}</p>
          <p className="org-slip-mono org-reset-code">{reset.data.code}</p>
          <p className="org-quiet">
            {t('account.codeHow', {
              url: `${window.location.origin}/activate`,
              login: reset.data.login,
              when: format.dateTime(reset.data.validUntil),
            })}
          </p>
        </div>
      ) : (
        <Button icon={KeyRound} onPress={() => setAsking(true)}>
          {t('account.reset')}
        </Button>
      )}
      <h3>{t('account.sessions')}</h3>
      {sessions.length === 0 ? (
        <p className="org-quiet">{t('account.noSessions')}</p>
      ) : (
        <ul className="k-people">
          {sessions.map((session) => (
            <li key={session.id}>
              <span>
                {session.address}{' '}
                <span className="org-quiet">{t('account.seen', { when: format.relative(session.lastSeenAt) })}</span>
              </span>
              <Button
                size="small"
                icon={X}
                aria-label={t('account.endThis', { address: session.address })}
                isPending={end.isPending && end.variables === session.id}
                onPress={() => end.mutate(session.id)}
              >
                {t('account.end')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        title={t('account.resetTitle', { name: person.name })}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => reset.mutate()}
        isPending={reset.isPending}
        confirmLabel={t('account.reset')}
        cancelLabel={t('preview.cancel')}
      >
        <p>{t('account.resetText')}</p>
      </ConfirmDialog>
    </Section>
  )
}
