/** A text and what is selected in it. */
export interface Selected {
  text: string
  from: number
  to: number
}

export type Edit = (selected: Selected) => Selected

/** Puts a sign before every selected line, or takes it away when all have it. */
function lines(sign: (index: number) => string, has: RegExp, other: RegExp): Edit {
  return ({ text, from, to }) => {
    const start = text.lastIndexOf('\n', from - 1) + 1
    const found = text.indexOf('\n', to)
    const end = found < 0 ? text.length : found
    const before = text.slice(start, end).split('\n')
    const all = before.every((line) => has.test(line))
    const after = before
      .map((line, index) => (all ? line.replace(has, '') : sign(index) + line.replace(other, '')))
      .join('\n')
    return {
      text: text.slice(0, start) + after + text.slice(end),
      from: before.length === 1 ? start + after.length : start,
      to: start + after.length,
    }
  }
}

const ANY = /^(?:#{1,2} |- |\d+\. )/

export const headed: Edit = lines(() => '## ', /^#{1,2} /, ANY)
export const bulleted: Edit = lines(() => '- ', /^- /, ANY)
export const numbered: Edit = lines((index) => `${index + 1}. `, /^\d+\. /, ANY)

/** Wraps the selection as a link and selects the address, which is the next thing to type. */
export function linked(placeholder: string): Edit {
  return ({ text, from, to }) => {
    const chosen = text.slice(from, to)
    const address = /^https?:\/\/\S+$/.test(chosen)
    const words = address || chosen === '' ? placeholder : chosen
    const href = address ? chosen : 'https://'
    const piece = `[${words}](${href})`
    const start = from + words.length + 3
    return address
      ? { text: text.slice(0, from) + piece + text.slice(to), from: from + 1, to: from + 1 + words.length }
      : { text: text.slice(0, from) + piece + text.slice(to), from: start, to: start + href.length }
  }
}
