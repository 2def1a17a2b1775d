import { ApiProblem, api, problemText, useT, useToast } from '@kairan/ui'
import { useEffect } from 'react'
import { partOf, useRefresh } from './acts.ts'
import type { Wish } from './carry.tsx'
import { isInParts, moveBody, placeBefore } from './move.ts'
import { askEvent, type TaggedEvent } from './queries.ts'
import type { EventDetail, Scope } from './types.ts'

/** How long Ctrl+Z takes a move back. */
const UNDO_MS = 60_000

/** One toast for all moves: the last is the one that can be taken back. */
const MOVE = 'calendar.move'

/** What Ctrl+Z would take back; the page may have been left meanwhile. */
let undoable: (() => void) | undefined

/** Somebody has changed the event since it was shown: nothing is moved on grounds that are no more. */
export class Meanwhile extends Error {}

/** Writes an event's new time, tells it and lets it be taken back. */
export function useMoving() {
  const t = useT()
  const toast = useToast()
  const refresh = useRefresh()

  const write = (event: TaggedEvent, wish: Wish, scope: Scope, more: Parameters<typeof moveBody>[3]) =>
    api.put<EventDetail>(`/calendar/events/${event.id}`, moveBody(event, wish, scope, more), {
      query: partOf(event, scope),
      ifMatch: event.etag,
    })

  const told = (problem: unknown) => {
    const isMeanwhile = problem instanceof Meanwhile || (problem instanceof ApiProblem && problem.status === 412)
    if (isMeanwhile) void refresh()
    toast.show({ tone: 'error', key: MOVE, text: isMeanwhile ? t('move.meanwhile') : problemText(problem) })
  }

  /** Moves it; what the server refuses is thrown. */
  const move = async (event: TaggedEvent, wish: Wish, scope: Scope, room?: number): Promise<EventDetail> => {
    const whole = isInParts(event) && scope !== 'one' ? await askEvent(event.id) : event
    if (whole.version !== event.version) throw new Meanwhile()
    const after = await write(event, wish, scope, { room })
    const undo = async () => {
      undoable = undefined
      try {
        const now = await askEvent(after.id, scope === 'one' ? event.recurrence : undefined)
        if (now.version !== after.version) throw new Meanwhile()
        const back = event.rooms.find(({ id }) => id === room)
        await write(
          now,
          { ...placeBefore(event, wish, whole, now, scope), ...(wish.room && back ? { room: back } : {}) },
          now.recurring && scope !== 'one' ? 'all' : scope,
          {
            room: wish.room?.id,
            rrule: after.id === event.id ? event.rrule : now.rrule,
          },
        )
        await refresh()
        toast.show({ tone: 'success', key: MOVE, text: t('view.restored', { title: event.title }) })
      } catch (problem) {
        told(problem)
      }
    }
    undoable = () => void undo()
    const mine = undoable
    setTimeout(() => {
      if (undoable === mine) undoable = undefined
    }, UNDO_MS)
    // Told when it is seen: whoever goes on at once must find it where it is.
    await refresh()
    toast.show({ tone: 'success', key: MOVE, text: t('move.done', { title: event.title }), undo: () => void undo() })
    return after
  }
  return { move, told }
}

/** Ctrl+Z takes back the last move, where nothing is typed and no dialog is open. */
export function useUndoKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'z') return
      const { target } = event
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
      )
        return
      if (!undoable || document.querySelector('[aria-modal="true"]')) return
      event.preventDefault()
      undoable()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
