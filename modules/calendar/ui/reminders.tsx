import {
  api,
  Button,
  Checkbox,
  problemText,
  Section,
  Skeleton,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useToast,
  type ReminderChoice,
  type UsualReminders,
} from '@kairan/ui'
import { useState } from 'react'
import { LoadFailure } from './frame.tsx'
import { keys } from './keys.ts'

const MOST = 5
const HOUR = 60
const DAY = 24 * HOUR

/** 10分前, 1時間前, 2日前 */
function useDistance(): (minutes: number) => string {
  const t = useT()
  return (minutes) =>
    minutes % DAY === 0
      ? t('remind.days', { n: minutes / DAY })
      : minutes % HOUR === 0
        ? t('remind.hours', { n: minutes / HOUR })
        : t('remind.minutes', { n: minutes })
}

function useUsual() {
  return useQuery({
    queryKey: keys.reminders('usual'),
    queryFn: ({ signal }) => api.get<UsualReminders>('/calendar/reminders', { signal }),
  })
}

/** Each distance that can be chosen, to be ticked. */
function Choices({
  label,
  choices,
  value,
  onChange,
}: {
  label: string
  choices: readonly number[]
  value: readonly number[]
  onChange: (minutes: number[]) => void
}) {
  const distance = useDistance()
  return (
    <ul aria-label={label}>
      {choices.map((minutes) => (
        <li key={minutes}>
          <Checkbox
            label={distance(minutes)}
            value={value.includes(minutes)}
            isDisabled={!value.includes(minutes) && value.length >= MOST}
            onChange={(on) => onChange(on ? [...value, minutes] : value.filter((one) => one !== minutes))}
          />
        </li>
      ))}
    </ul>
  )
}

/** When one is reminded of an event: as usual, or as chosen for it. */
export function Reminders({ event }: { event: number }) {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const distance = useDistance()
  const usual = useUsual()
  const [open, setOpen] = useState(false)
  const key = keys.reminders(event)
  const path = `/calendar/events/${event}/reminders`
  const chosen = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<ReminderChoice>(path, { signal }) })
  const put = useMutation({
    mutationFn: (minutes: number[] | null) => api.put<ReminderChoice>(path, { minutes }),
    onSuccess: (kept) => client.setQueryData(key, kept),
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  if (!chosen.data || !usual.data) return null
  const { minutes, own } = chosen.data
  return (
    <section className="cal-reminders">
      <p>
        {t('remind.title')}: {minutes.length === 0 ? t('remind.never') : minutes.map(distance).join(t('listSeparator'))}{' '}
        {!own && <span className="cal-quiet">{t('remind.asUsual')}</span>}{' '}
        <Button size="small" variant="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
          {t('remind.change')}
        </Button>
      </p>
      {open && (
        <>
          <Choices
            label={t('remind.title')}
            choices={usual.data.choices}
            value={minutes}
            onChange={(next) => put.mutate(next)}
          />
          {own && (
            <div>
              <Button size="small" onPress={() => put.mutate(null)}>
                {t('remind.useUsual')}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  )
}

/** One's part of the settings: when one usually is reminded. What is chosen is kept at once. */
export function UsualRemindersPart() {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const usual = useUsual()
  const put = useMutation({
    mutationFn: (minutes: number[]) => api.put<UsualReminders>('/calendar/reminders', { minutes }),
    onSuccess: (kept) => {
      client.setQueryData(keys.reminders('usual'), kept)
      void client.invalidateQueries({ queryKey: keys.reminders() })
      toast.show({ key: 'reminders', tone: 'success', text: t('remind.saved') })
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  return (
    <Section title={t('remind.usualTitle')} card>
      <p className="k-description">{t('remind.usualLead')}</p>
      {usual.data ? (
        <div className="cal-reminders">
          <Choices
            label={t('remind.usualTitle')}
            choices={usual.data.choices}
            value={usual.data.minutes}
            onChange={(next) => put.mutate(next)}
          />
        </div>
      ) : usual.isError ? (
        <LoadFailure problem={usual.error} onRetry={() => void usual.refetch()} />
      ) : (
        <Skeleton lines={3} />
      )}
    </Section>
  )
}
