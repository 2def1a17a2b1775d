import { CircleCheck, CircleAlert, Info, RotateCcw, Undo2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Button, CloseButton } from './button.tsx'
import { cx } from './classes.ts'
import { Icon } from './icon.tsx'

export interface ToastContent {
  text: string
  /** Takes the act back. */
  undo?: () => void
  /** Tries it again: for what failed. */
  retry?: () => void
  tone?: 'info' | 'success' | 'error'
  /** A toast of the same key takes the other's place. */
  key?: string
}

interface Shown extends ToastContent {
  id: number
}

let shown: readonly Shown[] = []
let counter = 0
const listeners = new Set<() => void>()

function set(next: readonly Shown[]) {
  shown = next
  for (const listener of listeners) listener()
}

export const toasts = {
  show(content: ToastContent): () => void {
    const id = ++counter
    set([...shown.filter((one) => content.key === undefined || one.key !== content.key), { ...content, id }].slice(-4))
    return () => toasts.dismiss(id)
  },
  dismiss(id: number): void {
    set(shown.filter((one) => one.id !== id))
  },
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `show` answers a function that takes the toast away. */
export function useToast(): { show: (content: ToastContent) => () => void } {
  return useMemo(() => ({ show: toasts.show }), [])
}

/** Where toasts appear; once, in the shell. */
export function ToastRegion() {
  const t = useT('shell')
  const list = useSyncExternalStore(subscribe, () => shown)
  return (
    <div
      className="k-toasts"
      role="region"
      aria-label={t('kit.toast.region')}
      data-react-aria-top-layer="true"
      data-region="toasts"
      tabIndex={-1}
    >
      {list.map((one) => (
        <Toast key={one.id} toast={one} />
      ))}
    </div>
  )
}

/** Long enough to read slowly, and longer when there is something to press. What failed stays until it is dealt with. */
function lifetime({ text, undo, retry, tone }: ToastContent): number {
  if (retry || tone === 'error') return Number.POSITIVE_INFINITY
  return Math.max(undo ? 12_000 : 6_000, text.length * 150)
}

function Toast({ toast }: { toast: Shown }) {
  const t = useT('shell')
  const [held, setHeld] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    const life = lifetime(toast)
    if (held || !Number.isFinite(life)) return
    const timer = setTimeout(() => toasts.dismiss(toast.id), life)
    return () => clearTimeout(timer)
  }, [held, toast])
  const close = () => {
    const inside = box.current?.contains(document.activeElement) ?? false
    toasts.dismiss(toast.id)
    if (inside && before instanceof HTMLElement && before.isConnected) before.focus()
  }
  const tone = toast.tone ?? 'info'
  return (
    // The handlers only notice that somebody is at it, so that it stays.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      className={cx('k-toast', `k-toast-${tone}`)}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(box.current?.contains(document.activeElement) ?? false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <Icon icon={tone === 'error' ? CircleAlert : tone === 'success' ? CircleCheck : Info} />
      <p role={tone === 'error' ? 'alert' : 'status'}>{toast.text}</p>
      {toast.undo && (
        <Button
          size="small"
          icon={Undo2}
          onPress={() => {
            toast.undo?.()
            close()
          }}
        >
          {t('kit.undo')}
        </Button>
      )}
      {toast.retry && (
        <Button
          size="small"
          icon={RotateCcw}
          onPress={() => {
            toast.retry?.()
            close()
          }}
        >
          {t('kit.retry')}
        </Button>
      )}
      <CloseButton onPress={close} />
    </div>
  )
}
