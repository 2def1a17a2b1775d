import {
  api,
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  Link,
  Page,
  PersonChip,
  problemText,
  SearchField,
  Section,
  Select,
  Skeleton,
  Table,
  TextField,
  useFormat,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type PersonRef,
  useRested,
  useSections,
  useTitles,
} from '@kairan/ui'
import { Download, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { keys } from './keys.ts'
import type { RoomKind } from './types.ts'

const KINDS: readonly RoomKind[] = ['direct', 'group', 'section', 'consultation', 'announcement', 'meeting']

interface Report {
  id: number
  room: number
  roomName: string
  seq: number
  author: PersonRef
  text: string
  by: PersonRef
  reason: string
  at: string
  decidedAt?: string
  decision?: 'hidden' | 'dismissed'
}

interface Policy {
  makers: Record<string, string[]>
  days: Record<string, number>
  limits: Record<string, number>
  version: number
}

const LIMITS = ['characters', 'megabytes', 'members', 'perMinute'] as const

const REPORTS = ['chat', 'reports']
const POLICY = ['chat', 'policy']

/** What was reported, who may make which rooms, and how long they are kept. */
export function AdministrationScreen() {
  const t = useT()
  return (
    <Page title={t('admin.title')}>
      <Reports />
      <PolicySection />
    </Page>
  )
}

function Reports() {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const [hiding, setHiding] = useState<Report>()
  const reports = useInfiniteQuery({
    queryKey: REPORTS,
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: Report[]; next?: string }>('/chat/reports', { query: { after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })
  const decide = useMutation({
    mutationFn: ({ id, way }: { id: number; way: 'hiding' | 'dismissal' }) => api.post(`/chat/reports/${id}/${way}`),
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
    onSettled: () => {
      setHiding(undefined)
      void client.invalidateQueries({ queryKey: REPORTS })
    },
  })
  const items = reports.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={t('admin.reports')} card>
      {!reports.data ? (
        reports.isError ? (
          <EmptyState
            title={t('failed')}
            text={problemText(reports.error)}
            action={<Button onPress={() => void reports.refetch()}>{t('retry')}</Button>}
          />
        ) : (
          <Skeleton lines={4} />
        )
      ) : items.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('admin.noReports')} text={t('admin.noReportsText')} />
      ) : (
        <ul className="chat-messages" aria-label={t('admin.reports')}>
          {items.map((report) => (
            <li key={report.id}>
              <p className="chat-head">
                <PersonChip person={report.author} size="small" />
                <span className="chat-quiet">
                  {report.roomName} {format.dateTime(report.at)}
                </span>
                {report.decision && <Badge>{t(`admin.${report.decision}`)}</Badge>}
              </p>
              <p className="chat-quoted">{report.text || t('room.deleted')}</p>
              <p>
                {t('admin.reason', { name: report.by.name })} {report.reason}
              </p>
              {!report.decision && (
                <p className="chat-pair">
                  <Button size="small" onPress={() => setHiding(report)}>
                    {t('admin.hide')}
                  </Button>
                  <Button size="small" onPress={() => decide.mutate({ id: report.id, way: 'dismissal' })}>
                    {t('admin.dismiss')}
                  </Button>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {reports.hasNextPage && (
        <Button isPending={reports.isFetchingNextPage} onPress={() => void reports.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      <ConfirmDialog
        title={t('admin.hideTitle')}
        isOpen={hiding !== undefined}
        onClose={() => setHiding(undefined)}
        confirmLabel={t('admin.hide')}
        isPending={decide.isPending}
        onConfirm={() => {
          if (hiding) decide.mutate({ id: hiding.id, way: 'hiding' })
        }}
      >
        <p className="chat-quoted">{hiding?.text}</p>
        <p>{t('admin.hideText')}</p>
      </ConfirmDialog>
    </Section>
  )
}

function PolicySection() {
  const t = useT()
  const policy = useQuery({ queryKey: POLICY, queryFn: ({ signal }) => api.get<Policy>('/chat/policy', { signal }) })
  return (
    <Section title={t('admin.policy')} card>
      {policy.data ? (
        <PolicyForm key={policy.data.version} policy={policy.data} />
      ) : policy.isError ? (
        <EmptyState
          title={t('failed')}
          text={problemText(policy.error)}
          action={<Button onPress={() => void policy.refetch()}>{t('retry')}</Button>}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </Section>
  )
}

function typed(values: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
}

/** An empty field says nothing. */
function numbers(values: Record<string, string>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, Number(value)]])),
  )
}

function PolicyForm({ policy }: { policy: Policy }) {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const sections = useSections()
  const titles = useTitles()
  const [makers, setMakers] = useState(policy.makers)
  const [days, setDays] = useState(() => typed(policy.days))
  const [limits, setLimits] = useState(() => typed(policy.limits))
  const save = useMutation({
    mutationFn: () =>
      api.put(
        '/chat/policy',
        { makers, days: numbers(days), limits: numbers(limits) },
        { ifMatch: `"${policy.version}"` },
      ),
    onSuccess: () => {
      toast.show({ tone: 'success', text: t('admin.saved') })
      void client.invalidateQueries({ queryKey: POLICY })
      // One writes by them oneself.
      void client.invalidateQueries({ queryKey: keys.rooms })
    },
    meta: { quiet: true },
  })
  const groups = [
    ...(titles.data?.items ?? []).map(({ id, name }) => ({ value: `title:${id}`, label: name })),
    ...(sections.data?.items ?? []).map(({ id, name }) => ({ value: `section:${id}`, label: name })),
  ]
  return (
    <form
      className="k-form"
      aria-label={t('admin.policy')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <p>{t('admin.policyText')}</p>
      {save.error && (
        <p className="k-field-error" role="alert">
          {problemText(save.error)}
        </p>
      )}
      {KINDS.map((kind) => {
        const chosen = makers[kind]
        return (
          <fieldset key={kind} className="chat-fieldset">
            <legend className="k-label">{t(`roomKind.${kind}`)}</legend>
            <div className="chat-pair">
              <Select
                label={t('admin.makers')}
                value={chosen === undefined ? 'everybody' : (chosen[0] ?? 'administrators')}
                onChange={(value) => {
                  const { [kind]: _before, ...rest } = makers
                  setMakers(
                    value === 'everybody' ? rest : { ...rest, [kind]: value === 'administrators' ? [] : [value] },
                  )
                }}
                options={[
                  { value: 'everybody', label: t('admin.everybody') },
                  { value: 'administrators', label: t('admin.administrators') },
                  ...groups,
                ]}
              />
              <TextField
                label={t('admin.days')}
                value={days[kind] ?? ''}
                onChange={(count) => setDays({ ...days, [kind]: count.replace(/\D/g, '') })}
                inputMode="numeric"
                placeholder={t('admin.forEver')}
                maxLength={5}
              />
            </div>
          </fieldset>
        )
      })}
      <fieldset className="chat-fieldset">
        <legend className="k-label">{t('admin.limits')}</legend>
        <p className="chat-quiet">{t('admin.limitsText')}</p>
        <div className="chat-pair">
          {LIMITS.map((name) => (
            <TextField
              key={name}
              label={t(`admin.limit.${name}`)}
              value={limits[name] ?? ''}
              onChange={(value) => setLimits({ ...limits, [name]: value.replace(/\D/g, '') })}
              inputMode="numeric"
              placeholder={t('admin.usual')}
              maxLength={5}
            />
          ))}
        </div>
      </fieldset>
      <Button type="submit" variant="primary" isPending={save.isPending}>
        {t('details.save')}
      </Button>
    </form>
  )
}

interface ExportableRoom {
  id: number
  kind: RoomKind
  name: string
  messages: number
  members: number
  createdAt: string
  held: boolean
}

/** Whole rooms for a request for disclosure, and what must be kept however old it becomes. */
export function ExportsScreen() {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const query = useRested(typed.trim(), 400)
  const key = ['chat', 'exports', query]
  const rooms = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await api.get<{ items: ExportableRoom[] }>('/chat/exports', { query: { query }, signal })).items,
    enabled: query !== '',
  })
  const hold = useMutation({
    mutationFn: (room: ExportableRoom) =>
      room.held ? api.delete(`/chat/rooms/${room.id}/hold`) : api.put(`/chat/rooms/${room.id}/hold`),
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  })
  return (
    <Page title={t('exports.title')} lead={t('exports.lead')}>
      <SearchField label={t('exports.search')} value={typed} onChange={setTyped} />
      {rooms.isError && <p role="alert">{problemText(rooms.error)}</p>}
      {query !== '' && rooms.data && rooms.data.length === 0 && <EmptyState title={t('search.nothing')} />}
      {rooms.data && rooms.data.length > 0 && (
        <Table
          label={t('exports.title')}
          rows={rooms.data}
          getKey={(room) => room.id}
          columns={[
            { id: 'name', header: t('new.name'), cell: (room) => room.name },
            { id: 'kind', header: t('new.kind'), cell: (room) => t(`roomKind.${room.kind}`) },
            { id: 'messages', header: t('room.messages'), cell: (room) => format.number(room.messages) },
            { id: 'createdAt', header: t('exports.made'), cell: (room) => format.date(room.createdAt) },
            {
              id: 'acts',
              header: t('exports.acts'),
              cell: (room) => (
                <span className="chat-pair">
                  <a
                    className="k-button k-button-secondary k-button-small"
                    href={api.href(`/chat/rooms/${room.id}/export`)}
                    download
                  >
                    <Download aria-hidden="true" size="1.25em" /> {t('exports.take')}
                  </a>
                  <Button size="small" isPending={hold.isPending} onPress={() => hold.mutate(room)}>
                    {t(room.held ? 'exports.unhold' : 'exports.hold')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      <p className="chat-quiet">
        {t('exports.audited')} <Link to="/chat">{t('room.goneAct')}</Link>
      </p>
    </Page>
  )
}
