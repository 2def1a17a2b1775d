import { Icon, Link, usePageHeading, useT, type IconLike } from '@kairan/ui'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'

/** The place beside the list of rooms, with a heading and, on a phone, the way back. */
export function Frame({ title, icon, children }: { title: string; icon?: IconLike; children: ReactNode }) {
  const t = useT()
  const heading = usePageHeading(title)
  return (
    <div className="chat-room">
      <header className="chat-room-head">
        <Link to="/chat" className="chat-back" aria-label={t('room.back')}>
          <Icon icon={ArrowLeft} />
        </Link>
        <div className="chat-room-name">
          <h1 ref={heading} tabIndex={-1}>
            {icon && <Icon icon={icon} size="1em" />} {title}
          </h1>
        </div>
      </header>
      <div className="chat-view-body">{children}</div>
    </div>
  )
}
