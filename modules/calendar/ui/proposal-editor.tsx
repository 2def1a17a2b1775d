import {
  api,
  ApiProblem,
  Button,
  DateField,
  EmptyState,
  Form,
  IconButton,
  LinkButton,
  Page,
  ProblemSummary,
  RadioGroup,
  Select,
  Skeleton,
  TextField,
  TimeField,
  useMutation,
  useNavigate,
  useParam,
  useSearch,
  useSession,
  useT,
  useToast,
} from '@kairan/ui'
import { Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useRefresh } from './acts.ts'
import { isTime, newDraft, NOTES_MAX, PLACE_MAX, TITLE_MAX, type Fault } from './draft.ts'
import { Clashes, clashesOf } from './clashes.tsx'
import { backOf, useInvitedFrom, withSay } from './event-editor.tsx'
import { LoadFailure } from './frame.tsx'
import { KIND_NAMES, VISIBILITIES } from './kinds.ts'
import { PeopleField } from './people-field.tsx'
import {
  newProposal,
  proposalBodyOf,
  proposalDraftOf,
  proposalFaultsOf,
  SLOTS_MAX,
  SLOTS_MIN,
  withFrom,
  withSlot,
  type ProposalDraft,
  type SlotDraft,
} from './proposal-draft.ts'
import { dropProposal, keepProposal, takeOver } from './proposal-keep.ts'
import { useProposal, type TaggedProposal } from './proposal-queries.ts'
import { RoomsField } from './rooms-field.tsx'
import { isDay, localNow, minutesOf } from './time.ts'
import type { Kind, Visibility } from './types.ts'

/** The form of a new proposal: what another page has begun, or what led here stands in the address. */
export function NewProposalScreen() {
  const t = useT()
  const { person } = useSession()
  const search: Record<string, string | undefined> = useSearch({ strict: false })
  const invited = useInvitedFrom(search)
  const [begun] = useState(() => (search.from === undefined ? undefined : takeOver(person.id)))
  if (!invited) return <Skeleton lines={8} />
  const event = newDraft(localNow(), { title: search.title, notes: search.notes, invited })
  return (
    <Editor
      title={t('proposal.newTitle')}
      start={begun ?? newProposal(event)}
      back={backOf(search.back, '/calendar/proposals')}
    />
  )
}

/** The form of a proposal that is there. */
export function EditProposalScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const query = useProposal(id)
  // The form starts from what it was given once; what others do meanwhile must not change what somebody is typing.
  const [start, setStart] = useState<TaggedProposal>()
  if (!start && query.data && !query.isFetching) setStart(query.data)
  if (start?.mayEdit)
    return (
      <Editor
        title={t('proposal.editTitle')}
        start={proposalDraftOf(start)}
        proposal={start}
        back={`/calendar/proposals/${id}`}
      />
    )
  if (!start && query.isFetching) return <Skeleton lines={8} />
  return (
    <Page title={t('proposal.editTitle')} back={{ to: '/calendar/proposals', label: t('proposal.list') }} width="text">
      {!start && !(query.error instanceof ApiProblem && query.error.status === 404) ? (
        <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <EmptyState title={t('edit.notMayTitle')} text={t('proposal.goneText')} />
      )}
    </Page>
  )
}

interface EditorProps {
  title: string
  start: ProposalDraft
  proposal?: TaggedProposal
  back: string
}

