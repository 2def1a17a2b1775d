import {
  ApiProblem,
  api,
  Button,
  DateField,
  EmptyState,
  Form,
  PeoplePicker,
  problemText,
  RadioGroup,
  Section,
  Select,
  Skeleton,
  useFormat,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useTitles,
  useToast,
  type DelegationList,
  type DelegationListing,
  type PersonListing,
} from '@kairan/ui'
import { UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { keys } from './queries.ts'

/** Who acts for a person, and the form in which others are named: one's own part of the settings, or somebody's whom one administers. */
export function DelegatesPart({ person, isOwn = false }: { person: number; isOwn?: boolean }) {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const list = useQuery({
    queryKey: [...keys.delegations, person],
    queryFn: ({ signal }) => api.get<DelegationList>('/organization/delegations', { query: { person }, signal }),
    retry: false,
  })
  const remove = useMutation({
    mutationFn: (one: DelegationListing) => api.delete(`/organization/delegations/${one.id}`),
    onSuccess: (_, one) => {
      toast.show({ tone: 'success', text: t('delegates.removed', { name: nameOf(one, t('delegates.gone')) }) })
      return client.invalidateQueries({ queryKey: keys.delegations })
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  const data = list.data
  // Of somebody whom one does not administer there is nothing to see.
  if (list.error instanceof ApiProblem && list.error.status === 404) return null
  const title = isOwn ? t('delegates.title') : t('delegates.of', { name: data?.person.name ?? '' })
  return (
    <Section title={title} card>
      <p className="k-description">{t(isOwn ? 'delegates.lead' : 'delegates.leadOther')}</p>
      {!data ? (
        list.isError ? (
          <EmptyState title={t('failed')} action={<Button onPress={() => void list.refetch()}>{t('retry')}</Button>} />
        ) : (
          <Skeleton lines={2} />
        )
      ) : data.items.length === 0 ? (
        <p>{t('delegates.none')}</p>
      ) : (
        <ul className="org-delegates" aria-label={t('delegates.list')}>
          {data.items.map((one) => (
            <Delegate
              key={one.id}
              one={one}
              isPending={remove.isPending && remove.variables.id === one.id}
              onRemove={() => remove.mutate(one)}
            />
          ))}
        </ul>
      )}
      {data && <NewDelegate person={person} taken={data.items.map(({ delegate }) => delegate)} />}
    </Section>
  )
}

function nameOf({ label }: DelegationListing, gone: string): string {
  return label ?? gone
}

function Delegate({ one, isPending, onRemove }: { one: DelegationListing; isPending: boolean; onRemove: () => void }) {
  const t = useT()
  const format = useFormat()
  const isTitle = one.delegate.startsWith('title:')
  const name = nameOf(one, t('delegates.gone'))
  const section = !isTitle ? one.people[0]?.section : undefined
  return (
    <li>
      <span className="org-grow">
        <strong>{isTitle ? t('delegates.byTitle', { name }) : [name, section].filter(Boolean).join(' ')}</strong>
        {isTitle && (
          <span className="k-block">
            {one.people.length === 0
              ? t('delegates.byTitleNobody')
              : t('delegates.byTitleHint', { names: one.people.map((person) => person.name).join('、') })}
          </span>
        )}
        <span className="org-quiet k-block">
          {one.until
            ? t('delegates.between', { from: format.date(one.from), until: format.date(one.until) })
            : t('delegates.since', { from: format.date(one.from) })}{' '}
          {t('delegates.namedBy', { name: one.namedBy.name })}
        </span>
      </span>
      <Button
        size="small"
        variant="quiet"
        icon={UserMinus}
        isPending={isPending}
        aria-label={t('delegates.removeThis', { name })}
        onPress={onRemove}
      >
        {t('delegates.remove')}
      </Button>
    </li>
  )
}

function NewDelegate({ person, taken }: { person: number; taken: readonly string[] }) {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const titles = useTitles()
  const [kind, setKind] = useState('person')
  const [who, setWho] = useState<PersonListing>()
  const [which, setWhich] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [attempted, setAttempted] = useState(false)
  const delegate = kind === 'person' ? who && `person:${who.id}` : which === '' ? undefined : `title:${which}`
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      api.post<DelegationListing>('/organization/delegations', {
        person,
        delegate,
        ...(from === '' ? {} : { from }),
        ...(until === '' ? {} : { until }),
      }),
    onSuccess: (made) => {
      toast.show({ tone: 'success', text: t('delegates.added', { name: nameOf(made, t('delegates.gone')) }) })
      setWho(undefined)
      setWhich('')
      setFrom('')
      setUntil('')
      setAttempted(false)
      return client.invalidateQueries({ queryKey: keys.delegations })
    },
  })
  return (
    <Form
      aria-label={t('delegates.addTitle')}
      error={add.error}
      onSubmit={() => {
        setAttempted(true)
        if (delegate !== undefined && !add.isPending) add.mutate()
      }}
    >
      <RadioGroup
        label={t('delegates.kind')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'person', label: t('delegates.person'), description: t('delegates.personHint') },
          { value: 'title', label: t('delegates.titleKind'), description: t('delegates.titleHint') },
        ]}
      />
      {kind === 'person' ? (
        <div>
          <PeoplePicker
            label={t('delegates.who')}
            take={t('delegates.take')}
            takeName={(name) => t('delegates.takeName', { name })}
            isTaken={(id) => id === person || taken.includes(`person:${id}`)}
            onTake={setWho}
          />
          <p role="status">
            {who
              ? t('delegates.chosen', { name: [who.name, who.section].filter(Boolean).join(' ') })
              : attempted && <span className="k-field-error">{t('delegates.whoMissing')}</span>}
          </p>
        </div>
      ) : (
        <Select
          label={t('delegates.which')}
          value={which}
          onChange={setWhich}
          options={(titles.data?.items ?? [])
            .filter(({ id }) => !taken.includes(`title:${id}`))
            .map(({ id, name }) => ({ value: String(id), label: name }))}
          error={attempted && which === '' ? t('delegates.whichMissing') : undefined}
        />
      )}
      <div className="org-two">
        <DateField name="from" label={t('delegates.from')} value={from} onChange={setFrom} />
        <DateField name="until" label={t('delegates.until')} value={until} onChange={setUntil} />
      </div>
      <div className="org-acts">
        <Button type="submit" icon={UserPlus} isPending={add.isPending}>
          {t('delegates.add')}
        </Button>
      </div>
    </Form>
  )
}
