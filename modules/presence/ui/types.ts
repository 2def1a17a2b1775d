import type { PresenceListing } from '@kairan/ui'

export type { BoardPage, BoardRow, PresenceList, PresenceListing, WaitingList } from '@kairan/ui'
export type StatusWord = PresenceListing['status']
