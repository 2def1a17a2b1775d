import { CornerDownLeft, Search } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components'
import { translator, useT } from '../i18n/i18n.ts'
import { cx } from '../kit/classes.ts'
import { Icon } from '../kit/icon.tsx'
import { modalSection } from '../kit/modal-section.tsx'
import type { Command, Feature } from './feature.ts'
import { groupsOf, matches, type Group } from './palette-search.ts'

export interface PaletteProps {
  onClose: () => void
  features: readonly Feature[]
  /** Pages and acts of the shell. */
  commands: readonly Command[]
}

const REST = 150

/** One field over pages, people and acts: type, choose with the arrow keys, Enter. */
export default function Palette({ onClose, features, commands }: PaletteProps) {
  const t = useT('shell')
  const navigate = useNavigate()
  const id = useId()
  const [q, setQ] = useState('')
  const [found, setFound] = useState<Group[]>([])
  const [busy, setBusy] = useState(false)
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)

  const own = useMemo<Group>(
    () => ({
      title: t('palette.commands'),
      commands: commands.filter((command) => matches(command.label, q)).slice(0, q === '' ? 12 : 6),
    }),
    [commands, q, t],
  )

  useEffect(() => {
    const abort = new AbortController()
    const providers = features.flatMap((feature) =>
      (feature.commands ?? []).map((provider) => ({ provider, title: translator(feature.id)(provider.title) })),
    )
    const ask = async () => {
      setBusy(true)
      const groups = await groupsOf(providers, q.trim(), abort.signal)
      if (abort.signal.aborted) return
      setFound(groups)
      setBusy(false)
    }
    const timer = setTimeout(() => void ask(), q === '' ? 0 : REST)
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [features, q])

  const groups = [own, ...found].filter((group) => group.commands.length > 0)
  const all = groups.flatMap((group) => group.commands)
  const at = Math.min(active, Math.max(0, all.length - 1))
  const optionId = (index: number) => `${id}-option-${index}`

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at, q])

  const carryOut = (command: Command | undefined) => {
    if (!command) return
    onClose()
    if (command.to) void navigate({ href: command.to })
    command.run?.()
  }
  let index = -1
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="k-overlay k-palette-overlay"
    >
      <Modal className="k-modal k-palette">
        <AriaDialog aria-label={t('palette.title')} className="k-palette-body" render={modalSection}>
          <div className="k-palette-input">
            <Icon icon={Search} />
            <input
              autoFocus
              role="combobox"
              aria-label={t('palette.title')}
              aria-expanded={all.length > 0}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              {...(all.length > 0 ? { 'aria-activedescendant': optionId(at) } : {})}
              placeholder={t('palette.placeholder')}
              value={q}
              onChange={(event) => {
                setQ(event.target.value)
                setActive(0)
              }}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return
                if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                  event.preventDefault()
                  const step = event.key === 'ArrowDown' ? 1 : -1
                  if (all.length > 0) setActive((at + step + all.length) % all.length)
                } else if (event.key === 'Enter') {
                  event.preventDefault()
                  carryOut(all[at])
                }
              }}
            />
          </div>
          <div id={`${id}-list`} role="listbox" aria-label={t('palette.results')} className="k-palette-list" ref={list}>
            {groups.map((group, place) => (
              <div key={group.title} role="group" aria-labelledby={`${id}-group-${place}`}>
                <div id={`${id}-group-${place}`} className="k-palette-group" role="presentation">
                  {group.title}
                </div>
                {group.commands.map((command) => {
                  index++
                  const mine = index
                  return (
                    // The field keeps the focus and the keys; this is what they point at.
                    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                    <div
                      key={command.id}
                      id={optionId(mine)}
                      role="option"
                      tabIndex={-1}
                      aria-selected={mine === at}
                      className={cx('k-palette-option', mine === at && 'k-palette-active')}
                      onMouseMove={() => setActive(mine)}
                      onClick={() => carryOut(command)}
                    >
                      {command.icon ? <Icon icon={command.icon} /> : <span className="k-icon-gap" />}
                      <span className="k-palette-label">{command.label}</span>
                      {command.detail && <span className="k-palette-detail">{command.detail}</span>}
                      {mine === at && <Icon icon={CornerDownLeft} size="1em" />}
                    </div>
                  )
                })}
              </div>
            ))}
          </div>
          <p className="k-palette-foot" role="status">
            {all.length === 0 && !busy ? t('palette.nothing') : t('palette.found', { count: all.length })}
          </p>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
