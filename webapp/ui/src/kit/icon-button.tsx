import type { Ref } from 'react'
import { Button as AriaButton, Tooltip, TooltipTrigger, type PressEvent } from 'react-aria-components'
import type { ButtonVariant } from './button.tsx'
import { cx } from './classes.ts'
import { Icon, type IconLike } from './icon.tsx'

export interface IconButtonProps {
  label: string
  icon: IconLike
  onPress?: (event: PressEvent) => void
  variant?: ButtonVariant
  isDisabled?: boolean
  className?: string
  'aria-pressed'?: boolean
  'aria-expanded'?: boolean
  'aria-controls'?: string
  slot?: string
  ref?: Ref<HTMLButtonElement>
}

/** A button of one icon: its label is its name and its tooltip. */
export function IconButton({ label, icon, variant = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={600}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={cx('k-button', 'k-icon-button', `k-button-${variant}`, className)}
      >
        <Icon icon={icon} />
      </AriaButton>
      <Tooltip className="k-tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
