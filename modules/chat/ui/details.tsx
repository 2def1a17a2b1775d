import {
  api,
  Button,
  Checkbox,
  ConfirmDialog,
  IconButton,
  PersonChip,
  problemText,
  RadioGroup,
  SearchField,
  Skeleton,
  TextField,
  useFormat,
  useInfiniteQuery,
  useMutation,
  useNavigate,
  useT,
  useToast,
  useRested,
} from '@kairan/ui'
import { LogOut, Pencil, UserMinus } from 'lucide-react'
import { useState } from 'react'
import { useRoomEdit } from './agenda.tsx'
import { keys } from './keys.ts'
import type { Log } from './log.ts'
import { excerptOf } from './markup.ts'
import { Files } from './message-row.tsx'
import { PeopleField } from './people-field.tsx'
import { useRefresh } from './queries.ts'
import { useWorld } from './room-context.ts'
import type { MemberListing, Alerts, RoomDetail, RoomListing } from './types.ts'

/** What a room is, who is in it, and how one wants to hear of it. */
export function Details({
  room,
  detail,
  log,
  onGoTo,
}: {
  room: RoomListing
  detail: RoomDetail | undefined
  log: Log
  onGoTo: (seq: number) => void
}) {
  const t = useT()
  const format = useFormat()
  const { people } = useWorld()
  const files = log.messages.flatMap((message) => (message.deletedAt ? [] : message.files))
  if (!detail) return <Skeleton lines={6} />
  return (
    <div className="chat-details">
      <About room={room} detail={detail} />
      <Preferences room={room} />
      <section aria-labelledby="chat-pins">
        <h3 id="chat-pins">{t('details.pins')}</h3>
        {detail.pins.length === 0 ? (
          <p className="chat-quiet">{t('details.noPins')}</p>
        ) : (
          <ul className="chat-found">
            {detail.pins.map((seq) => {
              const message = log.messages.find((one) => one.seq === seq)
              return (
                <li key={seq}>
                  <button type="button" className="chat-found-row" onClick={() => onGoTo(seq)}>
                    {message ? (
                      <>
                        <span className="chat-quiet">
                          {people[message.author]?.name} {format.relative(message.at)}
                        </span>
                        <span>{message.deletedAt ? t('room.deleted') : excerptOf(message)}</span>
                      </>
                    ) : (
                      t('details.pin', { n: seq })
                    )}
                  </button>
                </li>
              )
            })}
          </ul>
        )}
      </section>
      <section aria-labelledby="chat-shared-files">
        <h3 id="chat-shared-files">{t('details.files')}</h3>
        {files.length === 0 ? <p className="chat-quiet">{t('details.noFiles')}</p> : <Files files={files} />}
        {!log.atStart && <p className="chat-quiet">{t('details.filesSoFar')}</p>}
      </section>
      <Members room={room} detail={detail} />
    </div>
  )
}

function About({ room, detail }: { room: RoomListing; detail: RoomDetail }) {
  const t = useT()
  const format = useFormat()
  const edit = useRoomEdit(detail)
  const [draft, setDraft] = useState<{ name: string; purpose: string }>()
  if (draft) {
    return (
      <form
        className="k-form"
        onSubmit={(event) => {
          event.preventDefault()
          edit.mutate(draft, { onSuccess: () => setDraft(undefined) })
        }}
      >
        <TextField
          label={t('new.name')}
          value={draft.name}
          onChange={(name) => setDraft({ ...draft, name })}
          isRequired
          maxLength={100}
          autoFocus
        />
        <TextField
          label={t('new.purpose')}
          value={draft.purpose}
          onChange={(purpose) => setDraft({ ...draft, purpose })}
          maxLength={500}
          multiline
          rows={3}
        />
        <div className="chat-pair">
          <Button type="submit" variant="primary" isPending={edit.isPending}>
            {t('details.save')}
          </Button>
          <Button onPress={() => setDraft(undefined)}>{t('cancel')}</Button>
        </div>
      </form>
    )
  }
  return (
    <section aria-labelledby="chat-about">
      <h3 id="chat-about">{t('details.about')}</h3>
      <p>{room.purpose || <span className="chat-quiet">{t('details.noPurpose')}</span>}</p>
      <p className="chat-quiet">
        {t('details.made', { name: detail.createdBy.name, when: format.date(detail.createdAt) })}
      </p>
      {detail.rules.length > 0 && (
        <p className="chat-quiet">
          {t('details.rules', { groups: detail.rules.map(({ label }) => label).join(t('separator')) })}
        </p>
      )}
      {room.mayManage && room.kind !== 'direct' && (
        <Button size="small" icon={Pencil} onPress={() => setDraft({ name: room.name, purpose: room.purpose })}>
          {t('details.edit')}
        </Button>
      )}
    </section>
  )
}

