import {
  ApiProblem,
  api,
  Button,
  Checkbox,
  EmptyState,
  Form,
  RadioGroup,
  Section,
  Skeleton,
  TimeField,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type WorkingDay,
  type WorkingWeekDetail,
} from '@kairan/ui'
import { useState } from 'react'
import { keys } from './queries.ts'

const USUAL = { from: '08:30', until: '17:15' }
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const
const LAST_USUAL_DAY = 5

/** When somebody works: the usual hours, or their own by the day of the week. */
export function WorkingHoursPart({ person, isOwn = false }: { person: number; isOwn?: boolean }) {
  const t = useT()
  const week = useQuery({
    queryKey: [...keys.workingHours, person],
    queryFn: ({ signal }) => api.get<WorkingWeekDetail>('/organization/working-hours', { query: { person }, signal }),
    retry: false,
  })
  // Of somebody whom one does not administer there is nothing to see.
  if (week.error instanceof ApiProblem && week.error.status === 404) return null
  const title = isOwn ? t('hours.title') : t('hours.of', { name: week.data?.person.name ?? '' })
  return (
    <Section title={title} card>
      <p className="k-description">{t('hours.lead')}</p>
      {week.data ? (
        <Week key={JSON.stringify(week.data)} person={person} week={week.data} />
      ) : week.isError ? (
        <EmptyState title={t('failed')} action={<Button onPress={() => void week.refetch()}>{t('retry')}</Button>} />
      ) : (
        <Skeleton lines={2} />
      )}
    </Section>
  )
}

function Week({ person, week }: { person: number; week: WorkingWeekDetail }) {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const [kind, setKind] = useState(week.own ? 'own' : 'usual')
  const [days, setDays] = useState<WorkingDay[]>(
    week.own
      ? week.days
      : WEEK.filter((weekday) => weekday <= LAST_USUAL_DAY).map((weekday) => ({ weekday, ...USUAL })),
  )
  const [attempted, setAttempted] = useState(false)
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      api.put<WorkingWeekDetail>(
        '/organization/working-hours',
        { days: kind === 'own' ? days : [] },
        { query: { person } },
      ),
    onSuccess: (kept) => {
      client.setQueryData([...keys.workingHours, person], kept)
      toast.show({ tone: 'success', text: t('hours.saved') })
    },
  })
  const change = (weekday: number, part: Partial<WorkingDay>) =>
    setDays((old) => old.map((day) => (day.weekday === weekday ? { ...day, ...part } : day)))
  const isEmpty = kind === 'own' && days.length === 0
  return (
    <Form
      aria-label={t('hours.title')}
      error={save.error}
      onSubmit={() => {
        setAttempted(true)
        if (!isEmpty && !save.isPending) save.mutate()
      }}
    >
      <RadioGroup
        label={t('hours.which')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'usual', label: t('hours.usual') },
          { value: 'own', label: t('hours.own') },
        ]}
        error={attempted && isEmpty ? t('hours.noDay') : undefined}
      />
      {kind === 'own' && (
        <ul className="org-week">
          {WEEK.map((weekday) => {
            const name = t(`hours.days.${weekday}`)
            const day = days.find((one) => one.weekday === weekday)
            return (
              <li key={weekday}>
                <Checkbox
                  label={t('hours.works', { day: name })}
                  value={day !== undefined}
                  onChange={(works) =>
                    setDays((old) =>
                      works
                        ? [...old, { weekday, ...USUAL }].sort((a, b) => a.weekday - b.weekday)
                        : old.filter((one) => one.weekday !== weekday),
                    )
                  }
                />
                {day && (
                  <span className="org-two">
                    <TimeField
                      name={`day${weekday}`}
                      label={t('hours.from', { day: name })}
                      value={day.from}
                      onChange={(from) => change(weekday, { from })}
                      isRequired
                    />
                    <TimeField
                      label={t('hours.until', { day: name })}
                      value={day.until}
                      onChange={(until) => change(weekday, { until })}
                      isRequired
                    />
                  </span>
                )}
              </li>
            )
          })}
        </ul>
      )}
      <div className="org-acts">
        <Button type="submit" isPending={save.isPending}>
          {t('hours.save')}
        </Button>
      </div>
    </Form>
  )
}
