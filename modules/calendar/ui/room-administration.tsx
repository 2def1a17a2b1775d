import {
  ApiProblem,
  api,
  Badge,
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Form,
  SearchField,
  LinkButton,
  Select,
  Skeleton,
  Table,
  TextField,
  TimeField,
  useMutation,
  useT,
  useToast,
  useRested,
  useSections,
} from '@kairan/ui'
import { DoorOpen, NotebookPen, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { useRefresh } from './acts.ts'
import { Frame, LoadFailure } from './frame.tsx'
import { ROOM_KINDS } from './kinds.ts'
import { GroupsDialog, useNames } from './people-field.tsx'
import { useRooms, useUpcoming } from './queries.ts'
import type { RoomKind, RoomListing } from './types.ts'
import { useWords } from './words.ts'

/** Rooms, cars and equipment as those see them who look after them. */
export function RoomAdministrationScreen() {
  const t = useT()
  const [query, setQuery] = useState('')
  const rooms = useRooms({ query: useRested(query.trim()) })
  const [editing, setEditing] = useState<RoomListing | 'new'>()
  return (
    <Frame
      title={t('admin.title')}
      actions={
        <Button variant="primary" icon={Plus} onPress={() => setEditing('new')}>
          {t('admin.new')}
        </Button>
      }
    >
      <SearchField label={t('rooms.search')} value={query} onChange={setQuery} />
      {!rooms.data ? (
        rooms.isError ? (
          <LoadFailure problem={rooms.error} onRetry={() => void rooms.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )
      ) : (
        <Table
          label={t('admin.title')}
          rows={rooms.data}
          getKey={({ id }) => id}
          onRowAction={setEditing}
          empty={
            <EmptyState
              icon={DoorOpen}
              title={t(query === '' ? 'rooms.none' : 'rooms.noneSuch')}
              text={query === '' ? t('admin.emptyText') : undefined}
              action={query === '' ? <Button onPress={() => setEditing('new')}>{t('admin.new')}</Button> : undefined}
            />
          }
          columns={[
            { id: 'name', header: t('rooms.name'), cell: ({ name }) => name },
            { id: 'kind', header: t('rooms.kind'), cell: ({ kind }) => t(`roomKind.${kind}`) },
            { id: 'building', header: t('rooms.building'), cell: ({ building }) => building },
            {
              id: 'capacity',
              header: t('admin.capacity'),
              align: 'end',
              cell: ({ capacity }) => (capacity === undefined ? '' : t('rooms.capacity', { n: capacity })),
            },
            {
              id: 'equipment',
              header: t('admin.equipment'),
              cell: ({ equipment }) => equipment.join(t('listSeparator')),
            },
            {
              id: 'owner',
              header: t('admin.owner'),
              cell: ({ owner, approval }) => owner && (approval ? t('admin.ownerAsked', { owner }) : owner),
            },
            {
              id: 'state',
              header: t('admin.state'),
              cell: ({ active }) => (
                <Badge tone={active ? 'success' : 'neutral'}>{t(active ? 'admin.active' : 'admin.retired')}</Badge>
              ),
            },
          ]}
        />
      )}
      {editing && (
        <RoomDialog {...(editing === 'new' ? {} : { room: editing })} onClose={() => setEditing(undefined)} />
      )}
    </Frame>
  )
}

const EVERYONE = 'everyone'
const NONE = 'none'

const text = (value: number | undefined) => (value === undefined ? '' : String(value))
const number = (value: string) => (value.trim() === '' ? null : Number(value))

function RoomDialog({ room, onClose }: { room?: RoomListing; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const refresh = useRefresh()
  const [kind, setKind] = useState<RoomKind>(room?.kind ?? 'room')
  const [name, setName] = useState(room?.name ?? '')
  const [building, setBuilding] = useState(room?.building ?? '')
  const [capacity, setCapacity] = useState(text(room?.capacity))
  const [equipment, setEquipment] = useState(room?.equipment.join(t('listSeparator')) ?? '')
  const [opens, setOpens] = useState(room?.opens?.slice(0, 5) ?? '')
  const [closes, setCloses] = useState(room?.closes?.slice(0, 5) ?? '')
  const [setup, setSetup] = useState(text(room?.setup ?? 0))
  const [daysAhead, setDaysAhead] = useState(text(room?.daysAhead))
  const [longest, setLongest] = useState(text(room?.longest))
  const [active, setActive] = useState(room?.active ?? true)
  const [bookers, setBookers] = useState(() => (room?.bookers ?? [EVERYONE]).filter((one) => one !== EVERYONE))
  const [isChoosing, setChoosing] = useState(false)
  const [owner, setOwner] = useState(room?.ownerSection === undefined ? '' : String(room.ownerSection))
  const [approval, setApproval] = useState(room?.approval ?? false)
  const names = useNames()
  const sections = useSections()
  const [attempted, setAttempted] = useState(false)
  const isNumber = (value: string) => value.trim() === '' || /^\d+$/.test(value.trim())
  const faults = {
    name: name.trim() === '',
    hours: opens !== '' && closes !== '' && opens >= closes,
    capacity: !isNumber(capacity),
    setup: !isNumber(setup),
    daysAhead: !isNumber(daysAhead),
    longest: !isNumber(longest),
    owner: approval && owner === '',
  }
  const save = useMutation({
    mutationFn: () => {
      const body = {
        kind,
        name: name.trim(),
        building: building.trim(),
        capacity: number(capacity),
        equipment: equipment
          .split(/[、,，]/)
          .map((one) => one.trim())
          .filter(Boolean),
        opens: opens || null,
        closes: closes || null,
        setup: number(setup) ?? 0,
        daysAhead: number(daysAhead),
        longest: number(longest),
        bookers: bookers.length === 0 ? [EVERYONE] : bookers,
        ownerSection: owner === '' ? null : Number(owner),
        approval,
        active,
      }
      return room
        ? api.put(`/calendar/rooms/${room.id}`, body, { ifMatch: `"${room.version}"` })
        : api.post('/calendar/rooms', body)
    },
    meta: { quiet: true },
    retry: (count, problem) => problem instanceof ApiProblem && problem.offline && count < 2,
    onSuccess: () => {
      toast.show({ tone: 'success', text: t('admin.saved', { name: name.trim() }) })
      void refresh()
      onClose()
    },
  })
  const submit = () => {
    setAttempted(true)
    if (!Object.values(faults).some(Boolean) && !save.isPending) save.mutate()
  }
  const wrong = (field: 'capacity' | 'setup' | 'daysAhead' | 'longest') =>
    attempted && faults[field] ? t('admin.numberWrong') : undefined
  return (
    <Dialog
      title={t(room ? 'admin.edit' : 'admin.new')}
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
        <Select
          label={t('rooms.kind')}
          value={kind}
          onChange={(next) => setKind(next as RoomKind)}
          options={ROOM_KINDS.map((one) => ({ value: one, label: t(`roomKind.${one}`) }))}
        />
        <TextField
          name="name"
          label={t('rooms.name')}
          value={name}
          onChange={setName}
          error={attempted && faults.name ? t('admin.nameMissing') : undefined}
          isRequired
        />
        <TextField name="building" label={t('rooms.building')} value={building} onChange={setBuilding} />
        <TextField
          name="capacity"
          label={t('admin.capacity')}
          inputMode="numeric"
          value={capacity}
          onChange={setCapacity}
          error={wrong('capacity')}
        />
        <TextField
          name="equipment"
          label={t('admin.equipment')}
          description={t('admin.equipmentHint')}
          value={equipment}
          onChange={setEquipment}
        />
        <div className="cal-row" role="group" aria-label={t('admin.hours')}>
          <TimeField
            label={t('admin.opens')}
            value={opens}
            onChange={setOpens}
            error={attempted && faults.hours ? t('admin.hoursWrong') : undefined}
          />
          <TimeField label={t('admin.closes')} value={closes} onChange={setCloses} />
        </div>
        <TextField
          name="setup"
          label={t('admin.setup')}
          description={t('admin.setupHint')}
          inputMode="numeric"
          value={setup}
          onChange={setSetup}
          error={wrong('setup')}
        />
        <TextField
          name="daysAhead"
          label={t('admin.daysAhead')}
          description={t('admin.emptyMeans')}
          inputMode="numeric"
          value={daysAhead}
          onChange={setDaysAhead}
          error={wrong('daysAhead')}
        />
        <TextField
          name="longest"
          label={t('admin.longest')}
          description={t('admin.emptyMeans')}
          inputMode="numeric"
          value={longest}
          onChange={setLongest}
          error={wrong('longest')}
        />
        <div className="cal-fieldset" role="group" aria-label={t('admin.bookers')}>
          <span className="k-label">{t('admin.bookers')}</span>
          <p>
            {bookers.length === 0
              ? t('admin.everybody')
              : bookers.map((group) => names(group) ?? group).join(t('listSeparator'))}
          </p>
          <div>
            <Button size="small" icon={Users} onPress={() => setChoosing(true)}>
              {t('admin.chooseBookers')}
            </Button>
          </div>
        </div>
        <Select
          label={t('admin.owner')}
          description={t('admin.ownerHint')}
          value={owner === '' ? NONE : owner}
          onChange={(next) => setOwner(next === NONE ? '' : next)}
          error={attempted && faults.owner ? t('admin.ownerMissing') : undefined}
          options={[
            { value: NONE, label: t('admin.noOwner') },
            ...(sections.data?.items ?? []).map(({ id, name: its }) => ({ value: String(id), label: its })),
          ]}
        />
        <Checkbox
          label={t('admin.approval')}
          description={t('admin.approvalHint')}
          value={approval}
          onChange={setApproval}
        />
        <Checkbox
          label={t('admin.isActive')}
          description={t('admin.isActiveHint')}
          value={active}
          onChange={setActive}
        />
        {room && !active && <Upcoming room={room} />}
        {room?.kind === 'car' && (
          <div>
            <LinkButton to="/calendar/rooms/$id/trips" params={{ id: room.id }} size="small" icon={NotebookPen}>
              {t('trip.log')}
            </LinkButton>
          </div>
        )}
      </Form>
      {isChoosing && (
        <GroupsDialog
          title={t('admin.chooseBookers')}
          value={bookers.map((group) => ({ group, name: names(group) ?? group, optional: false }))}
          onClose={() => setChoosing(false)}
          onDone={(next) => {
            setChoosing(false)
            setBookers(next.map(({ group }) => group))
          }}
        />
      )}
    </Dialog>
  )
}

/** Who has the room from now on: they are told when it is taken out of use. */
function Upcoming({ room }: { room: RoomListing }) {
  const t = useT()
  const words = useWords()
  const upcoming = useUpcoming(room.id, true)
  if (!upcoming.data)
    return upcoming.isError ? (
      <LoadFailure problem={upcoming.error} onRetry={() => void upcoming.refetch()} />
    ) : (
      <Skeleton lines={2} />
    )
  const { items, count } = upcoming.data
  if (count === 0) return <p className="cal-notice">{t('admin.upcomingNone')}</p>
  return (
    <div className="cal-notice" role="group" aria-label={t('admin.upcoming')}>
      <p>{t(room.active ? 'admin.upcomingTold' : 'admin.upcomingLeft', { n: count, count })}</p>
      <ul className="cal-clashes cal-upcoming">
        {items.map((one) => (
          <li key={`${one.start} ${one.by.id}`}>
            {words.when(one)} {[one.by.section, one.by.name].filter(Boolean).join(' ')}
            {one.extension && ` ${t('rooms.extension', { extension: one.extension })}`}
          </li>
        ))}
      </ul>
      {count > items.length && <p>{t('admin.upcomingMore', { n: count - items.length })}</p>}
    </div>
  )
}
