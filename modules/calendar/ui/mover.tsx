import { ApiProblem, Button, Dialog, Icon, ProblemSummary, useNavigate, useT } from '@kairan/ui'
import { CalendarClock, CalendarSearch, Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import type { Wish } from './carry.tsx'
import { Clashes, clashesOf } from './clashes.tsx'
import type { Opened } from './mark.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { isInParts, type Movable } from './move.ts'
import { Meanwhile, useMoving, useUndoKey } from './moving.ts'
import { askEvent } from './queries.ts'
import { ScopeDialog } from './scope-dialog.tsx'
import type { Scope } from './types.ts'

interface Asked {
  choose: (scope: Scope | undefined) => void
}

/**
 * Takes things on a sheet elsewhere: asks how much of a series is meant, says who has a room that is taken, and offers the twin without dragging, a menu and a
 * small dialog.
 */
export function useMover(onOpen: (opened: Opened) => void) {
  const t = useT()
  const navigate = useNavigate()
  const { move: write, told } = useMoving()
  const [asked, setAsked] = useState<Asked>()
  const [blocked, setBlocked] = useState<ApiProblem>()
  const [timing, setTiming] = useState<Movable>()
  const [menu, setMenu] = useState<{ one: Movable; element: HTMLElement }>()
  const trigger = useRef<HTMLElement>(null)
  useUndoKey()

  const ask = () =>
    new Promise<Scope | undefined>((resolve) =>
      setAsked({
        choose: (scope) => {
          setAsked(undefined)
          resolve(scope)
        },
      }),
    )

  const move = async (one: Movable, wish: Wish): Promise<void> => {
    try {
      const event = await askEvent(one.event, one.recurrence)
      if (!event.mayEdit || event.cancelled || event.start !== one.start || event.end !== one.end) throw new Meanwhile()
      const scope = isInParts(event) ? await ask() : 'all'
      if (!scope) return
      const after = await write(event, wish, scope, one.room)
      focusAgain(after.id, wish.start)
    } catch (problem) {
      if (problem instanceof ApiProblem && clashesOf(problem).length > 0) setBlocked(problem)
      else told(problem)
    }
  }

  const dialogs = (
    <>
      {asked && <ScopeDialog what="move" onClose={() => asked.choose(undefined)} onChoose={asked.choose} />}
      {blocked && (
        <Dialog
          title={t('move.blocked')}
          isOpen
          onClose={() => setBlocked(undefined)}
          actions={<Button onPress={() => setBlocked(undefined)}>{t('close')}</Button>}
        >
          <ProblemSummary problem={blocked}>
            <Clashes clashes={clashesOf(blocked)} />
          </ProblemSummary>
        </Dialog>
      )}
      {timing && (
        <MoveDialog
          opened={timing}
          room={timing.room}
          onClose={() => setTiming(undefined)}
          onMoved={(after, start) => focusAgain(after.id, start)}
        />
      )}
      {menu && (
        <Popover
          triggerRef={trigger}
          isOpen
          onOpenChange={(open) => !open && setMenu(undefined)}
          placement="bottom start"
          offset={4}
          className="k-popover cal-menu"
          aria-label={t('move.menu')}
        >
          <Menu
            aria-label={t('move.menu')}
            className="cal-menu-list"
            autoFocus="first"
            onAction={(key) => {
              const { one } = menu
              setMenu(undefined)
              if (key === 'time') setTiming(one)
              else if (key === 'open') onOpen(one)
              else
                void navigate({
                  to: '/calendar/events/$id',
                  params: { id: String(one.event) } as never,
                  search: (one.recurrence ? { occurrence: one.recurrence } : {}) as never,
                })
            }}
          >
            <MenuItem id="time" className="cal-menu-item">
              <Icon icon={CalendarClock} /> {t('move.time')}
            </MenuItem>
            <MenuItem id="open" className="cal-menu-item">
              <Icon icon={CalendarSearch} /> {t('move.open')}
            </MenuItem>
            <MenuItem id="page" className="cal-menu-item">
              <Icon icon={Pencil} /> {t('view.page')}
            </MenuItem>
          </Menu>
        </Popover>
      )}
    </>
  )
  return {
    move,
    dialogs,
    menu: (one: Movable, element: HTMLElement) => {
      trigger.current = element
      setMenu({ one, element })
    },
  }
}

export type Mover = ReturnType<typeof useMover>

/** What was moved stands elsewhere now and is another element: whoever had it has it still. */
function focusAgain(event: number, start: string) {
  requestAnimationFrame(() => {
    if (document.activeElement && document.activeElement !== document.body) return
    const all = [...document.querySelectorAll<HTMLElement>(`[data-event="${event}"]`)]
    ;(all.find((one) => one.dataset.start === start) ?? all[0])?.focus()
  })
}
