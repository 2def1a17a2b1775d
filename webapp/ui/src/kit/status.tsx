import type { ReactNode } from 'react'
import { Meter as AriaMeter, ProgressBar as AriaProgressBar } from 'react-aria-components'
import { cx } from './classes.ts'
import { Icon, type IconLike } from './icon.tsx'

export type BadgeTone = 'unread' | 'neutral' | 'info' | 'important' | 'success'

export interface BadgeProps {
  children: ReactNode
  tone?: BadgeTone
  icon?: IconLike
  /** Read instead of what is shown: 「未読 3件」 for 3. */
  label?: string
}

/** A short state in words. Red is for unread and overdue only: tone `unread`. */
export function Badge({ children, tone = 'neutral', icon, label }: BadgeProps) {
  return (
    <span className={cx('k-badge', `k-badge-${tone}`)}>
      {icon && <Icon icon={icon} size="1em" />}
      {label === undefined ? (
        children
      ) : (
        <>
          <span aria-hidden="true">{children}</span>
          <span className="k-hidden">{label}</span>
        </>
      )}
    </span>
  )
}

export interface MeterProps {
  label: string
  value: number
  max?: number
  /** What is written beside the bar, instead of the percentage. */
  valueLabel?: string
  hideLabel?: boolean
}

/** A share of a whole: 48 of 60 have read. */
export function Meter({ label, value, max = 100, valueLabel, hideLabel }: MeterProps) {
  return (
    <AriaMeter
      value={value}
      maxValue={max <= 0 ? 1 : max}
      className="k-meter"
      {...(valueLabel ? { valueLabel } : {})}
      aria-label={label}
    >
      {({ percentage, valueText }) => (
        <>
          <span className="k-meter-text" aria-hidden="true">
            {!hideLabel && <span>{label}</span>}
            <span className="k-meter-value">{valueText}</span>
          </span>
          <span className="k-bar">
            <span className="k-bar-fill" style={{ width: `${percentage}%` }} />
          </span>
        </>
      )}
    </AriaMeter>
  )
}

export interface ProgressBarProps {
  label: string
  /** 0 to 100; absent when nobody knows. */
  value?: number
}

export function ProgressBar({ label, value }: ProgressBarProps) {
  return (
    <AriaProgressBar
      {...(value === undefined ? { isIndeterminate: true } : { value })}
      className="k-meter"
      aria-label={label}
    >
      {({ percentage, valueText, isIndeterminate }) => (
        <>
          <span className="k-meter-text" aria-hidden="true">
            <span>{label}</span>
            {!isIndeterminate && <span className="k-meter-value">{valueText}</span>}
          </span>
          <span className={cx('k-bar', isIndeterminate && 'k-bar-moving')}>
            <span className="k-bar-fill" style={isIndeterminate ? {} : { width: `${percentage ?? 0}%` }} />
          </span>
        </>
      )}
    </AriaProgressBar>
  )
}
