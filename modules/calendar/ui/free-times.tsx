import {
  api,
  Badge,
  Button,
  Checkbox,
  DateField,
  dayOf,
  EmptyState,
  Form,
  LinkButton,
  PersonChip,
  Select,
  Skeleton,
  useMutation,
  useNavigate,
  useSession,
  useT,
} from '@kairan/ui'
import { CalendarClock, CalendarSearch, CircleCheck, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { newDraft, searchFor, type Invited } from './draft.ts'
import { Frame } from './frame.tsx'
import { HeldSign } from './mark.tsx'
import { PeopleField } from './people-field.tsx'
import { newProposal, roomsFor, SLOTS_MAX, SLOTS_MIN } from './proposal-draft.ts'
import { handOver } from './proposal-keep.ts'
import { useRooms } from './queries.ts'
import { isDay, localNow, plus } from './time.ts'
import type { RoomListing, RoomRef, SlotList } from './types.ts'
import { useWords } from './words.ts'

/** Any building, any equipment. */
const ANY = 'any'

const MINUTES = [15, 30, 45, 60, 90, 120, 180, 240]

interface Question {
  invited: Invited[]
  minutes: number
  from: string
  until: string
  /** Rooms of at least this many seats, or no room at all. */
  seats: number | undefined
  building: string
  equipment: string
}

/** When people, sections and rooms have time together: the best times first, and who would be missing. */
export function FreeTimesScreen() {
  const t = useT()
  const { person } = useSession()
  const today = dayOf(Date.now())
  const [asked, setAsked] = useState<Question>({
    invited: [
      { group: `person:${person.id}`, name: [person.name, person.section].filter(Boolean).join(' '), optional: false },
    ],
    minutes: 60,
    from: today,
    until: plus(today, 7),
    seats: undefined,
    building: ANY,
    equipment: ANY,
  })
  const [attempted, setAttempted] = useState(false)
  const rooms = useRooms({ kind: 'room' })
  const choices = useMemo(() => choicesOf(rooms.data ?? []), [rooms.data])
  const change = (part: Partial<Question>) => setAsked((old) => ({ ...old, ...part }))
  const faults = {
    people: !asked.invited.some(({ optional }) => !optional),
    days: !isDay(asked.from) || !isDay(asked.until) || asked.until < asked.from || asked.until > plus(asked.from, 30),
  }
  const find = useMutation({
    mutationFn: async (question: Question) => {
      const ids = (optional: boolean) =>
        question.invited.flatMap((one) =>
          one.optional === optional && one.group.startsWith('person:') ? [Number(one.group.slice(7))] : [],
        )
      const found = await api.post<SlotList>('/calendar/free-times', {
        people: ids(false),
        optional: ids(true),
        groups: question.invited.flatMap(({ group }) => (group.startsWith('person:') ? [] : [group])),
        rooms:
          question.seats === undefined
            ? null
            : (rooms.data ?? [])
                .filter((room) => fits(room, question))
                // They are proposed in this order: none larger than is needed.
                .sort((a, b) => (a.capacity ?? 0) - (b.capacity ?? 0))
                .map(({ id }) => id),
        minutes: question.minutes,
        from: question.from,
        to: plus(question.until, 1),
      })
      return { ...found, question }
    },
    meta: { quiet: true },
  })
  const submit = () => {
    setAttempted(true)
    if (!faults.people && !faults.days && !find.isPending) find.mutate(asked)
  }
  return (
    <Frame title={t('free.title')}>
      <div className="cal-free">
        <Form onSubmit={submit} error={find.error} className="k-form cal-free-form" aria-label={t('free.title')}>
          <PeopleField label={t('free.people')} value={asked.invited} onChange={(invited) => change({ invited })} />
          {attempted && faults.people && (
            <p className="k-field-error" role="alert">
              {t('free.peopleMissing')}
            </p>
          )}
          <Select
            label={t('free.minutes')}
            value={String(asked.minutes)}
            onChange={(minutes) => change({ minutes: Number(minutes) })}
            options={MINUTES.map((n) => ({ value: String(n), label: t('minutes', { n }) }))}
          />
          <div className="cal-row">
            <DateField label={t('free.from')} value={asked.from} onChange={(from) => change({ from })} isRequired />
            <DateField
              label={t('free.until')}
              value={asked.until}
              onChange={(until) => change({ until })}
              error={attempted && faults.days ? t('free.daysWrong') : undefined}
              isRequired
            />
          </div>
          <Checkbox
            label={t('free.room')}
            description={t('free.roomHint')}
            value={asked.seats !== undefined}
            onChange={(on) => change({ seats: on ? Math.max(2, asked.invited.length) : undefined })}
          />
          {asked.seats !== undefined && choices.buildings.length > 1 && (
            <Select
              label={t('rooms.building')}
              value={asked.building}
              onChange={(building) => change({ building })}
              options={[
                { value: ANY, label: t('rooms.allBuildings') },
                ...choices.buildings.map((name) => ({ value: name, label: name })),
              ]}
            />
          )}
          {asked.seats !== undefined && choices.equipment.length > 0 && (
            <Select
              label={t('free.equipment')}
              value={asked.equipment}
              onChange={(equipment) => change({ equipment })}
              options={[
                { value: ANY, label: t('free.anyEquipment') },
                ...choices.equipment.map((name) => ({ value: name, label: name })),
              ]}
            />
          )}
          {asked.seats !== undefined && (
            <Select
              label={t('free.seats')}
              value={String(asked.seats)}
              onChange={(seats) => change({ seats: Number(seats) })}
              options={[...new Set([2, 4, 6, 8, 10, 12, 16, 20, 30, 50, 100, asked.seats])]
                .sort((a, b) => a - b)
                .map((n) => ({ value: String(n), label: t('free.seatsOf', { n }) }))}
            />
          )}
          <Button type="submit" variant="primary" icon={Search} isPending={find.isPending}>
            {t('free.find')}
          </Button>
        </Form>
        <section className="cal-slots" aria-label={t('free.found')}>
          {find.isPending ? (
            <Skeleton lines={6} />
          ) : !find.data ? (
            <EmptyState icon={CalendarSearch} title={t('free.startTitle')} text={t('free.startText')} />
          ) : find.data.slots.length === 0 ? (
            <EmptyState icon={CalendarSearch} title={t('free.noneTitle')} text={t('free.noneText')} />
          ) : (
            <Slots found={find.data} question={find.data.question} />
          )}
        </section>
      </div>
    </Frame>
  )
}

/** Which rooms are asked for: those that can be booked, are large enough, and stand and have what was chosen. */
function fits(room: RoomListing, { seats, building, equipment }: Question): boolean {
  return (
    room.active &&
    room.mayBook &&
    (room.capacity ?? 0) >= (seats ?? 0) &&
    (building === ANY || room.building === building) &&
    (equipment === ANY || room.equipment.includes(equipment))
  )
}

function choicesOf(rooms: readonly RoomListing[]): { buildings: string[]; equipment: string[] } {
  const usable = rooms.filter(({ active, mayBook }) => active && mayBook)
  return {
    buildings: [...new Set(usable.map(({ building }) => building).filter(Boolean))].sort(),
    equipment: [...new Set(usable.flatMap((room) => room.equipment))].sort(),
  }
}

const SHOWN_ROOMS = 3

function Slots({ found, question }: { found: SlotList; question: Question }) {
  const t = useT()
  const words = useWords()
  const navigate = useNavigate()
  const { person } = useSession()
  const [ticked, setTicked] = useState<string[]>([])
  const invited = question.invited
  const hold = () => {
    const slots = found.slots.filter(({ start }) => ticked.includes(start)).sort((a, b) => (a.start < b.start ? -1 : 1))
    const others = invited.filter(({ group }) => group !== `person:${person.id}`)
    const event = newDraft(localNow(), { start: slots[0]!.start, end: slots[0]!.end, invited: others })
    handOver(person.id, newProposal(event, roomsFor(slots)))
    void navigate({
      to: '/calendar/proposals/new',
      search: { from: 'free-times', back: '/calendar/free-times' } as never,
    })
  }
  return (
    <>
      <h2>
        <span role="status">
          {t('free.count', { n: found.slots.length, count: found.slots.length, people: found.people })}
        </span>
      </h2>
      <div className="cal-hold" role="group" aria-label={t('held.word')}>
        <p id="cal-hold-how">{t('free.holdHow')}</p>
        <Button
          icon={CalendarClock}
          isDisabled={ticked.length < SLOTS_MIN || ticked.length > SLOTS_MAX}
          aria-describedby="cal-hold-how"
          onPress={hold}
        >
          {t('free.hold', { n: ticked.length })}
        </Button>
      </div>
      <ol className="cal-slot-list">
        {found.slots.map((slot) => (
          <li key={`${slot.start} ${slot.rank}`}>
            <Checkbox
              label={<span className="k-hidden">{t('free.tick', { when: words.when(slot) })}</span>}
              value={ticked.includes(slot.start)}
              onChange={(on) =>
                setTicked((old) => (on ? [...old, slot.start] : old.filter((start) => start !== slot.start)))
              }
            />
            <div className="cal-grow">
              <p>
                <strong>{words.when(slot)}</strong>{' '}
                {slot.rank === 'all' ? (
                  <Badge tone="success" icon={CircleCheck}>
                    {t('free.rank-all')}
                  </Badge>
                ) : (
                  <Badge tone="important">{t(`free.rank-${slot.rank}`, { n: slot.missing.length })}</Badge>
                )}
              </p>
              {slot.missing.length > 0 && (
                <p className="cal-missing">
                  {t('free.missing')}{' '}
                  {slot.missing.map((one) => (
                    <span key={one.id}>
                      <PersonChip person={one} size="small" /> {slot.onlyHeld.includes(one.id) && <HeldSign />}
                    </span>
                  ))}
                </p>
              )}
              {question.seats !== undefined && (
                <ul className="cal-slot-rooms" aria-label={t('free.rooms')}>
                  {slot.rooms.slice(0, SHOWN_ROOMS).map((room) => (
                    <li key={room.id}>
                      <LinkButton
                        to="/calendar/new"
                        size="small"
                        search={searchOf(slot, invited, [room])}
                        aria-label={t('free.takeRoom', { when: words.when(slot), name: room.name })}
                      >
                        {[room.building, room.name].filter(Boolean).join(' ')}
                        {room.capacity !== undefined && ` ${t('rooms.capacity', { n: room.capacity })}`}
                      </LinkButton>
                    </li>
                  ))}
                  {slot.rooms.length > SHOWN_ROOMS && (
                    <li className="cal-quiet">{t('free.moreRooms', { n: slot.rooms.length - SHOWN_ROOMS })}</li>
                  )}
                </ul>
              )}
            </div>
            <LinkButton
              to="/calendar/new"
              search={searchOf(slot, invited, slot.rooms.slice(0, 1))}
              aria-label={t('free.takeAt', { when: words.when(slot) })}
            >
              {t('free.take')}
            </LinkButton>
          </li>
        ))}
      </ol>
    </>
  )
}

function searchOf(slot: { start: string; end: string }, invited: readonly Invited[], rooms: readonly RoomRef[]) {
  return {
    ...searchFor({ start: slot.start, end: slot.end, invited: [...invited], rooms: [...rooms] }),
    back: '/calendar/free-times',
  }
}
