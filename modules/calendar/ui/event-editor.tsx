import {
  ApiProblem,
  api,
  Button,
  DateField,
  Dialog,
  EmptyState,
  Form,
  LinkButton,
  Page,
  ProblemSummary,
  RadioGroup,
  Select,
  Skeleton,
  TextField,
  TimeField,
  useFormat,
  useMutation,
  useNavigate,
  useParam,
  useQuery,
  useSearch,
  useSession,
  useT,
  useToast,
  type PersonListing,
  type WorkingWeekDetail,
  useSections,
  useTitles,
} from '@kairan/ui'
import { CalendarClock } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { partOf, useRefresh } from './acts.ts'
import { Clashes, clashesOf } from './clashes.tsx'
import {
  bodyOf,
  differences,
  draftOf,
  endOf,
  faultsOf,
  isTime,
  newDraft,
  NOTES_MAX,
  PLACE_MAX,
  startOf,
  TITLE_MAX,
  withStart,
  type Wanted,
  type Difference,
  type Draft,
  type Invited,
} from './draft.ts'
import { LoadFailure } from './frame.tsx'
import { keys } from './keys.ts'
import { KIND_NAMES, VISIBILITIES } from './kinds.ts'
import { PeopleField, useNames } from './people-field.tsx'
import { newProposal } from './proposal-draft.ts'
import { handOver } from './proposal-keep.ts'
import { askEvent, useEvent, useRooms, type TaggedEvent } from './queries.ts'
import { RepeatFields } from './repeat-fields.tsx'
import { useRepresented } from './represented.ts'
import { RoomsField } from './rooms-field.tsx'
import { ruleOf } from './rule.ts'
import { isDay, localNow, minutesOf } from './time.ts'
import type { Kind, Scope, Visibility } from './types.ts'
import { useWords } from './words.ts'
import { USUAL_WEEK } from './working-time.ts'

/** The form of a new event; what led here stands in the address and is filled in. */
export function NewEventScreen() {
  const t = useT()
  const session = useSession()
  const search: Record<string, string | undefined> = useSearch({ strict: false })
  const rooms = useRooms()
  const invited = useInvitedFrom(search)
  const represented = useRepresented()
  const week = useOwnWeek()
  const wanted = (search.rooms ?? '').split(',').filter(Boolean).map(Number)
  const waits =
    (wanted.length > 0 && rooms.isPending) ||
    week.isPending ||
    (search.owner?.startsWith('person:') && represented.isPending)
  if (waits || !invited) return <Skeleton lines={8} />
  const owners = [
    ...session.sections.map(({ id }) => `section:${id}`),
    ...(represented.data ?? []).map(({ id }) => `person:${id}`),
  ]
  const wish: Wanted = {
    start: search.start,
    end: search.end,
    title: search.title,
    notes: search.notes,
    owner: owners.includes(search.owner ?? '') ? search.owner : undefined,
    rooms: (rooms.data ?? [])
      .filter(({ id }) => wanted.includes(id))
      .map(({ id, name, building }) => ({ id, name, building })),
    invited,
  }
  const start = newDraft(localNow(), wish, week.data ?? USUAL_WEEK)
  return <Editor title={t('edit.newTitle')} start={start} back={backOf(search.back)} />
}

/** Who is to take part as the form's address says it; nothing as long as not all names are known. */
export function useInvitedFrom(search: Record<string, string | undefined>): Invited[] | undefined {
  const names = useNames()
  const sections = useSections()
  const titles = useTitles()
  const groups = useMemo(
    () => [
      ...(search.with ?? '').split(',').map((group) => ({ group, optional: false })),
      ...(search.optional ?? '').split(',').map((group) => ({ group, optional: true })),
    ],
    [search.with, search.optional],
  )
  const people = usePeople(groups.flatMap(({ group }) => (group.startsWith('person:') ? [Number(group.slice(7))] : [])))
  if (people.isPending || (groups.some(({ group }) => group !== '') && (sections.isPending || titles.isPending)))
    return undefined
  return groups.flatMap(({ group, optional }) => {
    const name = group.startsWith('person:') ? people.names.get(Number(group.slice(7))) : names(group)
    return name === undefined ? [] : [{ group, name, optional }]
  })
}

/** When one works; when that cannot be asked, as most do. */
function useOwnWeek() {
  return useQuery({
    queryKey: keys.ownWeek,
    queryFn: async ({ signal }) => {
      const week = await api.get<WorkingWeekDetail>('/organization/working-hours', { signal })
      return week.own ? week.days : USUAL_WEEK
    },
    retry: false,
  })
}

