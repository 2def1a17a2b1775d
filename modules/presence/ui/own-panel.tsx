import { Button, Icon, Link, useSession, useT } from '@kairan/ui'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { useSaying } from './acts.ts'
import { usePresence } from './queries.ts'
import { SetDialog } from './set-dialog.tsx'
import { STATUS_NAMES, STATUSES } from './statuses.ts'
import type { StatusWord } from './types.ts'
import { useWords } from './words.ts'

/** One's own presence: a press on a word, or on the digit before it, says it at once. */
export default function OwnPanel({
  trigger,
  onClose,
}: {
  trigger: RefObject<HTMLElement | null>
  onClose: () => void
}) {
  const t = useT('presence')
  const words = useWords()
  const { person } = useSession()
  const presence = usePresence(person.id)
  const saying = useSaying(person.id)
  const [isTelling, setTelling] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('button')?.focus()
  }, [])
  const say = (status: StatusWord) => {
    saying.mutate({
      said: { status, place: '', note: '' },
      was: presence,
      text: t('own.done', { status: t(`status.${status}`) }),
    })
    onClose()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
      const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
      event.preventDefault()
      buttons[(at + (event.key === 'ArrowDown' ? 1 : -1) + buttons.length) % buttons.length]?.focus()
      return
    }
    const status = STATUS_NAMES[Number(event.key) - 1]
    if (!status || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    say(status)
  }
  if (isTelling) return <SetDialog person={person} presence={presence} onClose={onClose} />
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
      offset={6}
      className="k-popover"
    >
      <Dialog aria-label={t('own.title')} className="presence-panel">
        {presence && <p className="presence-own-line">{t('own.now', { line: words.line(presence) })}</p>}
        {/* The digits are a twin of the buttons. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <ul ref={list} className="presence-choices" onKeyDown={press}>
          {STATUS_NAMES.map((status, index) => (
            <li key={status}>
              <Button
                variant="quiet"
                className="k-menu-link"
                aria-pressed={presence?.status === status}
                onPress={() => say(status)}
              >
                <kbd aria-hidden="true">{index + 1}</kbd> <Icon icon={STATUSES[status]} size="1.1em" />{' '}
                {t(`status.${status}`)}
              </Button>
            </li>
          ))}
        </ul>
        <Button onPress={() => setTelling(true)}>{t('own.more')}</Button>
        <Link to="/presence" onClick={onClose}>
          {t('own.board')}
        </Link>
      </Dialog>
    </Popover>
  )
}
