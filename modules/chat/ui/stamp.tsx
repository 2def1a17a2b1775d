import { Icon } from '@kairan/ui'
import { CheckCheck, Coffee, HandHelping, Heart, Hourglass, ThumbsUp } from 'lucide-react'

const ICONS = {
  understood: ThumbsUp,
  confirmed: CheckCheck,
  working: Hourglass,
  thanks: Heart,
  'well-done': Coffee,
  please: HandHelping,
} as const

/** The picture of a stamp, or the emoji itself. */
export function ReactionSign({ reaction }: { reaction: string }) {
  const icon = ICONS[reaction as keyof typeof ICONS]
  return icon ? <Icon icon={icon} size="1.1em" /> : <span aria-hidden="true">{reaction}</span>
}
