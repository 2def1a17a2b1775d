import {
  api,
  ApiProblem,
  Badge,
  Button,
  Checkbox,
  EmptyState,
  Icon,
  Link,
  LinkButton,
  Page,
  PersonChip,
  Skeleton,
  useFormat,
  useNavigate,
  useParam,
  useSearch,
  useSession,
  urlOf,
  useT,
  type PersonRef,
} from '@kairan/ui'
import { CalendarClock, Pencil, Printer, Trash2 } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useEventActs } from './acts.ts'
import { Files } from './event-files.tsx'
import { LoadFailure } from './frame.tsx'
import { ANSWERS, KINDS } from './kinds.ts'
import { AnswerBadge, HeldSign } from './mark.tsx'
import { isInParts } from './move.ts'
import { MoveDialog } from './move-dialog.tsx'
import { useEvent, useHistory, type TaggedEvent } from './queries.ts'
import { Reminders } from './reminders.tsx'
import { ScopeDialog } from './scope-dialog.tsx'
import { dayPart } from './time.ts'
import { TripEntries } from './trips.tsx'
import type { AttendeeListing, Change, HistoryEntry, Kind, Scope, Shift } from './types.ts'
import { useWords, type Words } from './words.ts'

/** The page of an event, to which notices, search and links lead. */
export function EventScreen() {
  const id = Number(useParam('id'))
  const { occurrence }: { occurrence?: string } = useSearch({ strict: false })
  return <EventOf key={`${id} ${occurrence}`} id={id} occurrence={occurrence} />
}

function EventOf({ id, occurrence }: { id: number; occurrence: string | undefined }) {
  const t = useT()
  const navigate = useNavigate()
  const query = useEvent(id, occurrence)
  const gone = !Number.isSafeInteger(id) || (query.error instanceof ApiProblem && query.error.status === 404)
  const event = gone ? undefined : query.data
  if (event) {
    const day = dayPart(event.start)
    return (
      <Page
        title={event.title}
        width="text"
        back={{ to: '/calendar', search: { day }, label: t('own.title') }}
        actions={
          <>
            <EventActs
              event={event}
              onGone={() => void navigate({ to: '/calendar', search: { day } as never })}
              // An instance that was moved may be another one now; a single event stays what it was.
              onMoved={(start) => {
                if (isInParts(event)) void navigate({ to: '/calendar', search: { day: dayPart(start) } as never })
              }}
            />
            <Button variant="quiet" icon={Printer} onPress={() => window.print()}>
              {t('print')}
            </Button>
          </>
        }
      >
        <EventBody event={event} isPage />
      </Page>
    )
  }
  // Not a page yet: the heading that takes the focus is the event's own.
  if (query.isFetching && !gone) return <Skeleton lines={8} />
  return (
    <Page
      title={gone ? t('view.goneTitle') : t('view.title')}
      width="text"
      back={{ to: '/calendar', label: t('own.title') }}
    >
      {gone ? (
        <EmptyState
          title={t('view.goneTitle')}
          text={t('view.goneText')}
          action={<LinkButton to="/calendar">{t('view.goneAct')}</LinkButton>}
        />
      ) : (
        <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
      )}
    </Page>
  )
}

/** What one may do to an event; of a series it is asked to how much of it. */
export function EventActs({
  event,
  onGone,
  onMoved = onGone,
}: {
  event: TaggedEvent
  onGone: () => void
  onMoved?: (start: string) => void
}) {
  const t = useT()
  const navigate = useNavigate()
  const { remove } = useEventActs(event)
  const [asking, setAsking] = useState<'edit' | 'remove'>()
  const [isTiming, setTiming] = useState(false)
  const inParts = isInParts(event)
  const act = (what: 'edit' | 'remove', scope: Scope) => {
    setAsking(undefined)
    if (what === 'remove') remove.mutate(scope, { onSuccess: onGone })
    else
      void navigate({
        to: '/calendar/events/$id/edit',
        params: { id: String(event.id) } as never,
        search: (inParts ? { scope, occurrence: event.recurrence } : {}) as never,
      })
  }
  if (!event.mayEdit || event.cancelled) return null
  return (
    <>
      <Button
        icon={Trash2}
        isPending={remove.isPending}
        onPress={() => (inParts ? setAsking('remove') : act('remove', 'all'))}
      >
        {t('view.remove')}
      </Button>
      <Button icon={CalendarClock} onPress={() => setTiming(true)}>
        {t('move.time')}
      </Button>
      <Button icon={Pencil} onPress={() => (inParts ? setAsking('edit') : act('edit', 'all'))}>
        {t('view.edit')}
      </Button>
      {isTiming && (
        <MoveDialog
          opened={{ event: event.id, recurrence: event.recurrence }}
          onClose={() => setTiming(false)}
          onMoved={(_, start) => onMoved(start)}
        />
      )}
      {asking && (
        <ScopeDialog what={asking} onClose={() => setAsking(undefined)} onChoose={(scope) => act(asking, scope)} />
      )}
    </>
  )
}

