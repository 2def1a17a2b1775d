import { Badge, cx, Icon, useT } from '@kairan/ui'
import { CalendarCheck, LockKeyhole, MapPin, Repeat } from 'lucide-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { KINDS } from './kinds.ts'
import type { Occurrence } from './types.ts'
import { useWords } from './words.ts'

/** What is opened: an event, and which of its occurrences. */
export interface Opened {
  event: number
  recurrence?: string | undefined
}

/** How an event is taken elsewhere; for those who may change it. */
export interface Grips {
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  onBlur?: () => void
  onMenu: (element: HTMLElement) => void
  /** The ends that can be taken hold of. */
  ends?: readonly ('start' | 'end')[]
  isCarried?: boolean
}

interface MarkProps {
  one: Occurrence
  day: string
  onOpen: (opened: Opened) => void
  /** Whose it is, where that is not clear from the place. */
  whose?: string | undefined
  /** Little room: the place is left to the page of the event. */
  short?: boolean
  grips?: Grips | undefined
}

/** The keys by which an event is moved and made longer or shorter. */
export const MOVE_KEYS = ['Alt', 'Alt+Shift']
  .flatMap((held) => ['Up', 'Down', 'Left', 'Right'].map((to) => `${held}+Arrow${to}`))
  .join(' ')

/** An event where it stands on a sheet: its time, its kind by shape, colour and word, and its title. What one may not know is 'busy'. */
export function Mark({ one, day, onOpen, whose, short = false, grips }: MarkProps) {
  const t = useT()
  const words = useWords()
  const { event, kind, title } = one
  const classes = cx(
    'cal-mark',
    `cal-kind-${kind ?? 'busy'}`,
    one.answer === 'declined' && 'cal-declined',
    (one.answer === 'none' || one.answer === 'tentative') && 'cal-open',
    grips?.onPointerDown && 'cal-movable',
    grips?.isCarried && 'cal-carried',
    one.tentative && 'cal-held',
  )
  const content = (
    <>
      <span className="cal-mark-time">{words.on(one, day)}</span>{' '}
      <Icon icon={kind ? KINDS[kind] : LockKeyhole} size="1em" />{' '}
      {kind && (
        <span className={kind === 'meeting' || kind === 'other' ? 'k-hidden' : 'cal-mark-kind'}>
          {t(`kind.${kind}`)}
        </span>
      )}{' '}
      {one.tentative && <HeldSign />} <span className="cal-mark-title">{title ?? t('busy')}</span>
      {one.recurring && (
        <>
          {' '}
          <Icon icon={Repeat} size="0.85em" />
          <span className="k-hidden">{t('recurring')}</span>
        </>
      )}
      {one.visibility === 'private' && title && (
        <>
          {' '}
          <Icon icon={LockKeyhole} size="0.85em" />
          <span className="k-hidden">{t('visibility.private')}</span>
        </>
      )}
      {whose && <span className="cal-mark-whose"> {whose}</span>}
      {!short && (one.place || one.rooms.length > 0) && (
        <span className="cal-mark-place">
          {' '}
          <Icon icon={MapPin} size="0.85em" /> {[...one.rooms, one.place].filter(Boolean).join(t('listSeparator'))}
        </span>
      )}
      {one.answer === 'declined' && <span className="cal-mark-note"> {t('answer.declined')}</span>}
      {one.answer === 'tentative' && <span className="cal-mark-note"> {t('answer.tentative')}</span>}
      {one.answer === 'none' && <span className="cal-mark-note"> {t('answer.none')}</span>}
    </>
  )
  if (event === undefined) return <span className={classes}>{content}</span>
  return (
    <button
      type="button"
      className={classes}
      data-event={event}
      data-start={one.start}
      onClick={() => onOpen({ event, recurrence: one.recurrence })}
      {...(grips && {
        onPointerDown: grips.onPointerDown,
        onKeyDown: grips.onKeyDown,
        onBlur: grips.onBlur,
        onContextMenu: (menu) => {
          menu.preventDefault()
          grips.onMenu(menu.currentTarget)
        },
        ...(grips.onKeyDown ? { 'aria-keyshortcuts': MOVE_KEYS } : {}),
      })}
    >
      {content}
      {grips?.ends?.map((end) => (
        <span key={end} className="cal-grip" data-edge={end} aria-hidden="true" />
      ))}
    </button>
  )
}

/** 仮, where a time is only held: in a word of its own for who hears it. */
export function HeldSign() {
  const t = useT()
  return (
    <span className="cal-held-sign">
      <span aria-hidden="true">{t('held.short')}</span>
      <span className="k-hidden">{t('held.word')} </span>
    </span>
  )
}

/** What the shapes and colours say. */
export function Legend() {
  const t = useT()
  return (
    <ul className="cal-legend" aria-label={t('legend')}>
      {Object.entries(KINDS).map(([kind, icon]) => (
        <li key={kind} className={`cal-kind-${kind}`}>
          <Icon icon={icon} size="1em" /> {t(`kind.${kind}`)}
        </li>
      ))}
      <li className="cal-kind-busy">
        <Icon icon={LockKeyhole} size="1em" /> {t('busy')}
      </li>
      <li className="cal-kind-busy">
        <span className="cal-held-sign" aria-hidden="true">
          {t('held.short')}
        </span>{' '}
        {t('held.legend')}
      </li>
    </ul>
  )
}

/** The holiday or that the office is closed, in words. */
export function DayNote({ text }: { text: string | undefined }) {
  if (!text) return null
  return <span className="cal-day-note">{text}</span>
}

export function AnswerBadge({ answer }: { answer: 'accepted' | 'declined' | 'tentative' | 'none' }) {
  const t = useT()
  return (
    <Badge
      tone={answer === 'accepted' ? 'success' : answer === 'declined' ? 'neutral' : 'info'}
      icon={answer === 'accepted' ? CalendarCheck : undefined}
    >
      {t(`answer.${answer}`)}
    </Badge>
  )
}
