import {
  Button,
  EmptyState,
  LinkButton,
  Page,
  Section,
  SectionTree,
  Skeleton,
  Table,
  Tabs,
  useNavigate,
  usePermission,
  useT,
  useSections,
  useTitles,
  PeoplePicker,
} from '@kairan/ui'
import { Plus } from 'lucide-react'

/** Where the administration by hand begins: whom or what to edit. */
export function EditsScreen() {
  const t = useT()
  const navigate = useNavigate()
  const all = usePermission('organization.administer')
  const sections = useSections()
  const titles = useTitles()
  const go = (to: string, id: number) => void navigate({ to, params: { id: String(id) } as never })
  const people = (
    <Section
      title={t('edit.people')}
      actions={
        <LinkButton to="/organization/edits/people/new" variant="primary" icon={Plus}>
          {t('edit.newPerson')}
        </LinkButton>
      }
    >
      <PeoplePicker
        label={t('people.search')}
        take={t('edit.open')}
        all
        onTake={(person) => go('/organization/edits/people/$id', person.id)}
      />
    </Section>
  )
  if (!all) {
    return (
      <Page title={t('edit.title')} lead={<p>{t('edit.intro')}</p>}>
        {people}
      </Page>
    )
  }
  return (
    <Page title={t('edit.title')} lead={<p>{t('edit.intro')}</p>}>
      <Tabs
        label={t('edit.title')}
        tabs={[
          { id: 'people', label: t('edit.people'), content: people },
          {
            id: 'sections',
            label: t('edit.sections'),
            content: (
              <Section
                title={t('edit.sections')}
                actions={
                  <LinkButton to="/organization/edits/sections/new" variant="primary" icon={Plus}>
                    {t('edit.newSection')}
                  </LinkButton>
                }
              >
                {sections.data ? (
                  <SectionTree
                    sections={sections.data.items}
                    onSelect={(id) => id !== undefined && go('/organization/edits/sections/$id', id)}
                    label={t('edit.sections')}
                  />
                ) : (
                  <Skeleton lines={8} />
                )}
              </Section>
            ),
          },
          {
            id: 'titles',
            label: t('edit.titles'),
            content: (
              <Section
                title={t('edit.titles')}
                actions={
                  <LinkButton to="/organization/edits/titles/new" variant="primary" icon={Plus}>
                    {t('edit.newTitle')}
                  </LinkButton>
                }
              >
                {titles.isError ? (
                  <EmptyState
                    title={t('failed')}
                    action={<Button onPress={() => void titles.refetch()}>{t('retry')}</Button>}
                  />
                ) : (
                  <Table
                    label={t('edit.titles')}
                    rows={titles.data?.items ?? []}
                    getKey={(title) => title.id}
                    onRowAction={(title) => go('/organization/edits/titles/$id', title.id)}
                    columns={[
                      { id: 'name', header: t('field.title'), isRowHeader: true, cell: (title) => title.name },
                      { id: 'code', header: t('field.titleCode'), cell: (title) => title.code },
                      { id: 'order', header: t('field.order'), cell: (title) => title.order },
                      { id: 'people', header: t('groups.members'), cell: (title) => title.people },
                    ]}
                  />
                )}
              </Section>
            ),
          },
        ]}
      />
    </Page>
  )
}
