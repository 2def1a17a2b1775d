import { Link as RouterLink } from '@tanstack/react-router'
import { X } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type PressEvent } from 'react-aria-components'
import { useT } from '../i18n/i18n.ts'
import { cx } from './classes.ts'
import { Icon, type IconLike } from './icon.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

export interface ButtonProps {
  children: ReactNode
  variant?: ButtonVariant
  icon?: IconLike
  /** Shows that the act is under way; the button keeps the focus and does nothing meanwhile. */
  isPending?: boolean
  isDisabled?: boolean
  onPress?: (event: PressEvent) => void
  type?: 'button' | 'submit'
  size?: 'small' | 'normal'
  autoFocus?: boolean
  className?: string
  ref?: Ref<HTMLButtonElement>
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-pressed'?: boolean
  'aria-expanded'?: boolean
  'aria-controls'?: string
}

export function Button({
  children,
  variant = 'secondary',
  icon,
  isPending = false,
  size = 'normal',
  className,
  ...rest
}: ButtonProps) {
  const t = useT('shell')
  return (
    <AriaButton
      {...rest}
      isPending={isPending}
      className={cx('k-button', `k-button-${variant}`, size === 'small' && 'k-button-small', className)}
    >
      {isPending ? (
        <span className="k-spinner" aria-label={t('kit.working')} role="img" />
      ) : (
        icon && <Icon icon={icon} />
      )}
      <span>{children}</span>
    </AriaButton>
  )
}

/** Closes what it stands in. Its cross needs no tooltip. */
export function CloseButton({ onPress }: { onPress: () => void }) {
  const t = useT('shell')
  return (
    <AriaButton onPress={onPress} aria-label={t('kit.close')} className="k-button k-icon-button k-button-quiet">
      <Icon icon={X} />
    </AriaButton>
  )
}

export interface LinkProps {
  to: string
  children: ReactNode
  params?: Record<string, string | number>
  search?: Record<string, unknown>
  hash?: string
  replace?: boolean
  className?: string
  /** Marks the link with aria-current where its page is shown. */
  activeExact?: boolean
  /** Marks it only where the page's query is the link's too: for pages that show now this, now that. */
  activeSearch?: boolean
  'aria-label'?: string
  'aria-describedby'?: string
  tabIndex?: number
  onClick?: () => void
}

/** A link inside the application; `to` may hold parameters as `/board/$id`. */
export function Link({ to, params, search, children, activeExact, activeSearch, ...rest }: LinkProps) {
  return (
    <RouterLink
      to={to}
      params={(params ? Object.fromEntries(Object.entries(params).map(([k, v]) => [k, String(v)])) : {}) as never}
      search={(search ?? {}) as never}
      activeOptions={{ exact: activeExact ?? false, includeSearch: activeSearch ?? false }}
      {...rest}
    >
      {children}
    </RouterLink>
  )
}

export interface LinkButtonProps extends LinkProps {
  variant?: ButtonVariant
  icon?: IconLike
  size?: 'small' | 'normal'
}

/** Looks like a button, goes somewhere. */
export function LinkButton({
  variant = 'secondary',
  icon,
  size = 'normal',
  className,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link {...rest} className={cx('k-button', `k-button-${variant}`, size === 'small' && 'k-button-small', className)}>
      {icon && <Icon icon={icon} />}
      <span>{children}</span>
    </Link>
  )
}
