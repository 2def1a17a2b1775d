import {
  ApiProblem,
  Badge,
  Button,
  ConfirmDialog,
  cx,
  EmptyState,
  Icon,
  Link,
  LinkButton,
  Page,
  PersonChip,
  Skeleton,
  useFormat,
  useParam,
  useSession,
  useT,
} from '@kairan/ui'
import { CalendarCheck, Circle, Pencil, Printer, Trash2, Triangle, X, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Fact } from './event-view.tsx'
import { LoadFailure } from './frame.tsx'
import { ANSWERS, KINDS } from './kinds.ts'
import { HeldSign } from './mark.tsx'
import { useProposal, useProposalActs, type TaggedProposal } from './proposal-queries.ts'
import type { ProposedSlot } from './types.ts'
import { useWords } from './words.ts'

/** As everybody writes them on paper. */
const SIGNS: Record<string, LucideIcon> = { accepted: Circle, tentative: Triangle, declined: X }

/** The page of a proposal: where people answer, and where one of its times is confirmed. */
export function ProposalScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const query = useProposal(id)
  const gone = !Number.isSafeInteger(id) || (query.error instanceof ApiProblem && query.error.status === 404)
  const proposal = gone ? undefined : query.data
  const back = { to: '/calendar/proposals', label: t('proposal.list') }
  if (proposal) return <ProposalPage proposal={proposal} back={back} />
  if (query.isFetching && !gone) return <Skeleton lines={8} />
  return (
    <Page title={gone ? t('proposal.goneTitle') : t('proposal.title')} width="text" back={back}>
      {gone ? (
        <EmptyState title={t('proposal.goneTitle')} text={t('proposal.goneText')} />
      ) : (
        <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
      )}
    </Page>
  )
}