/** Only pages of the calendar, and the room in chat from which one came, are gone back to, whatever an address says. */
export function backOf(path: string | undefined, otherwise = '/calendar'): string {
  return path !== undefined && /^(?:\/calendar(?:[/?][\w\-/?=&:%.]*)?|\/chat\/\d+)$/.test(path) ? path : otherwise
}

/** Back to a room in chat, where the address of what was made is put into the field, to be sent. */
export function withSay(back: string, page: string) {
  return { to: back, search: { say: location.origin + page }, replace: true } as never
}

/** Names of people of whom only the number is known. */
function usePeople(ids: readonly number[]) {
  const query = useQuery({
    queryKey: ['organization', 'people', 'calendar', 'named', ...ids],
    queryFn: ({ signal }) =>
      Promise.all(ids.map((id) => api.get<PersonListing>(`/organization/people/${id}`, { signal }))),
    enabled: ids.length > 0,
  })
  return {
    isPending: ids.length > 0 && query.isPending,
    names: new Map((query.data ?? []).map((one) => [one.id, [one.name, one.section].filter(Boolean).join(' ')])),
  }
}

const SCOPES: readonly Scope[] = ['one', 'following', 'all']

/** The form of an event that is there, or of a part of its series. */
export function EditEventScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const search: { scope?: string; occurrence?: string } = useSearch({ strict: false })
  const event = useEvent(id, search.occurrence)
  // The form starts from what it was given once; what others do meanwhile must not change what somebody is typing.
  const [start, setStart] = useState<TaggedEvent>()
  if (!start && event.data && !event.isFetching) setStart(event.data)
  const scope = SCOPES.find((one) => one === search.scope) ?? 'all'
  if (start?.mayEdit && !start.cancelled)
    return (
      <Editor
        key={id}
        title={t('edit.editTitle')}
        start={draftOf(start)}
        event={start}
        scope={scope}
        back={`/calendar/events/${id}${search.occurrence ? `?occurrence=${search.occurrence}` : ''}`}
      />
    )
  if (!start && event.isFetching) return <Skeleton lines={8} />
  return (
    <Page title={t('edit.editTitle')} back={{ to: '/calendar', label: t('own.title') }} width="text">
      {!start && !(event.error instanceof ApiProblem && event.error.status === 404) ? (
        <LoadFailure problem={event.error} onRetry={() => void event.refetch()} />
      ) : (
        <EmptyState
          title={t('edit.notMayTitle')}
          text={t('edit.notMayText')}
          action={<LinkButton to="/calendar">{t('view.goneAct')}</LinkButton>}
        />
      )}
    </Page>
  )
}

interface EditorProps {
  title: string
  start: Draft
  event?: TaggedEvent
  scope?: Scope
  back: string
}

