import { Button, IconButton, useSettings, useT } from '@kairan/ui'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { isDay } from './time.ts'

interface PeriodProps {
  day: string
  today: string
  /** What is shown, in words: it is read when it changes. */
  label: string
  onDay: (day: string) => void
  before: string
  after: string
  beforeLabel: string
  afterLabel: string
  children?: ReactNode
}

/** Which days are shown: today, the ones before, the ones after, or those around a day that is typed. */
export function Period({ day, today, label, onDay, before, after, beforeLabel, afterLabel, children }: PeriodProps) {
  const t = useT()
  return (
    <div className="cal-period">
      <div className="cal-period-steps">
        <Button onPress={() => onDay(today)}>{t('period.today')}</Button>
        <IconButton icon={ChevronLeft} label={beforeLabel} onPress={() => onDay(before)} />
        <IconButton icon={ChevronRight} label={afterLabel} onPress={() => onDay(after)} />
        <h2 className="cal-period-label">
          <span role="status">{label}</span>
        </h2>
      </div>
      <div className="cal-period-choices">
        <TextField
          className="cal-jump"
          type={'date' as never}
          value={day}
          onChange={(next) => {
            if (isDay(next)) onDay(next)
          }}
        >
          <Label className="k-hidden">{t('period.jump')}</Label>
          <Input className="k-input" max="9999-12-31" />
        </TextField>
        {children}
      </div>
    </div>
  )
}

/** Single keys for a page; they rest while something is typed, a dialog is open, or the person has switched them off. */
export function useKeys(keys: Record<string, () => void>): void {
  const { singleKeys } = useSettings()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!singleKeys) return
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof HTMLElement ? event.target : undefined
      if (target?.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target?.tagName ?? '')) return
      if (document.querySelector('[aria-modal="true"]')) return
      const act = latest.current[event.key.toLowerCase()]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [singleKeys])
}