function Preferences({ room }: { room: RoomListing }) {
  const t = useT()
  const toast = useToast()
  const refresh = useRefresh()
  const set = useMutation({
    mutationFn: (change: Partial<{ favourite: boolean; muted: boolean; alerts: Alerts }>) =>
      api.put(`/chat/rooms/${room.id}/preferences`, {
        favourite: room.favourite,
        muted: room.muted,
        alerts: room.alerts,
        ...change,
      }),
    onSuccess: () => refresh(room.id),
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  return (
    <section aria-labelledby="chat-preferences">
      <h3 id="chat-preferences">{t('details.preferences')}</h3>
      <Checkbox
        label={t('room.favourite')}
        value={room.favourite}
        onChange={(favourite) => set.mutate({ favourite })}
      />
      <Checkbox
        label={t('details.mute')}
        description={t('details.muteHint')}
        value={room.muted}
        onChange={(muted) => set.mutate({ muted })}
      />
      <RadioGroup
        label={t('details.notify')}
        value={room.alerts}
        onChange={(alerts) => set.mutate({ alerts: alerts as Alerts })}
        options={(['all', 'mentions', 'none'] as const).map((value) => ({ value, label: t(`notify.${value}`) }))}
      />
    </section>
  )
}

interface MembersPage {
  items: MemberListing[]
  found: number
  next?: string | null
}

function Members({ room, detail }: { room: RoomListing; detail: RoomDetail }) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const { me } = useWorld()
  const [typed, setTyped] = useState('')
  const query = useRested(typed.trim())
  const [isAdding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const members = useInfiniteQuery({
    queryKey: [...keys.members(room.id), 'list', query, room.members],
    queryFn: ({ pageParam, signal }) =>
      api.get<MembersPage>(`/chat/rooms/${room.id}/members`, { query: { query, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const failed = (problem: unknown) => toast.show({ tone: 'error', text: problemText(problem) })
  const add = useMutation({
    mutationFn: (ids: number[]) => api.post(`/chat/rooms/${room.id}/members`, { people: ids }),
    onSuccess: (_answer, ids) => {
      setAdding(false)
      refresh(room.id)
      toast.show({ tone: 'success', text: t('details.added', { n: ids.length }) })
    },
    onError: failed,
  })
  const remove = useMutation({
    mutationFn: (person: number) => api.delete(`/chat/rooms/${room.id}/members/${person}`),
    onSuccess: (_answer, person) => {
      refresh(room.id)
      if (person !== me.id) return
      toast.show({ text: t('details.left', { name: room.name }) })
      void navigate({ to: '/chat' })
    },
    onError: failed,
  })
  const rows = members.data?.pages.flatMap(({ items }) => items) ?? detail.membersOf
  return (
    <section aria-labelledby="chat-members">
      <h3 id="chat-members">{t('details.members', { n: format.number(room.members) })}</h3>
      {room.members > 10 && <SearchField label={t('details.findMember')} value={typed} onChange={setTyped} />}
      {room.mayManage && room.kind !== 'direct' && (
        <Button size="small" onPress={() => setAdding(!isAdding)} aria-expanded={isAdding}>
          {t('details.add')}
        </Button>
      )}
      {isAdding && (
        <PeopleField
          label={t('details.addWhom')}
          done={t('details.addDo')}
          isPending={add.isPending}
          onDone={(people) => add.mutate(people.map(({ id }) => id))}
        />
      )}
      <ul className="chat-people">
        {rows.map(({ person, role, byRule }) => (
          <li key={person.id}>
            <PersonChip person={person} size="small" />
            <span className="chat-quiet">
              {role !== 'member' && t(`role.${role}`)} {byRule && t('details.byRule')}
            </span>
            {room.mayManage && !byRule && person.id !== me.id && room.kind !== 'direct' && (
              <IconButton
                icon={UserMinus}
                label={t('details.remove', { name: person.name })}
                onPress={() => remove.mutate(person.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {members.hasNextPage && (
        <Button size="small" isPending={members.isFetchingNextPage} onPress={() => void members.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {room.kind !== 'direct' && !rows.some(({ person, byRule }) => person.id === me.id && byRule) && (
        <p className="chat-leave">
          <Button size="small" icon={LogOut} onPress={() => setLeaving(true)}>
            {t('details.leave')}
          </Button>
        </p>
      )}
      <ConfirmDialog
        title={t('details.leaveTitle', { name: room.name })}
        isOpen={leaving}
        onClose={() => setLeaving(false)}
        confirmLabel={t('details.leave')}
        onConfirm={() => {
          setLeaving(false)
          remove.mutate(me.id)
        }}
      >
        <p>{t('details.leaveText')}</p>
      </ConfirmDialog>
    </section>
  )
}
