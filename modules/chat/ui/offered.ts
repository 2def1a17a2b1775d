/** An address is no place for long texts; the message itself is one step away. */
const TITLE = 60
const NOTES = 600

/** What is known of a message, for the page on which something is made of it. */
export function ofMessage(room: number, words: string, at: string): Record<string, string> {
  const line = words.split('\n', 1)[0]!.trim()
  return { title: cut(line, TITLE), notes: `${cut(words, NOTES)}\n${at}`, back: `/chat/${room}` }
}

function cut(text: string, most: number): string {
  const letters = [...text]
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text
}
