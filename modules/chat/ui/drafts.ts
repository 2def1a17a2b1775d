import { api } from '@kairan/ui'
import { DRAFTS } from './store.ts'
import type { Typed } from './markup.ts'

/** What somebody has typed in a room and not sent: on this machine at once, at the server a moment later, so that it is on their other devices too. */
export interface KeptDraft extends Typed {
  reply?: number | undefined
  /** The server has not taken it yet: then this one is the newer. */
  unsent?: boolean | undefined
}

const keyOf = (person: number, room: number) => `${DRAFTS}${person}.${room}`

export function loadDraft(storage: Storage, person: number, room: number): KeptDraft | undefined {
  try {
    const value = JSON.parse(storage.getItem(keyOf(person, room)) ?? 'null') as Partial<KeptDraft> | null
    if (typeof value?.text !== 'string' || !Array.isArray(value.names)) return undefined
    return { text: value.text, names: value.names, reply: value.reply, unsent: value.unsent === true }
  } catch {
    return undefined // Written by another version, or storage is not allowed here.
  }
}

export function keepDraft(storage: Storage, person: number, room: number, draft: KeptDraft): void {
  try {
    if (draft.text === '' && !draft.unsent) storage.removeItem(keyOf(person, room))
    else storage.setItem(keyOf(person, room), JSON.stringify(draft))
  } catch {
    // It is still on the screen, and goes to the server in a moment.
  }
}

/** Tells the server; an empty text takes the draft away. */
export async function tellDraft(room: number, text: string, reply: number | undefined): Promise<void> {
  if (text.trim() === '') await api.delete(`/chat/rooms/${room}/draft`)
  else await api.put(`/chat/rooms/${room}/draft`, { text, ...(reply === undefined ? {} : { reply }) })
}
