import type { LucideIcon } from 'lucide-react'
import { isValidElement, type ReactNode } from 'react'

export type IconLike = LucideIcon | ReactNode

/** An icon beside a text: decoration, hidden from assistive technology. */
export function Icon({ icon, size = '1.25em' }: { icon: IconLike; size?: string | number }) {
  if (icon === null || icon === undefined || isValidElement(icon) || typeof icon === 'string') return <>{icon}</>
  const Drawn = icon as LucideIcon
  return <Drawn aria-hidden="true" focusable="false" width={size} height={size} strokeWidth={2} className="k-icon" />
}
