import {
  api,
  Badge,
  Button,
  bytesIn,
  cx,
  Icon,
  PersonMark,
  useFormat,
  useT,
  type Format,
  type PersonRef,
} from '@kairan/ui'
import {
  Bookmark,
  CircleHelp,
  ClipboardCheck,
  Clock,
  CornerUpLeft,
  FileText,
  FileX,
  Flag,
  Pin,
  ShieldQuestion,
} from 'lucide-react'
import { memo, useState } from 'react'
import { isStamp } from './acts.ts'
import { Cards } from './cards.tsx'
import type { Held } from './log.ts'
import { excerptOf, quoted, wordsOf } from './markup.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageText } from './message-text.tsx'
import type { Outgoing } from './outbox.ts'
import { useWorld } from './room-context.ts'
import { ReactionSign } from './stamp.tsx'
import type { Mark, Message, StoredFile } from './types.ts'

const HUES = 8

export function Avatar({ person }: { person: PersonRef | undefined }) {
  return (
    <span className={`k-avatar k-avatar-${Math.abs(person?.id ?? 0) % HUES}`} aria-hidden="true">
      {[...(person?.name ?? '?')][0]}
    </span>
  )
}

export interface MessageRowProps {
  message: Held
  /** The same author goes on within some minutes. */
  goesOn: boolean
  isActive: boolean
  /** The mouse or the focus is on it: then its bar is there. */
  isShown: boolean
  isFound: boolean
  onActive: (seq: number) => void
  onHover: (seq: number | undefined) => void
}

export const MARK_ICONS = { decision: ClipboardCheck, homework: Flag, question: CircleHelp } as const

export function MarkBadge({ mark }: { mark: Mark }) {
  const t = useT()
  return (
    <Badge tone={mark === 'decision' ? 'success' : mark === 'homework' ? 'important' : 'info'} icon={MARK_ICONS[mark]}>
      {t(`mark.${mark}`)}
    </Badge>
  )
}