/** When, where, who, and what became of it. */
export function EventBody({ event, isPage = false }: { event: TaggedEvent; isPage?: boolean }) {
  const t = useT()
  const words = useWords()
  const format = useFormat()
  const { person } = useSession()
  const mine = event.attendees.find((one) => one.person.id === person.id)
  const kind = event.kind as Kind
  useSeen(event.id)
  // A dialog's own title is a heading of the second level.
  const Heading = isPage ? 'h2' : 'h3'
  return (
    <div className="cal-event">
      {event.cancelled && (
        <p className="cal-notice" role="status">
          {t('view.cancelled')}
        </p>
      )}
      {event.tentative && !event.cancelled && (
        <p className="cal-notice" role="status">
          <span>
            <HeldSign /> {t('held.text')}
          </span>
          {event.proposal !== undefined && (
            <Link to="/calendar/proposals/$id" params={{ id: event.proposal }}>
              {t('held.toProposal')}
            </Link>
          )}
        </p>
      )}
      {event.onBehalfOf && <p className="cal-notice">{t('behalf.viewing', { name: event.onBehalfOf.name })}</p>}
      {mine && event.mayAnswer && !event.cancelled && <Answering event={event} mine={mine} />}
      {event.answersFor.map((principal) => {
        const theirs = event.attendees.find((one) => one.person.id === principal.id)
        return theirs && <Answering key={principal.id} event={event} mine={theirs} behalf={principal} />
      })}
      <dl className="cal-facts">
        <Fact name={t('edit.when')}>
          <strong>{words.when(event)}</strong>
          {event.rrule && (
            <span className="k-block">
              {words.rule(event.rrule, event.seriesStart ?? event.start, event.shift as Shift)}
            </span>
          )}
        </Fact>
        {(event.travelBefore > 0 || event.travelAfter > 0) && (
          <Fact name={t('edit.travel')}>
            {[
              event.travelBefore > 0 && t('view.travelBefore', { n: event.travelBefore }),
              event.travelAfter > 0 && t('view.travelAfter', { n: event.travelAfter }),
            ]
              .filter(Boolean)
              .join(t('listSeparator'))}
          </Fact>
        )}
        <Fact name={t('edit.kind')}>
          <span className={`cal-kind cal-kind-${kind}`}>
            <Icon icon={KINDS[kind]} size="1.1em" /> {t(`kind.${kind}`)}
          </span>
        </Fact>
        {event.place && <Fact name={t('edit.place')}>{event.place}</Fact>}
        {(event.rooms.length > 0 || event.requests.length > 0) && (
          <Fact name={t('edit.rooms')}>
            <Held event={event} />
          </Fact>
        )}
        <Fact name={t('edit.owner')}>{event.owner.name}</Fact>
        <Fact name={t('edit.visibility')}>{t(`visibility.${event.visibility}`)}</Fact>
        {event.notes && (
          <Fact name={t('edit.notes')}>
            <span className="cal-notes">{event.notes}</span>
          </Fact>
        )}
      </dl>
      {event.attendees.length > 0 && (
        <section className="cal-attendees">
          <Heading>
            {t('view.attendees', { count: event.attendees.length, n: format.number(event.attendees.length) })}{' '}
            <span className="cal-quiet">
              {ANSWERS.map((word) =>
                t('view.countOf', {
                  answer: t(`answer.${word}`),
                  n: event.attendees.filter((one) => one.answer === word).length,
                }),
              ).join(' ')}
            </span>
          </Heading>
          <ul>
            {event.attendees.map((one) => (
              <li key={one.person.id}>
                <PersonChip person={one.person} size="small" />
                {one.optional && <Badge>{t('optional')}</Badge>}
                <AnswerBadge answer={one.answer} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {event.mayEdit && !event.cancelled && <TripEntries event={event} />}
      <Files event={event} heading={Heading} />
      {event.isMine && <Reminders event={event.id} />}
      <p className="cal-quiet">
        {t('view.made', { name: event.createdBy.name, when: format.dateTime(event.createdAt) })}
        {event.editedAt && ` ${t('view.edited', { when: format.dateTime(event.editedAt) })}`}
      </p>
      {!event.cancelled && (
        <p>
          <a href={urlOf(`/calendar/exports/${event.id}`)} download>
            {t('exchange.downloadOne')}
          </a>
        </p>
      )}
      <History id={event.id} />
    </div>
  )
}

/** The rooms, and what their owners say to it. */
function Held({ event }: { event: TaggedEvent }) {
  const t = useT()
  const asked = new Map(event.requests.map((request) => [request.room.id, request]))
  const all = [...event.rooms, ...event.requests.filter(({ state }) => state === 'rejected').map(({ room }) => room)]
  return (
    <ul className="cal-held">
      {[...new Map(all.map((room) => [room.id, room])).values()].map((room) => {
        const request = asked.get(room.id)
        return (
          <li key={room.id}>
            {[room.building, room.name].filter(Boolean).join(' ')}{' '}
            {request && (
              <Badge
                tone={request.state === 'approved' ? 'success' : request.state === 'rejected' ? 'important' : 'info'}
              >
                {t(`approval.${request.state}`)}
              </Badge>
            )}
            {request?.by && <span className="cal-quiet"> {request.by.name}</span>}
            {request?.reason && <span className="k-block">{t('approval.because', { reason: request.reason })}</span>}
          </li>
        )
      })}
    </ul>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Whoever has opened an event knows of it: notices about it are old news. */
function useSeen(id: number) {
  useEffect(() => {
    // If it is lost, the notice stays: nothing to tell.
    api.post(`/calendar/events/${id}/readings`).catch(() => undefined)
  }, [id])
}

/** One's own answer, or that of somebody for whom one acts. */
function Answering({ event, mine, behalf }: { event: TaggedEvent; mine: AttendeeListing; behalf?: PersonRef }) {
  const t = useT()
  const label = behalf ? t('behalf.answer', { name: behalf.name }) : t('view.yourAnswer')
  const { answer } = useEventActs(event)
  const [onlyThis, setOnlyThis] = useState(false)
  const inParts = event.recurring && event.recurrence !== undefined
  return (
    <div className="cal-answering" role="group" aria-label={label}>
      <p>
        <strong>{label}</strong> <AnswerBadge answer={mine.answer} />
      </p>
      <div className="cal-answers">
        {ANSWERS.map((word) => (
          <Button
            key={word}
            aria-pressed={mine.answer === word}
            isPending={answer.isPending && answer.variables.word === word}
            onPress={() => answer.mutate({ word, onlyThis, person: behalf?.id })}
          >
            {t(`answer.${word}`)}
          </Button>
        ))}
      </div>
      {inParts && <Checkbox label={t('view.onlyThis')} value={onlyThis} onChange={setOnlyThis} />}
    </div>
  )
}

/** Who did what, asked for when somebody wants to know. */
function History({ id }: { id: number }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const history = useHistory(id, open)
  return (
    <section className="cal-history">
      <Button variant="quiet" size="small" aria-expanded={open} onPress={() => setOpen(!open)}>
        {t('history.title')}
      </Button>
      {open &&
        (history.data ? (
          <ol aria-label={t('history.title')}>
            {history.data.map((entry) => (
              <Entry key={`${entry.at} ${entry.what} ${entry.by.id}`} entry={entry} />
            ))}
          </ol>
        ) : history.isError ? (
          <LoadFailure problem={history.error} onRetry={() => void history.refetch()} />
        ) : (
          <Skeleton lines={2} />
        ))}
    </section>
  )
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const t = useT()
  const format = useFormat()
  const words = useWords()
  return (
    <li>
      <span className="cal-quiet">{format.dateTime(entry.at)}</span> {entry.by.name}{' '}
      {entry.onBehalfOf && t('behalf.history', { name: entry.onBehalfOf.name })} {t(`history.${entry.what}`)}
      {entry.occurrence && (
        <span className="cal-quiet">
          {' '}
          {t(entry.scope === 'following' ? 'history.from' : 'history.only', {
            day: words.date(dayPart(entry.occurrence)),
          })}
        </span>
      )}
      {entry.changes.length > 0 && (
        <ul>
          {entry.changes.map((change) => (
            <li key={change.field}>{changeText(change, t, words)}</li>
          ))}
        </ul>
      )}
    </li>
  )
}

const FIELD_NAMES: Record<string, string> = {
  title: 'edit.title',
  place: 'edit.place',
  notes: 'edit.notes',
  kind: 'edit.kind',
  visibility: 'edit.visibility',
  start: 'edit.start',
  end: 'edit.end',
  allDay: 'allDay',
  undecided: 'undecided',
  rrule: 'edit.repeat',
  shift: 'edit.shift',
  travelBefore: 'edit.travelBefore',
  travelAfter: 'edit.travelAfter',
  attendees: 'edit.people',
  rooms: 'edit.rooms',
  answer: 'view.yourAnswer',
  held: 'held.word',
  files: 'files.title',
}

function changeText({ field, before, after }: Change, t: ReturnType<typeof useT>, words: Words): string {
  const value = (text: string): string => {
    if (text === '' || text === 'null') return t('history.nothing')
    if (field === 'kind') return t(`kind.${text}`)
    if (field === 'visibility') return t(`visibility.${text}`)
    if (field === 'answer') return t(`answer.${text}`)
    if (field === 'shift') return t(`shift.${text}`)
    if (field === 'allDay' || field === 'undecided' || field === 'held')
      return t(text === 'true' ? 'history.yes' : 'history.no')
    if (field === 'start' || field === 'end') return words.moment(text)
    return text
  }
  return t('history.change', {
    field: t(FIELD_NAMES[field] ?? field),
    before: value(before),
    after: value(after),
  })
}
