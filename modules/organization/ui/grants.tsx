import {
  searchPeople,
  api,
  AudiencePicker,
  Button,
  ConfirmDialog,
  EmptyState,
  Form,
  Page,
  ProblemSummary,
  Section,
  Select,
  Skeleton,
  Table,
  useFormat,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type GrantList,
  type GrantListing,
  type GroupList,
  type Translate,
  useSections,
  useTitles,
} from '@kairan/ui'
import { ShieldCheck, X } from 'lucide-react'
import { useState } from 'react'
import { keys } from './queries.ts'

/** A role by this module's words, a permission by those of the module it belongs to. */
function whatText(t: Translate, what: string): string {
  const dot = what.indexOf('.')
  const key = dot < 0 ? `role.${what}` : `${what.slice(0, dot)}:permission.${what.slice(dot + 1)}`
  return t.has(key) ? t(key) : what
}

export function GrantsScreen() {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const toast = useToast()
  const grants = useQuery({
    queryKey: keys.grants,
    queryFn: ({ signal }) => api.get<GrantList>('/organization/grants', { signal }),
  })
  const [asking, setAsking] = useState<GrantListing>()
  const remove = useMutation({
    meta: { quiet: true },
    mutationFn: (grant: GrantListing) => api.delete(`/organization/grants/${grant.id}`),
    onSuccess: () => {
      toast.show({ text: t('grants.removed'), tone: 'success' })
      return client.invalidateQueries({ queryKey: keys.grants })
    },
    onSettled: () => setAsking(undefined),
  })
  const targetText = (grant: GrantListing) =>
    grant.target === 'everyone'
      ? t('shell:kit.audience.everyone')
      : grant.label === undefined
        ? t('grants.goneTarget')
        : grant.target.startsWith('tree:')
          ? t('shell:kit.audience.tree', { name: grant.label })
          : grant.label
  return (
    <Page title={t('grants.title')} lead={<p>{t('grants.intro')}</p>}>
      {remove.error ? <ProblemSummary problem={remove.error} /> : null}
      {grants.isError && !grants.data ? (
        <EmptyState title={t('failed')} action={<Button onPress={() => void grants.refetch()}>{t('retry')}</Button>} />
      ) : !grants.data ? (
        <Skeleton lines={6} />
      ) : (
        <>
          <Table
            label={t('grants.list')}
            rows={grants.data.items}
            getKey={(grant) => grant.id}
            columns={[
              {
                id: 'target',
                header: t('grants.target'),
                isRowHeader: true,
                cell: (grant) => (
                  <>
                    {targetText(grant)}{' '}
                    {!grant.target.startsWith('person:') && (
                      <span className="org-quiet">
                        {t('people.found', { count: grant.people, n: format.number(grant.people) })}
                      </span>
                    )}
                  </>
                ),
              },
              {
                id: 'what',
                header: t('grants.what'),
                cell: (grant) => (
                  <>
                    {whatText(t, grant.what)}
                    {grant.section && <div className="org-quiet">{grant.section.name}</div>}
                  </>
                ),
              },
              {
                id: 'since',
                header: t('grants.since'),
                cell: (grant) => (
                  <>
                    {format.date(grant.grantedAt)}
                    {grant.grantedBy && <div className="org-quiet">{grant.grantedBy.name}</div>}
                  </>
                ),
              },
              {
                id: 'act',
                header: t('grants.act'),
                hideHeader: true,
                cell: (grant) => (
                  <Button
                    size="small"
                    icon={X}
                    aria-label={t('grants.removeThis', { name: targetText(grant), what: whatText(t, grant.what) })}
                    onPress={() => setAsking(grant)}
                  >
                    {t('grants.remove')}
                  </Button>
                ),
              },
            ]}
            empty={<EmptyState icon={ShieldCheck} title={t('grants.emptyTitle')} />}
          />
          <NewGrant grantable={grants.data.grantable} />
        </>
      )}
      <ConfirmDialog
        title={t('grants.removeTitle')}
        isOpen={asking !== undefined}
        onClose={() => setAsking(undefined)}
        onConfirm={() => asking && remove.mutate(asking)}
        isPending={remove.isPending}
        confirmLabel={t('grants.remove')}
        cancelLabel={t('preview.cancel')}
      >
        <p>{asking && t('grants.removeText', { name: targetText(asking), what: whatText(t, asking.what) })}</p>
      </ConfirmDialog>
    </Page>
  )
}

function NewGrant({ grantable }: { grantable: string[] }) {
  const t = useT()
  const client = useQueryClient()
  const toast = useToast()
  const sections = useSections()
  const titles = useTitles()
  const groups = useQuery({
    queryKey: keys.groups,
    queryFn: ({ signal }) => api.get<GroupList>('/organization/groups', { signal }),
  })
  const [what, setWhat] = useState('')
  const [targets, setTargets] = useState<string[]>([])
  const [section, setSection] = useState('')
  const [attempted, setAttempted] = useState(false)
  const needsSection = what === 'section-administrator'
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      // Each is granted by itself, so that each can be taken back by itself.
      for (const target of targets) {
        // oxlint-disable-next-line no-await-in-loop
        await api.post('/organization/grants', {
          what,
          target,
          ...(needsSection ? { sectionId: Number(section) } : {}),
        })
        setTargets((rest) => rest.filter((one) => one !== target))
      }
    },
    onSuccess: () => {
      toast.show({ text: t('grants.added'), tone: 'success' })
      setAttempted(false)
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.grants }),
  })
  return (
    <Section title={t('grants.new')} card>
      <Form
        error={add.error}
        aria-label={t('grants.new')}
        onSubmit={() => {
          setAttempted(true)
          if (what !== '' && targets.length > 0 && (!needsSection || section !== '') && !add.isPending) add.mutate()
        }}
      >
        <Select
          label={t('grants.what')}
          value={what}
          onChange={setWhat}
          options={grantable.map((one) => ({ value: one, label: whatText(t, one) }))}
          error={attempted && what === '' ? t('grants.whatMissing') : undefined}
        />
        {needsSection && sections.data && (
          <Select
            label={t('grants.section')}
            description={t('grants.sectionHint')}
            value={section}
            onChange={setSection}
            options={sections.data.items.map((one) => ({ value: String(one.id), label: one.name }))}
            error={attempted && section === '' ? t('codes.sectionPick') : undefined}
          />
        )}
        {sections.data && titles.data && (
          <AudiencePicker
            label={t('grants.target')}
            value={targets}
            onChange={setTargets}
            sections={sections.data.items}
            titles={titles.data.items}
            groups={groups.data?.items.filter((group) => group.shared)}
            searchPeople={searchPeople}
            error={attempted && targets.length === 0 && !add.isSuccess ? t('grants.targetMissing') : undefined}
          />
        )}
        <div className="org-acts">
          <Button type="submit" variant="primary" isPending={add.isPending}>
            {t('grants.add')}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
