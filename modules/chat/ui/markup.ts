import { parseInline, translator, type Inline as Plain } from '@kairan/ui'
import type { Mention, Message } from './types.ts'

/** The small markup of a message as a tree: what cannot become one of these stays text. */
export type Inline =
  | Plain
  | { kind: 'bold'; parts: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'mention'; token: string; label: string }

export type Block =
  | { kind: 'lines'; lines: Inline[][] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { kind: 'quote'; lines: Inline[][] }

const PIECE = /`([^`\n]{1,2000})`|\*\*([^*\n][^\n]{0,2000}?)\*\*|@\[(all|(?:person|section|title):\d{1,15})\]/g

export type LabelOf = (token: string) => string | undefined

/** `@[person:12]` is what the text holds; how the person is called is told beside it. */
export function labelsOf(mentions: readonly Mention[]): LabelOf {
  const labels = new Map(mentions.map(({ kind, id, label }) => [`${kind}:${id}`, label]))
  return (token) => (token === 'all' ? allOfThem() : labels.get(token))
}

/** Each reader calls them so in their own language. */
function allOfThem(): string {
  return translator('chat')('mention.all')
}

/** The beginning of a message as the server quotes it. */
export function quoted(excerpt: string): string {
  return excerpt.replaceAll('@[all]', `@${allOfThem()}`)
}

export function parseLine(source: string, labelOf: LabelOf = () => undefined): Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const match of source.matchAll(PIECE)) {
    if (match.index > from) parts.push(...parseInline(source.slice(from, match.index)))
    from = match.index + match[0].length
    const [, code, bold, token] = match
    if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (bold !== undefined) parts.push({ kind: 'bold', parts: parseLine(bold, labelOf) })
    else parts.push({ kind: 'mention', token: token!, label: labelOf(token!) || '?' })
  }
  if (from < source.length) parts.push(...parseInline(source.slice(from)))
  return parts
}

const BULLET = /^[-・*][ \u3000]+(.*)$/
const NUMBER = /^(\d{1,4})[.．][ \u3000]+(.*)$/
const QUOTE = /^[>＞][ \u3000]?(.*)$/

export function parseMessage(source: string, labelOf?: LabelOf): Block[] {
  const blocks: Block[] = []
  for (const raw of source.replace(/\r\n?/g, '\n').trim().split('\n')) {
    const line = raw.trimEnd()
    const last = blocks.at(-1)
    const bullet = BULLET.exec(line)
    const number = bullet ? null : NUMBER.exec(line)
    const quote = QUOTE.exec(line)
    if (bullet || number) {
      const item = parseLine((bullet ? bullet[1] : number![2])!, labelOf)
      const ordered = number !== null
      if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item)
      else blocks.push({ kind: 'list', ordered, start: number ? Number(number[1]) : 1, items: [item] })
    } else if (quote) {
      const content = parseLine(quote[1]!, labelOf)
      if (last?.kind === 'quote') last.lines.push(content)
      else blocks.push({ kind: 'quote', lines: [content] })
    } else if (last?.kind === 'lines') {
      last.lines.push(parseLine(line, labelOf))
    } else if (line !== '') {
      blocks.push({ kind: 'lines', lines: [parseLine(line, labelOf)] })
    }
  }
  return blocks
}

function words(parts: readonly Inline[]): string {
  return parts
    .map((part) => (part.kind === 'bold' ? words(part.parts) : part.kind === 'mention' ? `@${part.label}` : part.text))
    .join('')
}

/** The plain words of a message, as they are read out and listed. */
export function wordsOf(message: Pick<Message, 'text' | 'mentions'>): string {
  return parseMessage(message.text, labelsOf(message.mentions))
    .flatMap((block) => (block.kind === 'list' ? block.items : block.lines).map(words))
    .join(' ')
    .trim()
}

/** The pages of Kairan itself to which a text links, each once. */
export function pagesIn(text: string, limit = 4): string[] {
  const pages = new Set<string>()
  const look = (parts: readonly Inline[]) => {
    for (const part of parts) {
      if (part.kind === 'bold') look(part.parts)
      const page = part.kind === 'link' ? pageOf(part.href) : undefined
      if (page) pages.add(page)
    }
  }
  for (const block of parseMessage(text)) (block.kind === 'list' ? block.items : block.lines).forEach(look)
  return [...pages].slice(0, limit)
}

/** The page's address without the host, and of what is asked there only the message. */
function pageOf(href: string): string | undefined {
  const { origin, pathname, searchParams } = new URL(href)
  if (origin !== location.origin || pathname === '/') return undefined
  const message = searchParams.get('m')
  return message === null ? pathname : `${pathname}?m=${message}`
}

/** The first words, or the files' names where there are none. */
export function excerptOf(message: Pick<Message, 'text' | 'mentions' | 'files'>, length = 80): string {
  const text = wordsOf(message) || (message.files ?? []).map(({ name }) => name).join(', ')
  const letters = [...text]
  return letters.length > length ? `${letters.slice(0, length).join('')}…` : text
}

/** What is typed: names as people read them, and beside it which token each stands for. */
export interface Typed {
  text: string
  /** `people`: how many a group is, as far as is known. */
  names: { token: string; label: string; people?: number | undefined }[]
}

/** Names become tokens; the longer first, since one may begin with another. */
export function encoded({ text, names }: Typed): string {
  const byLength = [...names].sort((a, b) => b.label.length - a.label.length)
  let result = ''
  for (let at = 0; at < text.length;) {
    const name = text[at] === '@' ? byLength.find(({ label }) => text.startsWith(label, at + 1)) : undefined
    if (name) {
      result += `@[${name.token}]`
      at += name.label.length + 1
    } else {
      result += text[at++]
    }
  }
  return result
}

const TOKEN = /@\[(all|(?:person|section|title):\d{1,15})\]/g

/** The other way round, for editing; a token that nobody can name stays as it is. */
export function decoded(text: string, labelOf: LabelOf): Typed {
  const names = new Map<string, string>()
  const shown = text.replace(TOKEN, (whole, token: string) => {
    const label = labelOf(token)
    if (label === undefined) return whole
    names.set(token, label)
    return `@${label}`
  })
  return { text: shown, names: [...names].map(([token, label]) => ({ token, label })) }
}

export function tokensIn(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([, token]) => token!)
}

/** What is being typed after an at sign at the caret, or nothing. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | undefined {
  const before = text.slice(0, caret)
  const match = /(?:^|[\s\u3000、。「（(])@([^\s\u3000@]{0,20})$/.exec(before)
  return match ? { from: caret - match[1]!.length - 1, query: match[1]! } : undefined
}
