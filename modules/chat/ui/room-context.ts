import { createContext, useContext } from 'react'
import type { Acts } from './acts.ts'
import type { Me, People } from './log.ts'
import type { AgendaItem, Message, RoomListing } from './types.ts'

export type MessageDialog = 'readers' | 'versions' | 'remove' | 'report'

/** What every message of the open room needs. */
export interface RoomWorld {
  room: RoomListing
  me: Me
  /** Tokens of mentions that name the reader. */
  myTokens: string[]
  people: People
  agenda: readonly AgendaItem[]
  acts: Acts
  reply: (message: Message) => void
  edit: (message: Message) => void
  goTo: (seq: number) => void
  show: (dialog: MessageDialog, message: Message) => void
}

export const RoomContext = createContext<RoomWorld | undefined>(undefined)

export function useWorld(): RoomWorld {
  const world = useContext(RoomContext)
  if (!world) throw new Error('useWorld outside a room')
  return world
}
