import { ExternalLink, Heading, Link2, List, ListOrdered } from 'lucide-react'
import { Fragment, useMemo, useRef, useState } from 'react'
import { Toolbar } from 'react-aria-components'
import { useT } from '../i18n/i18n.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { TextField } from './text-field.tsx'
import { Icon } from './icon.tsx'
import { LabelText } from './label-text.tsx'
import { bulleted, headed, linked, numbered, type Edit } from './markup-edit.ts'
import { parseMarkup, type Inline } from './markup.ts'
import { Tabs } from './tabs.tsx'

export interface RichTextProps {
  text: string
  /** The level that `#` becomes; the page's own heading is 1. */
  headingLevel?: 2 | 3 | 4
}

/** Light markup as elements. */
export function RichText({ text, headingLevel = 2 }: RichTextProps) {
  const blocks = useMemo(() => parseMarkup(text), [text])
  // A text that begins with small headings must not skip a level.
  const firstBig = blocks.findIndex((block) => block.kind === 'heading' && block.level === 1)
  return (
    <div className="k-rich">
      {blocks.map((block, index) => {
        if (block.kind === 'heading') {
          const Heading = `h${headingLevel + (block.level === 2 && firstBig >= 0 && firstBig < index ? 1 : 0)}` as
            'h2' | 'h3' | 'h4' | 'h5'
          return (
            <Heading key={index}>
              <Inlines parts={block.content} />
            </Heading>
          )
        }
        if (block.kind === 'list') {
          const items = block.items.map((item, place) => (
            <li key={place}>
              <Inlines parts={item} />
            </li>
          ))
          return block.ordered ? (
            <ol key={index} start={block.start}>
              {items}
            </ol>
          ) : (
            <ul key={index}>{items}</ul>
          )
        }
        return (
          <p key={index}>
            {block.lines.map((line, place) => (
              <Fragment key={place}>
                {place > 0 && <br />}
                <Inlines parts={line} />
              </Fragment>
            ))}
          </p>
        )
      })}
    </div>
  )
}

function Inlines({ parts }: { parts: Inline[] }) {
  const t = useT('shell')
  return parts.map((part, index) =>
    part.kind === 'text' ? (
      <Fragment key={index}>{part.text}</Fragment>
    ) : (
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer" className="k-outside">
        {part.text}
        <Icon icon={ExternalLink} size="0.85em" />
        <span className="k-hidden">{t('kit.newWindow')}</span>
      </a>
    ),
  )
}

export interface MarkupFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  name?: string
  description?: string
  error?: string | undefined
  isRequired?: boolean
  rows?: number
  maxLength?: number
}

/** A text with a toolbar that writes the signs, and a preview of how it will look. */
export function MarkupField({ label, value, onChange, rows = 12, ...rest }: MarkupFieldProps) {
  const t = useT('shell')
  const area = useRef<HTMLTextAreaElement | HTMLInputElement>(null)
  const [tab, setTab] = useState('write')
  const apply = (edit: Edit) => {
    const element = area.current
    if (!element) return
    const done = edit({
      text: value,
      from: element.selectionStart ?? value.length,
      to: element.selectionEnd ?? value.length,
    })
    onChange(done.text)
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(done.from, done.to)
    })
  }
  return (
    <div className="k-markup">
      {/* The field inside has the same label for assistive technology; here it stands above the tabs as well. */}
      <span className="k-label" aria-hidden="true">
        <LabelText isRequired={rest.isRequired}>{label}</LabelText>
      </span>
      <Tabs
        label={label}
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: 'write',
            label: t('kit.markup.write'),
            content: (
              <>
                <Toolbar aria-label={t('kit.markup.toolbar')} className="k-toolbar">
                  <Button variant="quiet" size="small" icon={Heading} onPress={() => apply(headed)}>
                    {t('kit.markup.heading')}
                  </Button>
                  <IconButton label={t('kit.markup.list')} icon={List} onPress={() => apply(bulleted)} />
                  <IconButton label={t('kit.markup.numbers')} icon={ListOrdered} onPress={() => apply(numbered)} />
                  <IconButton
                    label={t('kit.markup.link')}
                    icon={Link2}
                    onPress={() => apply(linked(t('kit.markup.linkText')))}
                  />
                </Toolbar>
                <TextField
                  {...rest}
                  label={label}
                  hideLabel
                  value={value}
                  onChange={onChange}
                  multiline
                  rows={rows}
                  inputRef={area}
                />
              </>
            ),
          },
          {
            id: 'preview',
            label: t('kit.markup.preview'),
            content: (
              <div className="k-preview" role="group" aria-label={t('kit.markup.preview')}>
                {value.trim() === '' ? (
                  <p className="k-description">{t('kit.markup.nothing')}</p>
                ) : (
                  <RichText text={value} />
                )}
              </div>
            ),
          },
        ]}
      />
    </div>
  )
}
