import {
  ApiProblem,
  api,
  Button,
  Dialog,
  EmptyState,
  Form,
  PersonChip,
  Skeleton,
  Table,
  TextField,
  useFormat,
  useMutation,
  useNavigate,
  useParam,
  useSearch,
  useT,
  useToast,
} from '@kairan/ui'
import { Car, NotebookPen } from 'lucide-react'
import { useState } from 'react'
import { partOf, useRefresh } from './acts.ts'
import { Frame, LoadFailure } from './frame.tsx'
import { isMonth, MonthField, thisMonth } from './month-field.tsx'
import { useRooms, useTripLog, useTrips, type TaggedEvent } from './queries.ts'
import type { TripDetail } from './types.ts'
import { useWords } from './words.ts'

const DESTINATION_MAX = 200

/** The log of a car for a month, for those who look after it. */
export function TripLogScreen() {
  const t = useT()
  const words = useWords()
  const format = useFormat()
  const navigate = useNavigate()
  const id = Number(useParam('id'))
  const search: { month?: string } = useSearch({ strict: false })
  const month = isMonth(search.month) ? search.month : thisMonth()
  const query = useTripLog(id, month)
  const car = useRooms({ kind: 'car' }).data?.find((one) => one.id === id)
  const isGone = query.error instanceof ApiProblem && query.error.status === 404
  const km = (n: number) => t('trip.km', { n: format.number(n) })
  return (
    <Frame
      title={car ? t('trip.logOf', { name: car.name }) : t('trip.log')}
      actions={
        !isGone && (
          <a
            className="k-button k-button-secondary"
            href={api.href(`/calendar/rooms/${id}/trips/csv`, { month })}
            download={`trips-${id}-${month}.csv`}
          >
            {t('use.csv')}
          </a>
        )
      }
    >
      {isGone ? (
        <EmptyState icon={Car} title={t('trip.gone')} text={t('trip.goneText')} />
      ) : (
        <>
          <div className="cal-row cal-filters">
            <MonthField
              label={t('use.month')}
              value={month}
              onChange={(next) =>
                void navigate({
                  to: '/calendar/rooms/$id/trips',
                  params: { id: String(id) } as never,
                  search: { month: next } as never,
                  replace: true,
                })
              }
            />
          </div>
          {!query.data ? (
            query.isError ? (
              <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
            ) : (
              <Skeleton lines={6} />
            )
          ) : (
            <>
              <p role="status">{t('trip.total', { n: format.number(query.data.distance) })}</p>
              <Table
                label={t('trip.log')}
                rows={query.data.items}
                getKey={(one) => `${one.start} ${one.departure}`}
                empty={<EmptyState icon={Car} title={t('trip.none')} text={t('trip.noneText')} />}
                columns={[
                  { id: 'when', header: t('edit.when'), cell: (one) => words.when(one) },
                  {
                    id: 'driver',
                    header: t('trip.driver'),
                    cell: ({ driver }) => <PersonChip person={driver} size="small" />,
                  },
                  { id: 'destination', header: t('trip.destination'), cell: ({ destination }) => destination },
                  {
                    id: 'meter',
                    header: t('trip.meter'),
                    align: 'end',
                    cell: ({ departure, arrival }) =>
                      t('days', { from: format.number(departure), until: format.number(arrival) }),
                  },
                  { id: 'distance', header: t('trip.distance'), align: 'end', cell: ({ distance }) => km(distance) },
                ]}
              />
            </>
          )}
        </>
      )}
    </Frame>
  )
}

/** The cars that an event holds: once the journey has begun it is written down here. */
export function TripEntries({ event }: { event: TaggedEvent }) {
  const t = useT()
  const format = useFormat()
  const query = useTrips(event)
  const [entering, setEntering] = useState<TripDetail>()
  const begun = (query.data ?? []).filter((one) => one.begun)
  if (begun.length === 0) return null
  return (
    <div className="cal-answering" role="group" aria-label={t('trip.log')}>
      {begun.map((one) => (
        <p key={one.car.id} className="cal-acts">
          <span className="cal-grow">
            <strong>{one.car.name}</strong>{' '}
            {one.version > 0
              ? t('trip.entered', {
                  destination: one.destination,
                  n: format.number((one.arrival ?? 0) - (one.departure ?? 0)),
                })
              : t('trip.missing')}
          </span>
          <Button size="small" icon={NotebookPen} onPress={() => setEntering(one)}>
            {t(one.version > 0 ? 'trip.correct' : 'trip.enter')}
          </Button>
        </p>
      ))}
      {entering && <TripDialog event={event} trip={entering} onClose={() => setEntering(undefined)} />}
    </div>
  )
}

function TripDialog({ event, trip, onClose }: { event: TaggedEvent; trip: TripDetail; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const format = useFormat()
  const refresh = useRefresh()
  const [destination, setDestination] = useState(trip.destination ?? event.place ?? '')
  const [departure, setDeparture] = useState(String(trip.departure ?? trip.meter ?? ''))
  const [arrival, setArrival] = useState(String(trip.arrival ?? ''))
  const [attempted, setAttempted] = useState(false)
  const isNumber = (text: string) => /^\d{1,7}$/.test(text.trim())
  const faults = {
    destination: destination.trim() === '' ? t('trip.destinationMissing') : undefined,
    departure: isNumber(departure) ? undefined : t('trip.meterMissing'),
    arrival: !isNumber(arrival)
      ? t('trip.meterMissing')
      : isNumber(departure) && Number(arrival) < Number(departure)
        ? t('trip.backwards')
        : undefined,
  }
  const told: Partial<typeof faults> = attempted ? faults : {}
  const save = useMutation({
    mutationFn: () =>
      api.put(
        `/calendar/events/${event.id}/trips/${trip.car.id}`,
        { destination: destination.trim(), departure: Number(departure), arrival: Number(arrival) },
        { query: partOf(event, 'one'), ifMatch: `"${trip.version}"` },
      ),
    meta: { quiet: true },
    onSuccess: async () => {
      await refresh()
      toast.show({ tone: 'success', text: t('trip.saved', { n: format.number(Number(arrival) - Number(departure)) }) })
      onClose()
    },
  })
  const submit = () => {
    setAttempted(true)
    if (!Object.values(faults).some(Boolean) && !save.isPending) save.mutate()
  }
  return (
    <Dialog
      title={t('trip.enterOf', { name: trip.car.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isPending={save.isPending} onPress={submit}>
            {t('edit.save')}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit} error={save.error}>
        <TextField
          name="destination"
          label={t('trip.destination')}
          value={destination}
          onChange={setDestination}
          error={told.destination}
          maxLength={DESTINATION_MAX}
          isRequired
          autoFocus
        />
        <TextField
          name="departure"
          label={t('trip.departure')}
          description={trip.meter === undefined ? undefined : t('trip.before', { n: format.number(trip.meter) })}
          inputMode="numeric"
          value={departure}
          onChange={setDeparture}
          error={told.departure}
          isRequired
        />
        <TextField
          name="arrival"
          label={t('trip.arrival')}
          inputMode="numeric"
          value={arrival}
          onChange={setArrival}
          error={told.arrival}
          isRequired
        />
      </Form>
    </Dialog>
  )
}
