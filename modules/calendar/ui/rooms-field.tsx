import { Badge, Button, Dialog, EmptyState, IconButton, SearchField, Select, Skeleton, useT } from '@kairan/ui'
import { DoorOpen, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { LoadFailure } from './frame.tsx'
import { ROOM_KINDS } from './kinds.ts'
import { minutesOn } from './layout.ts'
import { useTimeline } from './queries.ts'
import type { Booking, RoomDay, RoomRef } from './types.ts'
import { useWords } from './words.ts'

interface RoomsFieldProps {
  value: RoomRef[]
  onChange: (value: RoomRef[]) => void
  day: string
  /** Minutes of the day. */
  from: number
  until: number
  /** The event itself, whose own booking is in nobody's way. */
  event?: number | undefined
}

/** Who has a room in that time, if anybody but the event itself. */
export function takenBy(
  bookings: readonly Booking[],
  day: string,
  from: number,
  until: number,
  event?: number,
): Booking | undefined {
  return bookings.find((one) => {
    if (event !== undefined && one.event === event) return false
    const [begins, ends] = minutesOn(one, day)
    return begins < until && ends > from
  })
}

/** Rooms, cars and equipment for the time of the event, each with whether it is free then and who has it if not. */
export function RoomsField({ value, onChange, day, from, until, event }: RoomsFieldProps) {
  const t = useT()
  const [isChoosing, setChoosing] = useState(false)
  const timeline = useTimeline(day, undefined, value.length > 0 || isChoosing)
  return (
    <fieldset className="cal-fieldset">
      <legend className="k-label">{t('edit.rooms')}</legend>
      {value.length > 0 && (
        <ul className="cal-found cal-chosen" aria-label={t('rooms.chosen')}>
          {value.map((room) => {
            const there = timeline.data?.find(({ id }) => id === room.id)
            return (
              <li key={room.id}>
                <span className="cal-grow">
                  {[room.building, room.name].filter(Boolean).join(' ')}{' '}
                  {there?.approval && <Badge tone="info">{t('rooms.asks', { owner: there.owner ?? '' })}</Badge>}{' '}
                  {there && <Free room={there} day={day} from={from} until={until} event={event} />}
                </span>
                <IconButton
                  icon={X}
                  label={t('rooms.drop', { name: room.name })}
                  onPress={() => onChange(value.filter(({ id }) => id !== room.id))}
                />
              </li>
            )
          })}
        </ul>
      )}
      <div>
        <Button size="small" icon={DoorOpen} onPress={() => setChoosing(true)}>
          {t('rooms.choose')}
        </Button>
      </div>
      {isChoosing && (
        <Dialog
          title={t('rooms.choose')}
          isOpen
          onClose={() => setChoosing(false)}
          size="wide"
          actions={
            <Button variant="primary" onPress={() => setChoosing(false)}>
              {t('people.done')}
            </Button>
          }
        >
          {timeline.data ? (
            <Choices
              rooms={timeline.data}
              value={value}
              onChange={onChange}
              day={day}
              from={from}
              until={until}
              event={event}
            />
          ) : timeline.isError ? (
            <LoadFailure problem={timeline.error} onRetry={() => void timeline.refetch()} />
          ) : (
            <Skeleton lines={6} />
          )}
        </Dialog>
      )}
    </fieldset>
  )
}

function Choices({ rooms, value, onChange, ...time }: RoomsFieldProps & { rooms: RoomDay[] }) {
  const t = useT()
  const words = useWords()
  const [query, setQuery] = useState('')
  const [kind, setKind] = useState('room')
  const plain = (text: string) => text.normalize('NFKC').toLowerCase()
  const found = rooms
    .filter((room) => kind === 'all' || room.kind === kind)
    .filter((room) => plain(`${room.building} ${room.name}`).includes(plain(query.trim())))
    .map((room) => ({ room, taken: takenBy(room.bookings, time.day, time.from, time.until, time.event) }))
    .sort((a, b) => Number(Boolean(a.taken) || !a.room.mayBook) - Number(Boolean(b.taken) || !b.room.mayBook))
  return (
    <div className="k-form">
      <p>{t('rooms.forTime', { when: words.span(time.day, time.from, time.until) })}</p>
      <div className="cal-row">
        <Select
          label={t('rooms.kind')}
          value={kind}
          onChange={setKind}
          options={['all', ...ROOM_KINDS].map((one) => ({ value: one, label: t(`roomKind.${one}`) }))}
        />
        <SearchField label={t('rooms.search')} value={query} onChange={setQuery} />
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('rooms.noneSuch')} />
      ) : (
        <ul className="cal-found" aria-label={t('rooms.list')}>
          {found.map(({ room }) => {
            const isChosen = value.some(({ id }) => id === room.id)
            return (
              <li key={room.id}>
                <span className="cal-grow">
                  {[room.building, room.name].filter(Boolean).join(' ')}{' '}
                  {room.capacity !== undefined && (
                    <span className="cal-quiet">{t('rooms.capacity', { n: room.capacity })} </span>
                  )}
                  {room.approval && <Badge tone="info">{t('rooms.asks', { owner: room.owner ?? '' })}</Badge>}{' '}
                  {room.mayBook ? <Free room={room} {...time} /> : <Badge>{t('rooms.notYours')}</Badge>}
                </span>
                {(room.mayBook || isChosen) && (
                  <Button
                    size="small"
                    icon={isChosen ? X : Plus}
                    aria-label={t(isChosen ? 'rooms.drop' : 'rooms.take', { name: room.name })}
                    onPress={() =>
                      onChange(
                        isChosen
                          ? value.filter(({ id }) => id !== room.id)
                          : [...value, { id: room.id, name: room.name, building: room.building }],
                      )
                    }
                  >
                    {t(isChosen ? 'rooms.out' : 'people.add')}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

function Free({
  room,
  day,
  from,
  until,
  event,
}: {
  room: RoomDay
  day: string
  from: number
  until: number
  event?: number | undefined
}) {
  const t = useT()
  const words = useWords()
  const taken = takenBy(room.bookings, day, from, until, event)
  if (!taken) return <Badge tone="success">{t('rooms.free')}</Badge>
  return (
    <span className="cal-taken">
      <Badge tone="important">{t('rooms.taken')}</Badge>{' '}
      {t(taken.extension ? 'rooms.byExtension' : 'rooms.by', {
        time: words.times(taken.start, taken.end),
        name: [taken.by.section, taken.by.name].filter(Boolean).join(' '),
        extension: taken.extension,
      })}
      {taken.tentative && ` ${t('held.inBrackets')}`}
    </span>
  )
}
