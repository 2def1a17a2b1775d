import { bytesIn, Icon, IconButton, problemText, useFormat, useT, type UploadItem } from '@kairan/ui'
import { FileText, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Candidate } from './mentions.ts'

/** What is true of what is being written, above it, with a button to take it back. */
export function Context({
  title,
  detail,
  undo,
  onUndo,
}: {
  title: string
  detail: ReactNode
  undo: string
  onUndo: () => void
}) {
  return (
    <p className="chat-context">
      <strong>{title}</strong> <span>{detail}</span>
      <IconButton icon={X} label={undo} onPress={onUndo} />
    </p>
  )
}

/** The files that go with a message, on their way or there. */
export function UploadRows({ items, onRemove }: { items: readonly UploadItem[]; onRemove: (key: string) => void }) {
  const t = useT()
  const format = useFormat()
  if (items.length === 0) return null
  return (
    <ul className="chat-uploads" aria-label={t('files.title')}>
      {items.map((item) => (
        <li key={item.key} data-state={item.state}>
          <Icon icon={FileText} size="1em" /> <span>{item.name}</span>{' '}
          <span className="chat-quiet">
            {item.state === 'done'
              ? bytesIn(item.size)
              : item.state === 'failed'
                ? problemText(item.problem)
                : t('files.sending', { percent: format.percent(item.sent, item.size) })}
          </span>
          <IconButton icon={X} label={t('files.remove', { name: item.name })} onPress={() => onRemove(item.key)} />
        </li>
      ))}
    </ul>
  )
}

/** Whom one may mean; the field keeps the focus and the keys, and this is what they point at. */
export function CandidateList({
  candidates,
  chosen,
  onTake,
}: {
  candidates: readonly Candidate[]
  chosen: number
  onTake: (candidate: Candidate) => void
}) {
  const t = useT()
  return (
    <div className="chat-candidates" role="listbox" id="chat-candidates" aria-label={t('mention.list')}>
      {candidates.map((candidate, at) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={candidate.token}
          id={`chat-candidate-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          className="chat-candidate"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(candidate)}
        >
          <strong>@{candidate.label}</strong> <span className="chat-quiet">{candidate.detail}</span>
        </div>
      ))}
    </div>
  )
}
