import {
  ApiProblem,
  api,
  AudiencePicker,
  Button,
  DateField,
  dayOf,
  Dialog,
  Form,
  IconButton,
  RadioGroup,
  Select,
  Skeleton,
  TextField,
  useMutation,
  useNavigate,
  usePermission,
  useSession,
  useT,
  type PersonListing,
  searchPeople,
  useGroups,
  useSections,
  useTitles,
} from '@kairan/ui'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { TimeChoice } from './composer-dialogs.tsx'
import { PeopleField } from './people-field.tsx'
import { useRefresh } from './queries.ts'
import type { RoomDetail, RoomKind } from './types.ts'

/** Makes a room of any kind. A room of two is the same for ever, so that it is opened rather than made. */
export function NewRoomDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const session = useSession()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const mayAnnounce = usePermission('chat.announce')
  const [kind, setKind] = useState<RoomKind>('direct')
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [person, setPerson] = useState<PersonListing[]>([])
  const [members, setMembers] = useState<string[]>([])
  const [section, setSection] = useState(String(session.sections[0]?.id ?? ''))
  const [agenda, setAgenda] = useState<string[]>([''])
  const [chair, setChair] = useState<PersonListing[]>([])
  const [recorder, setRecorder] = useState<PersonListing[]>([])
  const [opens, setOpens] = useState({ day: dayOf(Date.now()), time: '09:00' })
  const [closes, setCloses] = useState({ day: dayOf(Date.now() + 2 * 86_400_000), time: '17:00' })
  const [attempted, setAttempted] = useState(false)
  const sections = useSections()
  const titles = useTitles()
  const groups = useGroups()

  const faults = {
    person: kind === 'direct' && person.length === 0,
    name: kind !== 'direct' && name.trim() === '',
    members: (kind === 'group' || kind === 'announcement') && members.length === 0,
    times: kind === 'meeting' && instant(closes) <= instant(opens),
  }
  const isFaulty = Object.values(faults).some(Boolean)
  const make = useMutation({
    mutationFn: () => {
      if (kind === 'direct') return api.post<RoomDetail>('/chat/direct-rooms', { person: person[0]!.id })
      // An announcement's readers are a rule, single people too.
      const isRule = kind === 'announcement'
      const people = isRule ? [] : members.flatMap((key) => (key.startsWith('person:') ? [Number(key.slice(7))] : []))
      return api.post<RoomDetail>('/chat/rooms', {
        kind,
        name: name.trim(),
        purpose: purpose.trim(),
        people,
        groups:
          kind === 'section' ? [`section:${section}`] : members.filter((key) => isRule || !key.startsWith('person:')),
        ...(kind === 'meeting'
          ? {
              agenda: agenda.map((title) => title.trim()).filter(Boolean),
              opensAt: instant(opens),
              closesAt: instant(closes),
              ...(chair[0] ? { chair: chair[0].id } : {}),
              ...(recorder[0] ? { recorder: recorder[0].id } : {}),
            }
          : {}),
      })
    },
    meta: { quiet: true },
    retry: (count, problem) => problem instanceof ApiProblem && problem.offline && count < 2,
    onSuccess: ({ room }) => {
      refresh(room.id)
      onClose()
      void navigate({ to: '/chat/$id', params: { id: String(room.id) } as never })
    },
  })
  const submit = () => {
    setAttempted(true)
    if (!isFaulty && !make.isPending) make.mutate()
  }
  const told = attempted ? faults : { person: false, name: false, members: false, times: false }
  const kinds = [
    'direct',
    'group',
    ...(session.sections.length > 0 ? ['section'] : []),
    'consultation',
    ...(mayAnnounce ? ['announcement'] : []),
    'meeting',
  ] as RoomKind[]
  return (
    <Dialog
      title={t('new.title')}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isPending={make.isPending} onPress={submit}>
            {t(kind === 'direct' ? 'new.open' : 'new.make')}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit} error={make.error}>
        <RadioGroup
          label={t('new.kind')}
          value={kind}
          onChange={(next) => setKind(next as RoomKind)}
          options={kinds.map((value) => ({
            value,
            label: t(`roomKind.${value}`),
            description: t(`kindHint.${value}`),
          }))}
        />
        {kind === 'direct' ? (
          <>
            <PeopleField label={t('new.whom')} value={person} onChange={setPerson} single />
            {told.person && <p className="k-field-error">{t('new.whomMissing')}</p>}
          </>
        ) : (
          <>
            <TextField
              label={t('new.name')}
              value={name}
              onChange={setName}
              maxLength={100}
              error={told.name ? t('new.nameMissing') : undefined}
              isRequired
            />
            <TextField label={t('new.purpose')} value={purpose} onChange={setPurpose} maxLength={500} />
          </>
        )}
        {kind === 'section' && (
          <Select
            label={t('new.section')}
            description={t('new.sectionHint')}
            value={section}
            onChange={setSection}
            options={session.sections.map(({ id, name: label }) => ({ value: String(id), label }))}
          />
        )}
        {kind === 'meeting' && (
          <>
            <fieldset className="chat-fieldset">
              <legend className="k-label">{t('agenda.title')}</legend>
              <ol className="chat-agenda-edit">
                {agenda.map((title, at) => (
                  // Items have no number of their own before they are kept.
                  // oxlint-disable-next-line react/no-array-index-key
                  <li key={at}>
                    <TextField
                      label={t('agenda.item', { n: at + 1 })}
                      hideLabel
                      placeholder={t('agenda.item', { n: at + 1 })}
                      value={title}
                      onChange={(next) => setAgenda(agenda.map((one, place) => (place === at ? next : one)))}
                      maxLength={100}
                    />
                    {agenda.length > 1 && (
                      <IconButton
                        icon={X}
                        label={t('agenda.removeItem', { n: at + 1 })}
                        onPress={() => setAgenda(agenda.filter((_, place) => place !== at))}
                      />
                    )}
                  </li>
                ))}
              </ol>
              <Button size="small" icon={Plus} onPress={() => setAgenda([...agenda, ''])}>
                {t('agenda.add')}
              </Button>
            </fieldset>
            <div className="chat-pair">
              <DateField
                label={t('new.opensDay')}
                value={opens.day}
                onChange={(day) => setOpens({ ...opens, day })}
                isRequired
              />
              <TimeChoice
                label={t('new.opensTime')}
                value={opens.time}
                onChange={(time) => setOpens({ ...opens, time })}
              />
            </div>
            <div className="chat-pair">
              <DateField
                label={t('new.closesDay')}
                value={closes.day}
                onChange={(day) => setCloses({ ...closes, day })}
                isRequired
              />
              <TimeChoice
                label={t('new.closesTime')}
                value={closes.time}
                onChange={(time) => setCloses({ ...closes, time })}
              />
            </div>
            {told.times && <p className="k-field-error">{t('new.timesWrong')}</p>}
            <PeopleField label={t('new.chair')} value={chair} onChange={setChair} single />
            <PeopleField label={t('new.recorder')} value={recorder} onChange={setRecorder} single />
          </>
        )}
        {(kind === 'group' || kind === 'announcement' || kind === 'meeting') &&
          (sections.data && titles.data ? (
            <AudiencePicker
              label={t('new.members')}
              value={members}
              onChange={setMembers}
              sections={sections.data.items}
              titles={titles.data.items}
              groups={groups.data?.items}
              searchPeople={searchPeople}
              error={told.members ? t('new.membersMissing') : undefined}
            />
          ) : (
            <Skeleton lines={3} />
          ))}
      </Form>
    </Dialog>
  )
}

function instant({ day, time }: { day: string; time: string }): string {
  const at = new Date(`${day}T${time}:00+09:00`)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}
