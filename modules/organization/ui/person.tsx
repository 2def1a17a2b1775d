import {
  ApiProblem,
  Badge,
  Button,
  EmptyState,
  LinkButton,
  Page,
  PersonMark,
  Section,
  Skeleton,
  useFormat,
  useParam,
  usePermission,
  useT,
} from '@kairan/ui'
import { UserPen, Users } from 'lucide-react'
import { Extension, Mail } from './people.tsx'
import { Photo } from './photo.tsx'
import { usePerson } from './queries.ts'

export function PersonScreen() {
  const t = useT()
  const format = useFormat()
  const id = Number(useParam('id'))
  const administers = usePermission('organization.administer-section')
  const query = usePerson(id)
  const back = { to: '/people', label: t('person.back') }
  const gone = !Number.isSafeInteger(id) || (query.error instanceof ApiProblem && query.error.status === 404)
  const person = query.data
  if (gone || !person) {
    return (
      <Page title={gone ? t('person.goneTitle') : t('people.title')} back={back} width="text">
        {gone ? (
          <EmptyState
            title={t('person.goneTitle')}
            text={t('person.goneText')}
            action={<LinkButton to="/people">{t('person.back')}</LinkButton>}
          />
        ) : query.isError ? (
          <EmptyState title={t('failed')} action={<Button onPress={() => void query.refetch()}>{t('retry')}</Button>} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={person.name}
      back={back}
      width="text"
      actions={
        administers && (
          <LinkButton to="/organization/edits/people/$id" params={{ id }} icon={UserPen}>
            {t('edit.change')}
          </LinkButton>
        )
      }
      lead={
        <p>
          {[person.kana, [person.section, person.title].filter(Boolean).join(' ')].filter(Boolean).join(' ・ ')}
          <PersonMark id={person.id} inWords />
        </p>
      }
    >
      {person.photo && <Photo file={person.photo} />}
      <dl className="org-facts k-card">
        <div>
          <dt>{t('person.extension')}</dt>
          <dd>
            <Extension person={person} />
          </dd>
        </div>
        <div>
          <dt>{t('person.mail')}</dt>
          <dd>
            <Mail person={person} />
          </dd>
        </div>
        <div>
          <dt>{t('person.staffNumber')}</dt>
          <dd>{person.staffNumber}</dd>
        </div>
      </dl>
      <Section title={t('person.assignments')}>
        <ul className="org-assignments">
          {person.assignments.map((assignment, index) => (
            <li key={index} className="org-assignment">
              <Badge tone={assignment.kind === 'primary' ? 'info' : 'neutral'}>{t(`person.${assignment.kind}`)}</Badge>
              <span className="org-assignment-text">
                <span className="org-assignment-name">
                  {[assignment.section.name, assignment.title].filter(Boolean).join(' ')}
                </span>
                <span className="org-quiet">{assignment.path}</span>
                <span className="org-quiet">
                  {assignment.until
                    ? t('person.fromUntil', {
                        from: format.date(assignment.from),
                        until: format.date(assignment.until),
                      })
                    : t('person.from', { from: format.date(assignment.from) })}
                </span>
              </span>
              <LinkButton
                to="/people"
                search={{ section: assignment.section.id }}
                icon={Users}
                size="small"
                variant="quiet"
              >
                {t('person.colleagues', { section: assignment.section.name })}
              </LinkButton>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