function ProposalPage({ proposal, back }: { proposal: TaggedProposal; back: { to: string; label: string } }) {
  const t = useT()
  const format = useFormat()
  const words = useWords()
  const acts = useProposalActs(proposal)
  const [asking, setAsking] = useState<'cancel' | ProposedSlot>()
  const others = proposal.slots.length - 1
  return (
    <Page
      title={proposal.title}
      width="text"
      back={back}
      actions={
        <>
          {proposal.mayEdit && (
            <>
              <Button icon={Trash2} onPress={() => setAsking('cancel')}>
                {t('proposal.cancel')}
              </Button>
              <LinkButton icon={Pencil} to="/calendar/proposals/$id/edit" params={{ id: proposal.id }}>
                {t('view.edit')}
              </LinkButton>
            </>
          )}
          <Button variant="quiet" icon={Printer} onPress={() => window.print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      <div className="cal-event">
        <State proposal={proposal} />
        <dl className="cal-facts">
          <Fact name={t('edit.kind')}>
            <span className={`cal-kind cal-kind-${proposal.kind}`}>
              <Icon icon={KINDS[proposal.kind]} size="1.1em" /> {t(`kind.${proposal.kind}`)}
            </span>
          </Fact>
          {proposal.place && <Fact name={t('edit.place')}>{proposal.place}</Fact>}
          <Fact name={t('edit.owner')}>{proposal.owner.name}</Fact>
          <Fact name={t('edit.visibility')}>{t(`visibility.${proposal.visibility}`)}</Fact>
          {proposal.notes && (
            <Fact name={t('edit.notes')}>
              <span className="cal-notes">{proposal.notes}</span>
            </Fact>
          )}
        </dl>
        <Slots proposal={proposal} acts={acts} onConfirm={setAsking} />
        <Table proposal={proposal} />
        <p className="cal-quiet">
          {t('view.made', { name: proposal.createdBy.name, when: format.dateTime(proposal.createdAt) })}
          {proposal.editedAt && ` ${t('view.edited', { when: format.dateTime(proposal.editedAt) })}`}
        </p>
      </div>
      {asking && (
        <ConfirmDialog
          title={t(asking === 'cancel' ? 'proposal.cancelTitle' : 'proposal.confirmTitle')}
          isOpen
          tone={asking === 'cancel' ? 'danger' : 'primary'}
          onClose={() => setAsking(undefined)}
          confirmLabel={t(asking === 'cancel' ? 'proposal.cancel' : 'proposal.confirm')}
          onConfirm={() =>
            (asking === 'cancel' ? acts.cancel.mutateAsync() : acts.confirm.mutateAsync(asking.id))
              .catch(() => undefined) // The act has told it.
              .finally(() => setAsking(undefined))
          }
        >
          {asking === 'cancel' ? (
            <p>{t('proposal.cancelText', { n: proposal.slots.length })}</p>
          ) : (
            <>
              <p>
                <strong>{words.when(asking)}</strong> {roomsOf(asking, t('listSeparator'))}
              </p>
              <p>{t('proposal.confirmText', { n: others })}</p>
            </>
          )}
        </ConfirmDialog>
      )}
    </Page>
  )
}

function roomsOf(slot: ProposedSlot, separator: string): string {
  return slot.rooms.map((room) => [room.building, room.name].filter(Boolean).join(' ')).join(separator)
}

/** What became of it, or until when it is held. */
function State({ proposal }: { proposal: TaggedProposal }) {
  const t = useT()
  const format = useFormat()
  const values = {
    name: proposal.decidedBy?.name,
    when: format.dateTime(proposal.decidedAt ?? proposal.lapses),
    day: proposal.until ? format.date(proposal.until) : undefined,
  }
  return (
    <p className="cal-notice" role="status">
      <span>
        {proposal.state === 'open'
          ? t(proposal.until ? 'proposal.heldUntil' : 'proposal.held', values)
          : t(`proposal.state-${proposal.state}`, values)}
      </span>
      {proposal.event !== undefined && (
        <Link to="/calendar/events/$id" params={{ id: proposal.event }}>
          {t('proposal.toEvent')}
        </Link>
      )}
    </p>
  )
}

interface SlotsProps {
  proposal: TaggedProposal
  acts: ReturnType<typeof useProposalActs>
  onConfirm: (slot: ProposedSlot) => void
}

/** The times, each with what the reader answers to it and how many others can. */
function Slots({ proposal, acts, onConfirm }: SlotsProps) {
  const t = useT()
  const { person } = useSession()
  const me = proposal.people.findIndex((one) => one.person.id === person.id)
  const open = proposal.slots.filter(({ answers }) => answers[me] === 'none')
  const isAnswered = proposal.slots.some(({ accepted, tentative, declined }) => accepted + tentative + declined > 0)
  return (
    <section className="cal-proposed">
      <h2>{t('proposal.slots', { n: proposal.slots.length })}</h2>
      {proposal.mayAnswer && (
        <p className="cal-proposed-hint">
          {t('proposal.howToAnswer')}{' '}
          {open.length > 1 && (
            <Button
              size="small"
              icon={Circle}
              onPress={() => acts.answer.mutate(open.map(({ id }) => ({ slot: id, answer: 'accepted' })))}
            >
              {t('proposal.allAccepted')}
            </Button>
          )}
        </p>
      )}
      <ol>
        {proposal.slots.map((slot) => (
          <Slot
            key={slot.id}
            slot={slot}
            proposal={proposal}
            mine={slot.answers[me]}
            isBest={isAnswered && slot.place === 1 && proposal.state === 'open'}
            acts={acts}
            onConfirm={() => onConfirm(slot)}
          />
        ))}
      </ol>
    </section>
  )
}

interface SlotProps {
  slot: ProposedSlot
  proposal: TaggedProposal
  mine: string | undefined
  isBest: boolean
  acts: ReturnType<typeof useProposalActs>
  onConfirm: () => void
}

function Slot({ slot, proposal, mine, isBest, acts, onConfirm }: SlotProps) {
  const t = useT()
  const words = useWords()
  const when = words.when(slot)
  const isChosen = slot.id === proposal.event
  const rooms = roomsOf(slot, t('listSeparator'))
  return (
    <li className={cx(isBest && 'cal-best', isChosen && 'cal-best')}>
      <p className="cal-proposed-when">
        <strong>{when}</strong> {proposal.state === 'open' && <HeldSign />}{' '}
        {isChosen && (
          <Badge tone="success" icon={CalendarCheck}>
            {t('proposal.chosen')}
          </Badge>
        )}
        {isBest && <Badge tone="success">{t('proposal.best')}</Badge>}
      </p>
      {rooms && <p className="cal-quiet">{rooms}</p>}
      {proposal.people.length > 0 && (
        <p className="cal-counts">
          <Counts slot={slot} /> <span className="cal-quiet">{t(`proposal.rank-${slot.rank}`)}</span>
        </p>
      )}
      <div className="cal-proposed-acts">
        {proposal.mayAnswer && mine !== undefined && mine !== 'absent' && (
          <div className="cal-answers" role="group" aria-label={t('proposal.answerTo', { when })}>
            {ANSWERS.map((word) => (
              <Button
                key={word}
                icon={SIGNS[word]}
                aria-pressed={mine === word}
                onPress={() => acts.answer.mutate([{ slot: slot.id, answer: word }])}
              >
                {t(`proposal.${word}`)}
              </Button>
            ))}
            {mine === 'none' && <Badge tone="info">{t('answer.none')}</Badge>}
          </div>
        )}
        {proposal.mayEdit && (
          <Button
            variant={isBest ? 'primary' : 'secondary'}
            icon={CalendarCheck}
            aria-label={t('proposal.confirmOf', { when })}
            onPress={onConfirm}
          >
            {t('proposal.confirm')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Counts({ slot }: { slot: ProposedSlot }) {
  const t = useT()
  return (
    <>
      {ANSWERS.map((word) => (
        <span key={word} className="cal-count">
          <Icon icon={SIGNS[word]!} size="1em" />
          <span className="k-hidden">{t(`proposal.${word}`)}</span>{' '}
          {slot[word as 'accepted' | 'tentative' | 'declined']}
        </span>
      ))}
      {slot.none > 0 && (
        <span className="cal-count">{t('view.countOf', { answer: t('answer.none'), n: slot.none })}</span>
      )}
    </>
  )
}

/** Who has answered what to which time. */
function Table({ proposal }: { proposal: TaggedProposal }) {
  const t = useT()
  const words = useWords()
  if (proposal.people.length === 0) return null
  const answerText = (answer: string) =>
    answer === 'absent' ? t('proposal.notAsked') : answer === 'none' ? t('answer.none') : t(`proposal.${answer}`)
  return (
    <section>
      <h2 id="cal-matrix">{t('proposal.table')}</h2>
      {/* A wide table is looked at by keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="cal-matrix-box" role="region" aria-labelledby="cal-matrix" tabIndex={0}>
        <table className="cal-matrix">
          <thead>
            <tr>
              <th scope="col">{t('proposal.person')}</th>
              {proposal.slots.map((slot) => (
                <th key={slot.id} scope="col" className={cx(slot.id === proposal.event && 'cal-best')}>
                  {words.when(slot)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {proposal.people.map((one, at) => (
              <tr key={one.person.id}>
                <th scope="row">
                  <PersonChip person={one.person} size="small" /> {one.optional && <Badge>{t('optional')}</Badge>}
                  {one.left && <Badge>{t('proposal.left')}</Badge>}
                </th>
                {proposal.slots.map((slot) => {
                  const answer = slot.answers[at] ?? 'absent'
                  const sign = SIGNS[answer]
                  return (
                    <td key={slot.id} data-answer={answer}>
                      {sign ? (
                        <>
                          <Icon icon={sign} />
                          <span className="k-hidden">{answerText(answer)}</span>
                        </>
                      ) : (
                        <span className="cal-quiet">{answerText(answer)}</span>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('proposal.sum')}</th>
              {proposal.slots.map((slot) => (
                <td key={slot.id}>
                  <Counts slot={slot} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}
