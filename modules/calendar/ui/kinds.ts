import { CalendarDays, DoorOpen, Footprints, Laptop, Plane, TreePalm, Users, type LucideIcon } from 'lucide-react'
import type { AnswerWord, Kind, RoomKind, Visibility } from './types.ts'

/** The kinds in the order in which they are offered, each with its own shape, so that colour is never alone. */
export const KINDS: Record<Kind, LucideIcon> = {
  meeting: Users,
  visitor: DoorOpen,
  out: Footprints,
  trip: Plane,
  telework: Laptop,
  leave: TreePalm,
  other: CalendarDays,
}

export const KIND_NAMES = Object.keys(KINDS) as Kind[]
export const VISIBILITIES: readonly Visibility[] = ['public', 'busy', 'private']
export const ANSWERS: readonly Exclude<AnswerWord, 'none'>[] = ['accepted', 'tentative', 'declined']
export const ROOM_KINDS: readonly RoomKind[] = ['room', 'car', 'equipment']