function Editor({ title, start, proposal, back }: EditorProps) {
  const t = useT()
  const toast = useToast()
  const navigate = useNavigate()
  const session = useSession()
  const refresh = useRefresh()
  const [draft, setDraft] = useState(start)
  const [attempted, setAttempted] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  const done = useRef(false)
  const faults = proposalFaultsOf(draft)
  const told: Record<string, Fault> = attempted ? faults : {}
  const change = (part: Partial<ProposalDraft>) => setDraft((old) => ({ ...old, ...part }))
  const text = (fault: Fault | undefined) => fault && t(fault.key, fault.values)
  const isNew = proposal === undefined
  const me = session.person.id

  useEffect(() => {
    if (!isNew) return
    const timer = setTimeout(() => {
      if (!done.current) keepProposal(me, draft)
    }, 400)
    return () => clearTimeout(timer)
  }, [isNew, me, draft])

  const save = useMutation({
    mutationFn: () => {
      const body = proposalBodyOf(draft)
      return proposal
        ? api.put<{ id: number }>(`/calendar/proposals/${proposal.id}`, body, { ifMatch: proposal.etag })
        : api.post<{ id: number }>('/calendar/proposals', body)
    },
    meta: { quiet: true }, // The form tells it, and its button tries again.
    retry: (count, problem) => problem instanceof ApiProblem && problem.offline && count < 2,
    onSuccess: async ({ id }) => {
      done.current = true
      if (isNew) dropProposal(me)
      toast.show({
        tone: 'success',
        text: t(isNew ? 'proposal.made' : 'edit.saved', { title: draft.title.trim(), n: draft.slots.length }),
      })
      void refresh()
      const page = `/calendar/proposals/${id}`
      await navigate(back.startsWith('/chat/') ? withSay(back, page) : ({ to: page, replace: true } as never))
    },
  })

  const submit = () => {
    setAttempted(true)
    if (Object.keys(faults).length > 0) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus(),
      )
      return
    }
    if (!save.isPending) save.mutate()
  }

  const problem = save.error instanceof ApiProblem ? save.error : undefined
  const clashes = problem?.code === 'calendar.room-taken' ? clashesOf(problem) : undefined
  return (
    <Page
      title={title}
      width="text"
      back={{ to: back, label: t(back.startsWith('/chat/') ? 'backToChat' : 'proposal.list') }}
    >
      <div ref={form}>
        <Form onSubmit={submit} error={clashes ? null : save.error} className="k-form cal-editor" aria-label={title}>
          {clashes && (
            <ProblemSummary problem={problem}>
              <Clashes clashes={clashes} />
            </ProblemSummary>
          )}
          <p className="cal-quiet">{t('proposal.formHint')}</p>
          <TextField
            name="title"
            label={t('edit.title')}
            value={draft.title}
            onChange={(next) => change({ title: next })}
            error={text(told.title)}
            maxLength={TITLE_MAX * 2}
            isRequired
            autoFocus={isNew}
          />
          {draft.slots.map((slot, at) => (
            <SlotFields
              key={slot.key}
              slot={slot}
              at={at}
              fault={text(told[`slot-${slot.key}`])}
              onChange={(next) =>
                setDraft((old) => ({ ...old, slots: old.slots.map((one) => (one.key === slot.key ? next : one)) }))
              }
              onRemove={
                draft.slots.length > SLOTS_MIN
                  ? () => setDraft((old) => ({ ...old, slots: old.slots.filter((one) => one.key !== slot.key) }))
                  : undefined
              }
            />
          ))}
          {draft.slots.length < SLOTS_MAX && (
            <div>
              <Button icon={Plus} onPress={() => setDraft(withSlot)}>
                {t('proposal.addSlot')}
              </Button>
            </div>
          )}
          <PeopleField label={t('edit.people')} value={draft.invited} onChange={(invited) => change({ invited })} />
          <DateField
            label={t('proposal.until')}
            description={t('proposal.untilHint')}
            value={draft.until}
            onChange={(until) => change({ until })}
            error={text(told.until)}
          />
          <RadioGroup
            label={t('edit.kind')}
            orientation="horizontal"
            value={draft.kind}
            onChange={(kind) => change({ kind: kind as Kind })}
            options={KIND_NAMES.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
          <TextField
            name="place"
            label={t('edit.place')}
            description={t('edit.placeHint')}
            value={draft.place}
            onChange={(place) => change({ place })}
            maxLength={PLACE_MAX}
          />
          <RadioGroup
            label={t('edit.visibility')}
            value={draft.visibility}
            onChange={(visibility) => change({ visibility: visibility as Visibility })}
            options={VISIBILITIES.map((one) => ({
              value: one,
              label: t(`visibility.${one}`),
              description: t(`visibilityHint.${one}`),
            }))}
          />
          {isNew && session.sections.length > 0 && (
            <Select
              label={t('edit.calendar')}
              value={draft.owner === '' ? 'own' : draft.owner}
              onChange={(owner) => change({ owner: owner === 'own' ? '' : owner })}
              options={[
                { value: 'own', label: t('edit.ownCalendar') },
                ...session.sections.map((section) => ({
                  value: `section:${section.id}`,
                  label: t('edit.sectionCalendar', { name: section.name }),
                })),
              ]}
            />
          )}
          <TextField
            name="notes"
            label={t('edit.notes')}
            value={draft.notes}
            onChange={(notes) => change({ notes })}
            error={text(told.notes)}
            multiline
            rows={4}
            maxLength={NOTES_MAX}
          />
          <div className="cal-acts">
            <Button type="submit" variant="primary" isPending={save.isPending}>
              {t(isNew ? 'proposal.hold' : 'edit.save')}
            </Button>
            <LinkButton to={back} variant="quiet">
              {t('cancel')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </Page>
  )
}

interface SlotFieldsProps {
  slot: SlotDraft
  at: number
  fault: string | undefined
  onChange: (slot: SlotDraft) => void
  onRemove: (() => void) | undefined
}

/** One of the times, and the rooms that it holds. */
function SlotFields({ slot, at, fault, onChange, onRemove }: SlotFieldsProps) {
  const t = useT()
  const from = isTime(slot.from) ? minutesOf(slot.from) : 0
  const until = isTime(slot.until) ? minutesOf(slot.until) : 1440
  return (
    <fieldset className="cal-slot-fields">
      <legend>{t('proposal.slotOf', { n: at + 1 })}</legend>
      <div className="cal-row">
        <DateField
          label={t('proposal.day')}
          value={slot.day}
          onChange={(day) => onChange({ ...slot, day })}
          error={fault}
          isRequired
        />
        <TimeField
          label={t('edit.startTime')}
          value={slot.from}
          onChange={(next) => onChange(withFrom(slot, next))}
          isRequired
        />
        <TimeField
          label={t('edit.endTime')}
          value={slot.until}
          onChange={(next) => onChange({ ...slot, until: next })}
          isRequired
        />
        {onRemove && <IconButton icon={X} label={t('proposal.removeSlot', { n: at + 1 })} onPress={onRemove} />}
      </div>
      {isDay(slot.day) && (
        <RoomsField
          value={slot.rooms}
          onChange={(rooms) => onChange({ ...slot, rooms })}
          day={slot.day}
          from={from}
          until={Math.max(until, from + 1)}
          event={slot.id}
        />
      )}
    </fieldset>
  )
}
