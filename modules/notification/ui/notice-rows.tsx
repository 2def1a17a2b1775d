import { Badge, cx, Link, useFormat, useT } from '@kairan/ui'
import { useRead, useWords, type Notice } from './queries.ts'

/** Notices, newest first; whoever opens one knows of it. */
export function NoticeRows({ notices, onOpen }: { notices: readonly Notice[]; onOpen?: () => void }) {
  const t = useT()
  const format = useFormat()
  const words = useWords()
  const read = useRead()
  return (
    <ul className="notice-rows" aria-label={t('list.label')}>
      {notices.map((notice) => (
        <li key={notice.id} className={cx('notice-row', notice.unread && 'notice-unread')}>
          <Link
            to={notice.path}
            className="notice-link"
            onClick={() => {
              if (notice.unread) read.mutate(notice.id)
              onOpen?.()
            }}
          >
            {words(notice)}
          </Link>
          <span className="notice-about">
            {notice.unread && <Badge tone="unread">{t('list.unread')}</Badge>}
            {notice.detail && <span>{notice.detail}</span>}
            <time dateTime={notice.at}>{format.relative(notice.at)}</time>
          </span>
        </li>
      ))}
    </ul>
  )
}
