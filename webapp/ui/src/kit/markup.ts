/**
 * The light markup of a bulletin as a tree: headings, lists, paragraphs and links. The text itself is what the server keeps; nothing in
 * it can become anything but these elements.
 */
export type Block =
  | { kind: 'heading'; level: 1 | 2; content: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
  /** Lines of a paragraph keep their breaks. */
  | { kind: 'paragraph'; lines: Inline[][] }

export type Inline = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const HEADING = /^(#{1,2})[ \u3000]+(.*\S.*)$/
const BULLET = /^[-・*][ \u3000]+(.*)$/
const NUMBER = /^(\d{1,4})[.．][ \u3000]+(.*)$/

export function parseMarkup(source: string): Block[] {
  const blocks: Block[] = []
  let paragraph: Inline[][] | undefined
  let list: Extract<Block, { kind: 'list' }> | undefined
  const end = () => {
    paragraph = undefined
    list = undefined
  }
  for (const raw of source.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trimEnd()
    if (line.trim() === '') {
      end()
      continue
    }
    const heading = HEADING.exec(line)
    if (heading) {
      end()
      blocks.push({
        kind: 'heading',
        level: heading[1]!.length === 1 ? 1 : 2,
        content: parseInline(heading[2]!.trim()),
      })
      continue
    }
    const bullet = BULLET.exec(line)
    const number = bullet ? null : NUMBER.exec(line)
    if (bullet || number) {
      const ordered = number !== null
      if (!list || list.ordered !== ordered) {
        paragraph = undefined
        list = { kind: 'list', ordered, start: number ? Number(number[1]) : 1, items: [] }
        blocks.push(list)
      }
      list.items.push(parseInline((bullet ? bullet[1] : number![2])!))
      continue
    }
    list = undefined
    if (!paragraph) {
      paragraph = []
      blocks.push({ kind: 'paragraph', lines: paragraph })
    }
    paragraph.push(parseInline(line))
  }
  return blocks
}

/** Only these may be followed; anything else stays text. */
export function safeHref(address: string): string | undefined {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  return url.protocol === 'https:' || url.protocol === 'http:' || url.protocol === 'mailto:' ? url.href : undefined
}

const LINK =
  /\[([^\][\n]{1,500})\]\(([^\s()]{1,2000}(?:\([^\s()]*\)[^\s()]*)*)\)|https?:\/\/[\x21\x23-\x3b\x3d\x3f-\x5a\x5f\x61-\x7a\x7e]+/g
const TRAILING = /[.,;:!?)'\]]+$/

export function parseInline(source: string): Inline[] {
  const parts: Inline[] = []
  let text = ''
  let from = 0
  const flush = () => {
    if (text) parts.push({ kind: 'text', text })
    text = ''
  }
  for (const match of source.matchAll(LINK)) {
    text += source.slice(from, match.index)
    from = match.index + match[0].length
    if (match[1] !== undefined) {
      const href = safeHref(match[2]!)
      if (href === undefined) {
        text += match[0]
      } else {
        flush()
        parts.push({ kind: 'link', text: match[1], href })
      }
      continue
    }
    const tail = trailing(match[0])
    const address = match[0].slice(0, match[0].length - tail.length)
    const href = safeHref(address)
    if (href === undefined) {
      text += match[0]
    } else {
      flush()
      parts.push({ kind: 'link', text: address, href })
      text = tail
    }
  }
  text += source.slice(from)
  flush()
  return parts
}

/** Punctuation after an address belongs to the sentence; a closing bracket only when none was opened in the address. */
function trailing(address: string): string {
  const found = TRAILING.exec(address)?.[0] ?? ''
  if (!found.includes(')') || !address.includes('(')) return found
  const close = found.lastIndexOf(')')
  return found.slice(close + 1)
}

/** The plain words, for an excerpt. */
export function plainText(source: string): string {
  const inline = (parts: Inline[]) => parts.map((part) => part.text).join('')
  return parseMarkup(source)
    .map((block) =>
      block.kind === 'heading'
        ? inline(block.content)
        : (block.kind === 'list' ? block.items : block.lines).map(inline).join(' '),
    )
    .join(' ')
}
