import { Building2, Hash, Megaphone, MessagesSquare, Presentation, User, type LucideIcon } from 'lucide-react'
import type { RoomKind } from './types.ts'

const ICONS: Record<RoomKind, LucideIcon> = {
  direct: User,
  group: MessagesSquare,
  section: Building2,
  consultation: Hash,
  announcement: Megaphone,
  meeting: Presentation,
}

export function roomIcon(kind: RoomKind): LucideIcon {
  return ICONS[kind] ?? MessagesSquare
}
