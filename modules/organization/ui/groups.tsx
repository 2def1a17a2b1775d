import {
  api,
  ApiProblem,
  Badge,
  Button,
  Checkbox,
  ConfirmDialog,
  EmptyState,
  Form,
  LinkButton,
  Page,
  PersonChip,
  Section,
  Skeleton,
  Table,
  TextField,
  useFormat,
  useMutation,
  useNavigate,
  useParam,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type GroupDetail,
  type GroupList,
  type PersonRef,
  PeoplePicker,
} from '@kairan/ui'
import { Plus, Users, X } from 'lucide-react'
import { useState } from 'react'
import { keys } from './queries.ts'

export function GroupsScreen() {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const groups = useQuery({
    queryKey: keys.groups,
    queryFn: ({ signal }) => api.get<GroupList>('/organization/groups', { signal }),
  })
  const create = (
    <LinkButton to="/organization/groups/new" variant="primary" icon={Plus}>
      {t('groups.new')}
    </LinkButton>
  )
  const items = groups.data?.items
  return (
    <Page title={t('groups.title')} lead={<p>{t('groups.intro')}</p>} actions={items?.length ? create : undefined}>
      {groups.isError && !items ? (
        <EmptyState title={t('failed')} action={<Button onPress={() => void groups.refetch()}>{t('retry')}</Button>} />
      ) : !items ? (
        <Skeleton lines={6} />
      ) : (
        <Table
          label={t('groups.list')}
          rows={items}
          getKey={(group) => group.id}
          onRowAction={(group) =>
            void navigate({ to: '/organization/groups/$id', params: { id: String(group.id) } as never })
          }
          columns={[
            { id: 'name', header: t('groups.name'), isRowHeader: true, cell: (group) => group.name },
            {
              id: 'use',
              header: t('groups.use'),
              cell: (group) => <Badge>{t(group.shared ? 'groups.shared' : 'groups.private')}</Badge>,
            },
            {
              id: 'people',
              header: t('groups.members'),
              cell: (group) => t('people.found', { count: group.people, n: format.number(group.people) }),
            },
            { id: 'owner', header: t('groups.owner'), cell: (group) => group.owner.name },
          ]}
          empty={
            <EmptyState icon={Users} title={t('groups.emptyTitle')} text={t('groups.emptyText')} action={create} />
          }
        />
      )}
    </Page>
  )
}

export function NewGroupScreen() {
  const t = useT()
  return <GroupForm title={t('groups.new')} />
}

export function GroupScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const query = useQuery({
    queryKey: [...keys.groups, id],
    queryFn: async ({ signal }) => {
      const answer = await api.ask<GroupDetail>('GET', `/organization/groups/${id}`, { signal })
      return { group: answer.data, etag: answer.etag }
    },
    enabled: Number.isSafeInteger(id),
  })
  const gone = !Number.isSafeInteger(id) || (query.error instanceof ApiProblem && query.error.status === 404)
  const back = { to: '/organization/groups', label: t('groups.title') }
  if (query.data && !gone) {
    const { group, etag } = query.data
    return group.mayEdit ? (
      <GroupForm key={etag} title={group.name} group={group} etag={etag} />
    ) : (
      <Page title={group.name} back={back} width="text" lead={<p>{t('groups.byOwner', { name: group.owner.name })}</p>}>
        <Section title={t('groups.members')}>
          <ul className="k-people">
            {group.members.map((person) => (
              <li key={person.id}>
                <PersonChip person={person} size="small" />
              </li>
            ))}
          </ul>
        </Section>
      </Page>
    )
  }
  if (query.isPending && !gone) return <Skeleton lines={8} />
  return (
    <Page title={t('groups.goneTitle')} back={back} width="text">
      <EmptyState title={t('groups.goneTitle')} text={t('groups.goneText')} />
    </Page>
  )
}

function GroupForm({ title, group, etag }: { title: string; group?: GroupDetail; etag?: string | undefined }) {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState(group?.name ?? '')
  const [shared, setShared] = useState(group?.shared ?? false)
  const [members, setMembers] = useState<PersonRef[]>(group?.members ?? [])
  const [asking, setAsking] = useState(false)
  const done = async (text: string) => {
    toast.show({ text, tone: 'success' })
    void client.invalidateQueries({ queryKey: keys.groups })
    await navigate({ to: '/organization/groups' })
  }
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () => {
      const body = { name, shared, members: members.map((one) => one.id) }
      return group
        ? api.put(`/organization/groups/${group.id}`, body, etag === undefined ? {} : { ifMatch: etag })
        : api.post('/organization/groups', body)
    },
    onSuccess: () => done(t('groups.saved')),
  })
  const remove = useMutation({
    meta: { quiet: true },
    mutationFn: () => api.delete(`/organization/groups/${group?.id}`),
    onSuccess: () => done(t('groups.removed')),
    onSettled: () => setAsking(false),
  })
  return (
    <Page title={title} back={{ to: '/organization/groups', label: t('groups.title') }} width="text">
      <Form
        error={save.error ?? remove.error}
        onSubmit={() => {
          if (!save.isPending) save.mutate()
        }}
      >
        {group?.granted && <p className="org-quiet">{t('groups.granted')}</p>}
        <TextField name="name" label={t('groups.name')} value={name} onChange={setName} maxLength={100} isRequired />
        <Checkbox label={t('groups.share')} description={t('groups.shareHint')} value={shared} onChange={setShared} />
        <Section
          title={`${t('groups.members')} ${t('people.found', { count: members.length, n: format.number(members.length) })}`}
        >
          <PeoplePicker
            label={t('groups.find')}
            take={t('groups.add')}
            onTake={(person) => setMembers((now) => (now.some((one) => one.id === person.id) ? now : [...now, person]))}
          />
          <ul className="k-people" aria-label={t('groups.members')}>
            {members.map((person) => (
              <li key={person.id}>
                <PersonChip person={person} size="small" />
                <Button
                  size="small"
                  icon={X}
                  aria-label={t('groups.takeOut', { name: person.name })}
                  onPress={() => setMembers((now) => now.filter((one) => one.id !== person.id))}
                >
                  {t('groups.out')}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
        <div className="org-acts">
          <Button type="submit" variant="primary" isPending={save.isPending}>
            {t('groups.save')}
          </Button>
          {group?.own && (
            <Button variant="quiet" onPress={() => setAsking(true)}>
              {t('groups.remove')}
            </Button>
          )}
        </div>
      </Form>
      <ConfirmDialog
        title={t('groups.removeTitle', { name: group?.name })}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate()}
        isPending={remove.isPending}
        confirmLabel={t('groups.remove')}
        cancelLabel={t('preview.cancel')}
      >
        <p>{t('groups.removeText')}</p>
      </ConfirmDialog>
    </Page>
  )
}
