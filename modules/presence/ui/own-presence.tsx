import { cx, Icon, later, useSession, useSettings, useT } from '@kairan/ui'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { usePresence } from './queries.ts'
import { STATUSES } from './statuses.ts'
import { useWords } from './words.ts'

const OwnPanel = later(async () => (await import('./own-panel.tsx')).default, { fallback: null })

/** In the header of every page: where the others believe that one is, and the way to say it. */
export function OwnPresence() {
  const t = useT()
  const words = useWords()
  const { person } = useSession()
  const { singleKeys } = useSettings()
  const presence = usePresence(person.id)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!singleKeys) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'p' || event.isComposing || event.defaultPrevented) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof HTMLElement ? event.target : undefined
      if (target?.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target?.tagName ?? '')) return
      if (document.querySelector('[aria-modal="true"]')) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [singleKeys])
  // Who works nowhere has no presence.
  if (!presence) return null
  return (
    <>
      <Button
        ref={button}
        className={cx('presence-own', presence.setBy && 'presence-own-said')}
        aria-label={t('own.label', { line: words.line(presence) })}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPress={() => setOpen(true)}
      >
        <Icon icon={STATUSES[presence.status]} />
        <span className="presence-own-word" aria-hidden="true">
          {t(`status.${presence.status}`)}
        </span>
      </Button>
      {open && <OwnPanel trigger={button} onClose={() => setOpen(false)} />}
    </>
  )
}
