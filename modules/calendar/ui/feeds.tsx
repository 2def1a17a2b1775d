import {
  api,
  Badge,
  Button,
  Checkbox,
  ConfirmDialog,
  EmptyState,
  Form,
  Section,
  Skeleton,
  Table,
  TextField,
  urlOf,
  useFormat,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useToast,
} from '@kairan/ui'
import { Copy, Rss } from 'lucide-react'
import { useState } from 'react'
import { CalendarField } from './calendar-field.tsx'
import { LoadFailure } from './frame.tsx'
import { keys } from './keys.ts'
import type { ExchangeCalendar, FeedList, FeedListing, MadeFeed } from './types.ts'

/** Secret addresses under which other programs read a calendar: made, told once, and revoked. */
export function Feeds({ calendars }: { calendars: readonly ExchangeCalendar[] }) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const toast = useToast()
  const [calendar, setCalendar] = useState(calendars[0]?.calendar.principal ?? '')
  const [label, setLabel] = useState('')
  const [busyOnly, setBusyOnly] = useState(false)
  const [made, setMade] = useState<MadeFeed>()
  const [revoking, setRevoking] = useState<FeedListing>()
  const feeds = useQuery({
    queryKey: keys.exchange('feeds'),
    queryFn: async ({ signal }) => (await api.get<FeedList>('/calendar/feeds', { signal })).items,
  })
  const refresh = () => client.invalidateQueries({ queryKey: keys.exchange('feeds') })
  const make = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      api.post<MadeFeed>('/calendar/feeds', { calendar, label: label.trim() || t('feeds.unnamed'), busyOnly }),
    onSuccess: (done) => {
      setMade(done)
      setLabel('')
      return refresh()
    },
  })
  const revoke = useMutation({
    mutationFn: (feed: FeedListing) => api.delete(`/calendar/feeds/${feed.id}`),
    onSuccess: (_, feed) => {
      toast.show({ tone: 'success', text: t('feeds.revoked', { name: feed.label }) })
      if (made?.feed.id === feed.id) setMade(undefined)
      setRevoking(undefined)
      return refresh()
    },
    onError: () => setRevoking(undefined),
  })
  return (
    <Section title={t('feeds.title')} card>
      <p>{t('feeds.text')}</p>
      {!feeds.data ? (
        feeds.isError ? (
          <LoadFailure problem={feeds.error} onRetry={() => void feeds.refetch()} />
        ) : (
          <Skeleton lines={3} />
        )
      ) : (
        <Table
          label={t('feeds.title')}
          rows={feeds.data}
          getKey={({ id }) => id}
          empty={<EmptyState icon={Rss} title={t('feeds.none')} />}
          columns={[
            { id: 'label', header: t('feeds.label'), isRowHeader: true, cell: (feed) => feed.label },
            {
              id: 'calendar',
              header: t('exchange.calendar'),
              cell: (feed) => (
                <>
                  {feed.calendar.name} {feed.busyOnly && <Badge>{t('visibility.busy')}</Badge>}
                </>
              ),
            },
            { id: 'made', header: t('feeds.made'), cell: (feed) => format.date(feed.createdAt) },
            {
              id: 'used',
              header: t('feeds.used'),
              cell: (feed) => (feed.usedAt ? format.dateTime(feed.usedAt) : t('feeds.never')),
            },
            {
              id: 'act',
              header: t('feeds.revoke'),
              hideHeader: true,
              cell: (feed) => (
                <Button
                  size="small"
                  aria-label={t('feeds.revokeOf', { name: feed.label })}
                  onPress={() => setRevoking(feed)}
                >
                  {t('feeds.revoke')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {made && <Address made={made} />}
      <Form error={make.error} onSubmit={() => !make.isPending && make.mutate()}>
        <TextField
          name="label"
          label={t('feeds.label')}
          description={t('feeds.labelHint')}
          value={label}
          onChange={setLabel}
        />
        <CalendarField label={t('exchange.calendar')} calendars={calendars} value={calendar} onChange={setCalendar} />
        <Checkbox
          label={t('feeds.busyOnly')}
          description={t('feeds.busyOnlyHint')}
          value={busyOnly}
          onChange={setBusyOnly}
        />
        <div>
          <Button type="submit" isPending={make.isPending}>
            {t('feeds.make')}
          </Button>
        </div>
      </Form>
      <ConfirmDialog
        title={t('feeds.revokeTitle', { name: revoking?.label ?? '' })}
        isOpen={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        onConfirm={() => {
          if (revoking && !revoke.isPending) revoke.mutate(revoking)
        }}
        confirmLabel={t('feeds.revoke')}
        cancelLabel={t('cancel')}
      >
        <p>{t('feeds.revokeText')}</p>
      </ConfirmDialog>
    </Section>
  )
}

/** The address itself, which is told this once. */
function Address({ made }: { made: MadeFeed }) {
  const t = useT()
  const toast = useToast()
  const address = new URL(urlOf(made.path), location.origin).href
  return (
    <div className="cal-notice" role="status">
      <TextField
        label={t('feeds.address', { name: made.feed.label })}
        value={address}
        onChange={() => undefined}
        isReadOnly
      />
      <Button
        icon={Copy}
        onPress={() =>
          void copy(address).then(
            () => toast.show({ tone: 'success', text: t('feeds.copied') }),
            () => toast.show({ tone: 'error', text: t('feeds.notCopied') }),
          )
        }
      >
        {t('feeds.copy')}
      </Button>
      <p>{t('feeds.once')}</p>
    </div>
  )
}

/** The clipboard is there only where the page is served with TLS. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'k-hidden'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('copy')
}
