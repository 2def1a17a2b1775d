import {
  api,
  Badge,
  Button,
  DateField,
  EmptyState,
  Form,
  Page,
  RadioGroup,
  Section,
  Select,
  Skeleton,
  Table,
  TextField,
  dayOf,
  useFormat,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type ClosedDayList,
  type ClosedDayListing,
  type NewClosedDay,
} from '@kairan/ui'
import { CalendarPlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { keys } from './queries.ts'

const YEARS_BEFORE = 1
const YEARS_AHEAD = 5

export function ClosedDaysScreen() {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const thisYear = Number(dayOf(Date.now()).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const days = useQuery({
    queryKey: [...keys.closedDays, year],
    queryFn: ({ signal }) => api.get<ClosedDayList>('/organization/closed-days', { query: { year }, signal }),
  })
  const again = () => client.invalidateQueries({ queryKey: keys.closedDays })
  const decide = useMutation({
    mutationFn: ({ day, ...decided }: NewClosedDay & { day: string }) =>
      api.put(`/organization/closed-days/${day}`, decided),
    onSuccess: again,
  })
  const forget = useMutation({
    mutationFn: ({ day }: ClosedDayListing) => api.delete(`/organization/closed-days/${day}`),
    onSuccess: (_, { day, name, open }) => {
      toast.show({ text: t('closedDays.removed'), undo: () => decide.mutate({ day, name, open }) })
      return again()
    },
  })
  const items = days.data?.items
  return (
    <Page title={t('closedDays.title')} width="text" lead={<p>{t('closedDays.intro')}</p>}>
      <Adding
        isPending={decide.isPending}
        error={decide.error}
        onAdd={(wanted, done) =>
          decide.mutate(wanted, {
            onSuccess: () => {
              setYear(Number(wanted.day.slice(0, 4)))
              toast.show({ tone: 'success', text: t('closedDays.added', { day: format.date(wanted.day) }) })
              done()
            },
          })
        }
      />
      <Section
        title={t('closedDays.ofYear')}
        actions={
          <Select
            label={t('closedDays.year')}
            value={String(year)}
            onChange={(value) => setYear(Number(value))}
            options={yearsAround(thisYear, year).map((one) => ({
              value: String(one),
              label: t('closedDays.yearOption', { year: String(one) }),
            }))}
          />
        }
      >
        {days.data && year > days.data.announcedUntil && <p className="org-quiet">{t('closedDays.forecast')}</p>}
        {days.isError && !items ? (
          <EmptyState title={t('failed')} action={<Button onPress={() => void days.refetch()}>{t('retry')}</Button>} />
        ) : !items ? (
          <Skeleton lines={10} />
        ) : (
          <Table
            label={t('closedDays.ofYear')}
            rows={items}
            getKey={(one) => one.day}
            columns={[
              { id: 'day', header: t('closedDays.day'), isRowHeader: true, cell: (one) => format.date(one.day) },
              {
                id: 'name',
                header: t('closedDays.name'),
                cell: (one) => (one.own ? one.name : t(`closedDays.names.${one.key}`)),
              },
              { id: 'kind', header: t('closedDays.kind'), cell: (one) => <Kind day={one} /> },
              {
                id: 'act',
                header: t('closedDays.act'),
                hideHeader: true,
                align: 'end',
                cell: (one) =>
                  one.own && (
                    <Button
                      size="small"
                      variant="quiet"
                      icon={Trash2}
                      isPending={forget.isPending && forget.variables.day === one.day}
                      onPress={() => forget.mutate(one)}
                      aria-label={t('closedDays.removeThis', { day: format.date(one.day), name: one.name })}
                    >
                      {t('closedDays.remove')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Section>
    </Page>
  )
}

function yearsAround(thisYear: number, shown: number): number[] {
  const usual = Array.from({ length: YEARS_BEFORE + YEARS_AHEAD + 1 }, (_, place) => thisYear - YEARS_BEFORE + place)
  return usual.includes(shown) ? usual : [...usual, shown].sort((a, b) => a - b)
}

function Kind({ day }: { day: ClosedDayListing }) {
  const t = useT()
  if (day.open) return <Badge tone="success">{t('closedDays.kindOpen')}</Badge>
  if (day.own) return <Badge tone="info">{t('closedDays.kindOwn')}</Badge>
  return <Badge>{t(day.key === 'year-end' ? 'closedDays.kindYearEnd' : 'closedDays.kindHoliday')}</Badge>
}

interface AddingProps {
  isPending: boolean
  error: Error | null
  onAdd: (wanted: NewClosedDay & { day: string }, done: () => void) => void
}

function Adding({ isPending, error, onAdd }: AddingProps) {
  const t = useT()
  const [day, setDay] = useState('')
  const [name, setName] = useState('')
  const [kind, setKind] = useState('closed')
  return (
    <Section title={t('closedDays.addTitle')} card>
      <Form
        error={error}
        onSubmit={() => {
          if (isPending) return
          onAdd({ day, name: name.trim(), open: kind === 'open' }, () => {
            setDay('')
            setName('')
            setKind('closed')
          })
        }}
      >
        <DateField
          label={t('closedDays.day')}
          value={day}
          onChange={setDay}
          isRequired
          min="1949-01-01"
          max="2150-12-31"
        />
        <TextField
          label={t('closedDays.name')}
          description={t('closedDays.nameHint')}
          value={name}
          onChange={setName}
          name="name"
          isRequired
          autoComplete="off"
        />
        <RadioGroup
          label={t('closedDays.kind')}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'closed', label: t('closedDays.closed') },
            { value: 'open', label: t('closedDays.open'), description: t('closedDays.openHint') },
          ]}
        />
        <Button type="submit" variant="primary" icon={CalendarPlus} isPending={isPending}>
          {t('closedDays.add')}
        </Button>
      </Form>
    </Section>
  )
}
