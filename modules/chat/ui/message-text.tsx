import { cx, Icon, useT } from '@kairan/ui'
import { ExternalLink } from 'lucide-react'
import { Fragment, memo, useMemo } from 'react'
import { labelsOf, parseMessage, type Inline } from './markup.ts'
import type { Message } from './types.ts'

/** The words of a message as elements; nothing in them can become anything else. */
export const MessageText = memo(function MessageText({
  message,
  me,
}: {
  message: Pick<Message, 'text' | 'mentions'>
  me: string[]
}) {
  const { text, mentions } = message
  const blocks = useMemo(() => parseMessage(text, labelsOf(mentions)), [text, mentions])
  return (
    <div className="chat-text">
      {blocks.map((block, at) => {
        if (block.kind === 'list') {
          const items = block.items.map((item, place) => (
            <li key={place}>
              <Inlines parts={item} me={me} />
            </li>
          ))
          return block.ordered ? (
            <ol key={at} start={block.start}>
              {items}
            </ol>
          ) : (
            <ul key={at}>{items}</ul>
          )
        }
        const lines = block.lines.map((line, place) => (
          <Fragment key={place}>
            {place > 0 && <br />}
            <Inlines parts={line} me={me} />
          </Fragment>
        ))
        return block.kind === 'quote' ? <blockquote key={at}>{lines}</blockquote> : <p key={at}>{lines}</p>
      })}
    </div>
  )
})

function Inlines({ parts, me }: { parts: Inline[]; me: string[] }) {
  const t = useT()
  return parts.map((part, at) => {
    switch (part.kind) {
      case 'text':
        return <Fragment key={at}>{part.text}</Fragment>
      case 'bold':
        return (
          <strong key={at}>
            <Inlines parts={part.parts} me={me} />
          </strong>
        )
      case 'code':
        return <code key={at}>{part.text}</code>
      case 'mention':
        return (
          <span key={at} className={cx('chat-mention', me.includes(part.token) && 'chat-mention-me')}>
            @{part.label}
          </span>
        )
      case 'link': {
        // A page of Kairan itself opens here.
        const inside = part.href.startsWith(`${location.origin}/`)
        return (
          <a key={at} href={part.href} {...(inside ? {} : { target: '_blank', rel: 'noopener noreferrer' })}>
            {part.text}
            {!inside && (
              <>
                <Icon icon={ExternalLink} size="0.85em" />
                <span className="k-hidden">{t('shell:kit.newWindow')}</span>
              </>
            )}
          </a>
        )
      }
    }
  })
}
