import { CircleCheck, CircleDashed, Footprints, Laptop, Moon, Plane, TreePalm, type LucideIcon } from 'lucide-react'
import type { StatusWord } from './types.ts'

/** Each with a shape of its own, so that colour is never alone; in the order in which they are offered. */
export const STATUSES: Record<StatusWord, LucideIcon> = {
  in: CircleCheck,
  away: CircleDashed,
  out: Footprints,
  trip: Plane,
  telework: Laptop,
  leave: TreePalm,
  left: Moon,
}

export const STATUS_NAMES = Object.keys(STATUSES) as StatusWord[]

/** Of which it is said when somebody is back. */
export function comesBack(status: StatusWord): boolean {
  return status !== 'in' && status !== 'left'
}