function Editor({ title, start, event, scope = 'all', back }: EditorProps) {
  const t = useT()
  const toast = useToast()
  const navigate = useNavigate()
  const session = useSession()
  const refresh = useRefresh()
  const represented = useRepresented()
  const name = `kairan.calendar.draft.${session.person.id}`
  const [kept] = useState(() => (event ? undefined : keptDraft(name)))
  // Only looked at, or put back as it was, it is no draft.
  const [initial] = useState(start)
  const [draft, setDraft] = useState(initial)
  const [offered, setOffered] = useState(kept !== undefined && differences(kept, start).length > 0)
  const [etag, setEtag] = useState(event?.etag)
  const [attempted, setAttempted] = useState(false)
  const [conflict, setConflict] = useState<TaggedEvent>()
  const done = useRef(false)
  const wasKept = useRef(false)
  const form = useRef<HTMLDivElement>(null)
  const faults = faultsOf(draft)
  const told = attempted ? faults : {}
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  const isTouched = differences(initial, draft).length > 0

  useEffect(() => {
    if (event) return
    const timer = setTimeout(() => {
      if (done.current) return
      if (isTouched) keepDraft(name, draft)
      else if (wasKept.current) dropDraft(name)
      wasKept.current = isTouched
    }, 400)
    return () => clearTimeout(timer)
  }, [event, isTouched, name, draft])

  const save = useMutation({
    mutationFn: ({ tag }: { tag: string | undefined }) => {
      const body = bodyOf(draft, scope)
      return event
        ? api.put<{ id: number; start: string }>(`/calendar/events/${event.id}`, body, {
            query: partOf(event, scope),
            ...(tag ? { ifMatch: tag } : {}),
          })
        : api.post<{ id: number; start: string }>('/calendar/events', body)
    },
    meta: { quiet: true }, // The form tells it, and its button tries again.
    retry: (count, problem) => problem instanceof ApiProblem && problem.offline && count < 2,
    onSuccess: async ({ id }) => {
      done.current = true
      dropDraft(name)
      toast.show({ tone: 'success', text: t(event ? 'edit.saved' : 'edit.made', { title: draft.title.trim() }) })
      void refresh()
      if (back.startsWith('/chat/')) return navigate(withSay(back, `/calendar/events/${id}`))
      const [path, query] = (event || back === '/calendar' ? '/calendar' : back).split('?') as [string, string?]
      await navigate({
        to: path,
        search: (query ? Object.fromEntries(new URLSearchParams(query)) : { day: draft.startDay }) as never,
        replace: true,
      })
    },
    onError: async (problem) => {
      if (event && problem instanceof ApiProblem && problem.status === 412)
        setConflict(await askEvent(event.id, event.recurrence))
    },
  })

  const submit = (tag = etag) => {
    setAttempted(true)
    if (Object.keys(faults).length > 0) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus(),
      )
      return
    }
    if (!save.isPending) save.mutate({ tag })
  }

  const isTimed = draft.span === 'timed'
  const problem = save.error instanceof ApiProblem ? save.error : undefined
  const isConflict = problem?.status === 412
  const clashes = problem?.code === 'calendar.room-taken' ? clashesOf(problem) : undefined
  const sameDay = draft.startDay === draft.endDay
  const from = isTimed && isTime(draft.startTime) ? minutesOf(draft.startTime) : 0
  const until = isTimed && sameDay && isTime(draft.endTime) ? minutesOf(draft.endTime) : 1440

  return (
    <Page
      title={title}
      width="text"
      back={{
        ...backLink(back),
        label: event ? event.title : t(back.startsWith('/chat/') ? 'backToChat' : 'own.title'),
      }}
    >
      {event?.recurring && event.recurrence && <p className="cal-notice">{t(`edit.scope-${scope}`)}</p>}
      {event?.onBehalfOf && <p className="cal-notice">{t('behalf.editing', { name: event.onBehalfOf.name })}</p>}
      {offered && kept && (
        <div className="cal-notice" role="status">
          <p>{t('edit.restore', { title: kept.title || t('edit.untitled') })}</p>
          <Button
            size="small"
            onPress={() => {
              setDraft(kept)
              setOffered(false)
            }}
          >
            {t('edit.restoreAct')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            onPress={() => {
              dropDraft(name)
              setOffered(false)
            }}
          >
            {t('edit.discard')}
          </Button>
        </div>
      )}
      <div ref={form}>
        <Form
          onSubmit={() => submit()}
          error={isConflict || clashes ? null : save.error}
          className="k-form cal-editor"
          aria-label={title}
        >
          {clashes && (
            <ProblemSummary problem={problem}>
              <Clashes clashes={clashes} />
            </ProblemSummary>
          )}
          <TextField
            name="title"
            label={t('edit.title')}
            value={draft.title}
            onChange={(next) => change({ title: next })}
            error={told.title && t(told.title.key, told.title.values)}
            maxLength={TITLE_MAX * 2}
            isRequired
            autoFocus={!event}
          />
          <RadioGroup
            label={t('edit.span')}
            orientation="horizontal"
            value={draft.span}
            onChange={(span) => change({ span: span as Draft['span'], ...(span === 'undecided' ? { rooms: [] } : {}) })}
            options={[
              { value: 'timed', label: t('edit.timed') },
              { value: 'all-day', label: t('allDay') },
              { value: 'undecided', label: t('undecided') },
            ]}
          />
          <div className="cal-row" role="group" aria-label={t('edit.when')}>
            <DateField
              name="start"
              label={t('edit.startDay')}
              value={draft.startDay}
              onChange={(startDay) => setDraft((old) => withStart(old, { startDay }))}
              error={told.start && t(told.start.key)}
              isRequired
            />
            {isTimed && (
              <TimeField
                label={t('edit.startTime')}
                value={draft.startTime}
                onChange={(startTime) => setDraft((old) => withStart(old, { startTime }))}
                isRequired
              />
            )}
            <DateField
              name="end"
              label={t('edit.endDay')}
              value={draft.endDay}
              onChange={(endDay) => change({ endDay })}
              error={told.end && t(told.end.key)}
              isRequired
            />
            {isTimed && (
              <TimeField
                label={t('edit.endTime')}
                value={draft.endTime}
                onChange={(endTime) => change({ endTime })}
                isRequired
              />
            )}
          </div>
          <RadioGroup
            label={t('edit.kind')}
            orientation="horizontal"
            value={draft.kind}
            onChange={(kind) => change({ kind: kind as Kind })}
            options={KIND_NAMES.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
          {isDay(draft.startDay) && draft.span !== 'undecided' && (
            <RoomsField
              value={draft.rooms}
              onChange={(rooms) => change({ rooms })}
              day={draft.startDay}
              from={from}
              until={Math.max(until, from + 1)}
              event={event?.id}
            />
          )}
          <TextField
            name="place"
            label={t('edit.place')}
            description={t('edit.placeHint')}
            value={draft.place}
            onChange={(place) => change({ place })}
            maxLength={PLACE_MAX}
          />
          <PeopleField label={t('edit.people')} value={draft.invited} onChange={(invited) => change({ invited })} />
          {scope !== 'one' && isDay(draft.startDay) && draft.span !== 'undecided' && (
            <RepeatFields
              value={draft.repeat}
              onChange={(repeat) => change({ repeat })}
              shift={draft.shift}
              onShift={(shift) => change({ shift })}
              day={draft.startDay}
              faults={told}
            />
          )}
          <RadioGroup
            label={t('edit.visibility')}
            value={draft.visibility}
            onChange={(visibility) => change({ visibility: visibility as Visibility })}
            // Who acts for somebody does not see what is private, and would lose sight of it.
            options={VISIBILITIES.filter((one) => one !== 'private' || !draft.owner.startsWith('person:')).map(
              (one) => ({
                value: one,
                label: t(`visibility.${one}`),
                description: t(`visibilityHint.${one}`),
              }),
            )}
          />
          {!event && session.sections.length + (represented.data?.length ?? 0) > 0 && (
            <Select
              label={t('edit.calendar')}
              value={draft.owner === '' ? 'own' : draft.owner}
              onChange={(owner) =>
                change({
                  owner: owner === 'own' ? '' : owner,
                  ...(owner.startsWith('person:') && draft.visibility === 'private' ? { visibility: 'busy' } : {}),
                })
              }
              options={[
                { value: 'own', label: t('edit.ownCalendar') },
                ...session.sections.map((section) => ({
                  value: `section:${section.id}`,
                  label: t('edit.sectionCalendar', { name: section.name }),
                })),
                ...(represented.data ?? []).map((person) => ({
                  value: `person:${person.id}`,
                  label: t('behalf.calendar', { name: [person.title, person.name].filter(Boolean).join(' ') }),
                })),
              ]}
            />
          )}
          {isTimed && (
            <div className="cal-row" role="group" aria-label={t('edit.travel')}>
              {(['travelBefore', 'travelAfter'] as const).map((field) => (
                <Select
                  key={field}
                  label={t(`edit.${field}`)}
                  value={String(draft[field])}
                  onChange={(minutes) => change({ [field]: Number(minutes) })}
                  options={minutesWith(draft[field]).map((minutes) => ({
                    value: String(minutes),
                    label: minutes === 0 ? t('edit.noTravel') : t('minutes', { n: minutes }),
                  }))}
                />
              ))}
            </div>
          )}
          <TextField
            name="notes"
            label={t('edit.notes')}
            value={draft.notes}
            onChange={(notes) => change({ notes })}
            multiline
            rows={4}
            maxLength={NOTES_MAX}
          />
          <div className="cal-acts">
            <Button type="submit" variant="primary" isPending={save.isPending}>
              {t('edit.save')}
            </Button>
            {!event && isTimed && sameDay && draft.repeat.every === 'never' && (
              <Button
                icon={CalendarClock}
                onPress={() => {
                  done.current = true
                  dropDraft(name)
                  handOver(session.person.id, newProposal(draft))
                  void navigate({ to: '/calendar/proposals/new', search: { from: 'event', back } as never })
                }}
              >
                {t('proposal.fromEvent')}
              </Button>
            )}
            <LinkButton {...backLink(back)} variant="quiet">
              {t('cancel')}
            </LinkButton>
          </div>
        </Form>
      </div>
      {conflict && (
        <ConflictDialog
          theirs={conflict}
          mine={draft}
          onClose={() => {
            setConflict(undefined)
            save.reset()
          }}
          onTake={() => {
            setDraft(draftOf(conflict))
            setEtag(conflict.etag)
            setConflict(undefined)
            save.reset()
          }}
          onKeep={() => {
            setEtag(conflict.etag)
            setConflict(undefined)
            save.reset()
            submit(conflict.etag)
          }}
        />
      )}
    </Page>
  )
}

function backLink(back: string): { to: string; search: Record<string, string> } {
  const [to, query] = back.split('?') as [string, string?]
  return { to, search: query ? Object.fromEntries(new URLSearchParams(query)) : {} }
}

function minutesWith(chosen: number): number[] {
  return [...new Set([0, 10, 15, 20, 30, 45, 60, 90, 120, 180, chosen])].sort((a, b) => a - b)
}

/** Somebody else was faster: what is different, and nothing is lost whatever one chooses. */
function ConflictDialog({
  theirs,
  mine,
  onClose,
  onTake,
  onKeep,
}: {
  theirs: TaggedEvent
  mine: Draft
  onClose: () => void
  onTake: () => void
  onKeep: () => void
}) {
  const t = useT()
  const format = useFormat()
  const words = useWords()
  const other = draftOf(theirs)
  const fields = merged(differences(mine, other))
  const value = (draft: Draft, field: Difference): string => {
    switch (field) {
      case 'startDay':
        return words.when({
          start: startOf(draft),
          end: endOf(draft),
          allDay: draft.span === 'all-day',
          undecided: draft.span === 'undecided',
        })
      case 'kind':
      case 'visibility':
      case 'shift':
        return t(`${field}.${draft[field]}`)
      case 'repeat': {
        const rule = ruleOf(draft.repeat, startOf(draft), draft.span === 'timed')
        return rule ? words.rule(rule, startOf(draft), 'none') : t('repeat.never')
      }
      case 'invited':
        return draft.invited.map(({ name }) => name).join(t('listSeparator'))
      case 'rooms':
        return draft.rooms.map(({ name }) => name).join(t('listSeparator'))
      case 'travelBefore':
      case 'travelAfter':
        return t('minutes', { n: draft[field] })
      default:
        return String(draft[field])
    }
  }
  return (
    <Dialog
      title={t('conflict.title')}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>{t('conflict.back')}</Button>
          <Button onPress={onKeep}>{t('conflict.keepMine')}</Button>
          <Button variant="primary" onPress={onTake}>
            {t('conflict.takeTheirs')}
          </Button>
        </>
      }
    >
      <p>{t('conflict.text', { when: format.dateTime(theirs.editedAt ?? theirs.createdAt) })}</p>
      {fields.length === 0 ? (
        <p>{t('conflict.same')}</p>
      ) : (
        <table className="k-table">
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
              <th scope="col">{t('conflict.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row">{t(NAMES[field] ?? `edit.${field}`)}</th>
                <td data-label={t('conflict.theirs')}>{value(other, field) || t('history.nothing')}</td>
                <td data-label={t('conflict.mine')}>{value(mine, field) || t('history.nothing')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  )
}

const NAMES: Partial<Record<Difference, string>> = {
  startDay: 'edit.when',
  invited: 'edit.people',
  owner: 'edit.calendar',
}

/** Days and times are told as one. */
function merged(fields: readonly Difference[]): Difference[] {
  const times: readonly Difference[] = ['span', 'startDay', 'startTime', 'endDay', 'endTime']
  const rest = fields.filter((field) => !times.includes(field))
  return rest.length < fields.length ? ['startDay', ...rest] : rest
}

/** What was typed and not sent, in this tab: a reload costs nothing, and the next person at a shared machine finds nothing. */
function keptDraft(name: string): Draft | undefined {
  try {
    const value = JSON.parse(sessionStorage.getItem(name) ?? 'null') as Draft | null
    return value !== null && typeof value.title === 'string' && Array.isArray(value.invited) ? value : undefined
  } catch {
    return undefined
  }
}

function keepDraft(name: string, draft: Draft) {
  try {
    sessionStorage.setItem(name, JSON.stringify(draft))
  } catch {
    // The text is still on the screen.
  }
}

function dropDraft(name: string) {
  try {
    sessionStorage.removeItem(name)
  } catch {
    // Then nothing was kept either.
  }
}