/** One message with all that belongs to it. */
export const MessageRow = memo(function MessageRow({
  message,
  goesOn,
  isActive,
  isShown,
  isFound,
  onActive,
  onHover,
}: MessageRowProps) {
  const t = useT()
  const format = useFormat()
  const { people, me, myTokens, agenda, room } = useWorld()
  const author = people[message.author]
  const name = author?.name ?? t('room.somebody')
  const mine = message.author === me.id
  const item = room.kind === 'meeting' && message.agenda ? agenda.find(({ id }) => id === message.agenda) : undefined
  const late = lateBy(message)
  return (
    // The bar over a message is a twin of its menu by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={cx('chat-row', goesOn && 'chat-row-on', mine && 'chat-row-mine', isFound && 'chat-row-found')}
      data-seq={message.seq}
      onMouseEnter={() => onHover(message.seq)}
      onMouseLeave={() => onHover(undefined)}
    >
      {/* The keys of a message are the log's, which holds it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <article
        className="chat-message"
        tabIndex={isActive ? 0 : -1}
        onFocus={() => onActive(message.seq)}
        aria-label={t('room.messageOf', {
          name,
          time: format.time(message.at),
          text: message.deletedAt ? t('room.deleted') : wordsOf(message),
        })}
      >
        <span className="chat-aside">
          {goesOn ? (
            <time className="chat-aside-time" dateTime={message.at}>
              {format.time(message.at)}
            </time>
          ) : (
            <Avatar person={author} />
          )}
        </span>
        <div className="chat-main">
          {!goesOn && (
            <p className="chat-head">
              <strong>{name}</strong>
              <PersonMark id={message.author} />
              {author?.section && (
                <span className="chat-quiet">{[author.section, author.title].filter(Boolean).join(' ')}</span>
              )}
              <time dateTime={message.at} title={format.dateTime(message.at)} className="chat-quiet">
                {format.time(message.at)}
              </time>
            </p>
          )}
          {message.reply && <Quote message={message} isActive={isActive} />}
          {message.deletedAt ? (
            <p className="chat-tombstone">{t(message.hidden ? 'room.hidden' : 'room.deleted')}</p>
          ) : (
            <>
              {message.text !== '' && <MessageText message={message} me={myTokens} />}
              <Cards text={message.text} at={message.at} isActive={isActive} />
              {message.files.length > 0 && <Files files={message.files} isActive={isActive} />}
              <Signs message={message} item={item?.title} late={late} format={format} />
              <Acknowledgement message={message} isActive={isActive} mine={mine} format={format} />
              <Reactions message={message} isActive={isActive} />
            </>
          )}
        </div>
        <ReadCount message={message} isActive={isActive} />
        {isShown && !message.deletedAt && <MessageActions message={message} inTabOrder={isActive} />}
      </article>
    </li>
  )
})

const LATE_MS = 2 * 60_000

/** When it was written, if it reached the server only long afterwards. */
function lateBy(message: Message): string | undefined {
  const { clientAt, at } = message
  return clientAt && Date.parse(at) - Date.parse(clientAt) > LATE_MS ? clientAt : undefined
}

function Quote({ message, isActive }: { message: Message; isActive: boolean }) {
  const t = useT()
  const { people, goTo } = useWorld()
  const { seq, author } = message.reply!
  const excerpt = quoted(message.reply!.excerpt)
  const name = people[author]?.name ?? t('room.somebody')
  return (
    <button
      type="button"
      className="chat-quote"
      tabIndex={isActive ? 0 : -1}
      onClick={() => goTo(seq)}
      aria-label={t('room.goToQuoted', { name, text: excerpt || t('room.deleted') })}
    >
      <Icon icon={CornerUpLeft} size="1em" /> <strong>{name}</strong> <span>{excerpt || t('room.deleted')}</span>
    </button>
  )
}

function Signs({
  message,
  item,
  late,
  format,
}: {
  message: Message
  item: string | undefined
  late: string | undefined
  format: Format
}) {
  const t = useT()
  const { show } = useWorld()
  if (!message.mark && !message.pinned && !message.bookmarked && !message.editedAt && !item && !late) return null
  return (
    <p className="chat-signs">
      {message.mark && <MarkBadge mark={message.mark} />}
      {item && <span className="chat-quiet">{t('agenda.of', { title: item })}</span>}
      {message.pinned && (
        <span className="chat-quiet">
          <Icon icon={Pin} size="1em" /> {t('act.pinned')}
        </span>
      )}
      {message.bookmarked && (
        <span className="chat-quiet">
          <Icon icon={Bookmark} size="1em" /> {t('act.bookmarked')}
        </span>
      )}
      {message.editedAt && (
        <button
          type="button"
          className="chat-plain"
          tabIndex={-1}
          onClick={() => show('versions', message)}
          title={format.dateTime(message.editedAt)}
        >
          {t('room.edited')}
        </button>
      )}
      {late && <span className="chat-quiet">{t('room.writtenAt', { time: format.relative(late) })}</span>}
    </p>
  )
}

function Reactions({ message, isActive }: { message: Message; isActive: boolean }) {
  const t = useT()
  const { people, me, acts } = useWorld()
  if (message.reactions.length === 0) return null
  return (
    <ul className="chat-reactions" aria-label={t('react.list')}>
      {message.reactions.map(({ key, people: who, count }) => {
        const mine = who.includes(me.id)
        const names = who.map((id) => people[id]?.name ?? t('room.somebody')).join(t('separator'))
        const what = isStamp(key) ? t(`stamp.${key}`) : key
        return (
          <li key={key}>
            <button
              type="button"
              className={cx('chat-reaction', mine && 'chat-reaction-mine')}
              aria-pressed={mine}
              aria-label={t('react.count', { what, count, names })}
              title={names}
              tabIndex={isActive ? 0 : -1}
              onClick={() => void acts.react(message, key)}
            >
              <ReactionSign reaction={key} /> {isStamp(key) && <span>{what}</span>} <span>{count}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** 要確認: who has been asked says so with a button, and how many have is seen by all. */
function Acknowledgement({
  message,
  isActive,
  mine,
  format,
}: {
  message: Message
  isActive: boolean
  mine: boolean
  format: Format
}) {
  const t = useT()
  const { acts, show, room } = useWorld()
  const { ack } = message
  if (!ack) return null
  const overdue = ack.due && !ack.mine && !mine && Date.parse(`${ack.due}T23:59:59+09:00`) < Date.now()
  return (
    <div className="chat-ack">
      <Badge tone={overdue ? 'unread' : 'important'} icon={ClipboardCheck}>
        {ack.due ? t(overdue ? 'ack.overdue' : 'ack.until', { day: format.day(ack.due) }) : t('ack.asked')}
      </Badge>
      <button
        type="button"
        className="chat-plain"
        tabIndex={isActive ? 0 : -1}
        onClick={() => show('readers', message)}
      >
        {t('ack.count', { done: format.number(ack.done), of: format.number(ack.of || message.of || room.members - 1) })}
      </button>
      {ack.mine ? (
        <span className="chat-quiet">{t('ack.done', { when: format.relative(ack.mine) })}</span>
      ) : (
        !mine && (
          <Button size="small" variant="primary" onPress={() => void acts.acknowledge(message)}>
            {t('ack.do')}
          </Button>
        )
      )}
    </div>
  )
}

function ReadCount({ message, isActive }: { message: Message; isActive: boolean }) {
  const t = useT()
  const format = useFormat()
  const { show } = useWorld()
  const { read, of, allReadAt } = message
  if (!of || message.deletedAt) return null
  return (
    <button
      type="button"
      className={cx('chat-receipt', allReadAt && 'chat-receipt-all')}
      tabIndex={isActive ? 0 : -1}
      onClick={() => show('readers', message)}
      aria-label={
        allReadAt
          ? t('read.allAt', { when: format.dateTime(allReadAt) })
          : t('read.of', { read: format.number(read ?? 0), of: format.number(of) })
      }
    >
      {allReadAt
        ? t('read.all', { time: whenRead(allReadAt, format) })
        : t('read.count', { n: format.number(read ?? 0) })}
    </button>
  )
}

/** 10:12 today, with the day otherwise. */
export function whenRead(at: string, format: Format): string {
  return format.date(at) === format.date(Date.now()) ? format.time(at) : `${format.day(at)} ${format.time(at)}`
}

const PICTURED = ['image/png', 'image/jpeg', 'image/gif', 'image/bmp', 'application/pdf']

const address = (file: StoredFile, rest: string) => api.href(`/storage/files/${encodeURIComponent(file.file)}${rest}`)

export function Files({ files, isActive = true }: { files: readonly StoredFile[]; isActive?: boolean }) {
  const t = useT()
  return (
    <ul className="chat-files" aria-label={t('files.title')}>
      {files.map((file) => (
        <li key={file.id} className="chat-file">
          {file.state === 'ready' && PICTURED.includes(file.type) ? (
            <Picture file={file} />
          ) : (
            <Icon
              icon={file.state === 'infected' ? FileX : file.state === 'being-checked' ? ShieldQuestion : FileText}
              size="1.5em"
            />
          )}
          <span className="chat-file-text">
            {file.state === 'ready' ? (
              <a href={address(file, '?download=true')} download={file.name} tabIndex={isActive ? 0 : -1}>
                {file.name}
              </a>
            ) : (
              <span>{file.name}</span>
            )}
            <span className="chat-quiet">{file.state === 'ready' ? bytesIn(file.size) : t(`files.${file.state}`)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function Picture({ file }: { file: StoredFile }) {
  const [failed, setFailed] = useState(false)
  if (failed) return <Icon icon={FileText} size="1.5em" />
  return <img src={address(file, '/picture?side=320')} alt="" loading="lazy" onError={() => setFailed(true)} />
}

/** A message that is on its way, or did not get there. */
export function OutgoingRow({
  item,
  goesOn,
  onRetry,
  onEdit,
  onDrop,
  problem,
}: {
  item: Outgoing
  goesOn: boolean
  onRetry: () => void
  onEdit: () => void
  onDrop: () => void
  problem: string | undefined
}) {
  const t = useT()
  const format = useFormat()
  const { people, me, myTokens } = useWorld()
  const person = people[me.id]
  return (
    <li
      className={cx('chat-row', 'chat-row-mine', goesOn && 'chat-row-on')}
      data-key={item.key}
      data-state={item.state}
    >
      <article className="chat-message" aria-label={t('room.outgoing', { text: excerptOf({ ...item, files: [] }) })}>
        <span className="chat-aside">{!goesOn && <Avatar person={person} />}</span>
        <div className="chat-main">
          {!goesOn && (
            <p className="chat-head">
              <strong>{person?.name}</strong>
              <time dateTime={item.clientAt} className="chat-quiet">
                {format.time(item.clientAt)}
              </time>
            </p>
          )}
          {item.text !== '' && <MessageText message={item} me={myTokens} />}
          {item.files.map(({ upload, name }) => (
            <p key={upload} className="chat-quiet">
              <Icon icon={FileText} size="1em" /> {name}
            </p>
          ))}
          {item.state === 'failed' ? (
            <div className="chat-failed" role="alert">
              <p>
                {t('out.failed')} {problem}
              </p>
              <p className="chat-failed-acts">
                <Button size="small" onPress={onRetry}>
                  {t(item.problem?.code === 'chat.confirm-all' ? 'out.sendToAll' : 'out.retry')}
                </Button>
                <Button size="small" onPress={onEdit}>
                  {t('out.edit')}
                </Button>
                <Button size="small" variant="quiet" onPress={onDrop}>
                  {t('out.drop')}
                </Button>
              </p>
            </div>
          ) : (
            item.state === 'waiting' && (
              <p className="chat-quiet chat-waiting">
                <Icon icon={Clock} size="1em" /> {t('out.waiting')}
              </p>
            )
          )}
        </div>
      </article>
    </li>
  )
}
