import { Badge, Link, Meter, PersonMark, useFormat, useT, type BulletinListing } from '@kairan/ui'
import { Paperclip, TriangleAlert } from 'lucide-react'

export interface BulletinRowsProps {
  bulletins: readonly BulletinListing[]
  label: string
  headingLevel?: 2 | 3
  /** The author's own list tells how many have read each. */
  mine?: boolean
  /** All of them are unread, as the heading says: a dot is enough. */
  allUnread?: boolean
}

export function BulletinRows({
  bulletins,
  label,
  headingLevel = 3,
  mine = false,
  allUnread = false,
}: BulletinRowsProps) {
  return (
    <ul className="board-rows" aria-label={label}>
      {bulletins.map((bulletin) => (
        <BulletinRow
          key={bulletin.id}
          bulletin={bulletin}
          headingLevel={headingLevel}
          mine={mine}
          allUnread={allUnread}
        />
      ))}
    </ul>
  )
}

function BulletinRow({
  bulletin,
  headingLevel,
  mine,
  allUnread,
}: {
  bulletin: BulletinListing
  headingLevel: 2 | 3
  mine: boolean
  allUnread: boolean
}) {
  const t = useT()
  const format = useFormat()
  const Heading = headingLevel === 2 ? 'h2' : 'h3'
  const { unread, withdrawnAt, readers } = bulletin
  return (
    <li
      className="board-row"
      data-bulletin={bulletin.id}
      data-unread={unread || undefined}
      data-withdrawn={withdrawnAt ? true : undefined}
    >
      <Heading className="board-row-title">
        {unread &&
          (allUnread ? (
            <span className="board-dot">
              <span className="k-hidden">{t('unread')}</span>
            </span>
          ) : (
            <Badge tone="unread">{t('unread')}</Badge>
          ))}
        <ImportantBadge importance={bulletin.importance} />
        {withdrawnAt && <Badge>{t('withdrawn')}</Badge>}
        <Link to="/board/$id" params={{ id: bulletin.id }}>
          {bulletin.title}
        </Link>
        {bulletin.attachments > 0 && (
          <span className="board-clip">
            <Paperclip aria-hidden="true" size="1em" />
            <span className="k-hidden">
              {t('attachments', { count: bulletin.attachments, n: bulletin.attachments })}
            </span>
          </span>
        )}
      </Heading>
      <p className="board-row-meta">
        <span className="board-row-from">
          {bulletin.section && <span>{bulletin.section.name}</span>}
          {!mine && (
            <span>
              {bulletin.author.name}
              <PersonMark id={bulletin.author.id} />
            </span>
          )}
        </span>
        <time dateTime={bulletin.publishedAt} title={format.dateTime(bulletin.publishedAt)}>
          {format.relative(bulletin.publishedAt)}
        </time>
      </p>
      {mine && readers && (
        <div className="board-row-readers">
          <Meter
            label={t('readers.rate')}
            hideLabel
            value={readers.read}
            max={readers.total}
            valueLabel={`${t('meter', { read: format.number(readers.read), total: format.number(readers.total) })}`}
          />
        </div>
      )}
    </li>
  )
}

export function ImportantBadge({ importance }: { importance: BulletinListing['importance'] }) {
  const t = useT()
  if (importance !== 'important') return null
  return (
    <Badge tone="important" icon={TriangleAlert}>
      {t('important')}
    </Badge>
  )
}

/** Important ones first; otherwise the order stays. */
export function importantFirst<T extends { importance: string }>(bulletins: readonly T[]): T[] {
  return [
    ...bulletins.filter((one) => one.importance === 'important'),
    ...bulletins.filter((one) => one.importance !== 'important'),
  ]
}
