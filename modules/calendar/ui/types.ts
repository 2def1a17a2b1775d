import type { PersonRef } from '@kairan/ui'

export type Kind = 'meeting' | 'trip' | 'out' | 'leave' | 'telework' | 'visitor' | 'other'
export type Visibility = 'public' | 'busy' | 'private'
export type AnswerWord = 'accepted' | 'declined' | 'tentative' | 'none'
export type Shift = 'none' | 'before' | 'after'
export type Scope = 'one' | 'following' | 'all'
export type RoomKind = 'room' | 'car' | 'equipment'

export interface Occurrence {
  event?: number
  recurrence?: string
  start: string
  end: string
  allDay: boolean
  undecided: boolean
  title?: string
  kind?: Kind
  place?: string
  visibility: Visibility
  mine: boolean
  answer?: AnswerWord
  recurring: boolean
  rooms: string[]
}

export interface CalendarRow {
  principal: string
  name: string
  section?: string
  title?: string
  occurrences: Occurrence[]
}

export interface DayMark {
  day: string
  holiday?: string
  closed: boolean
}

export interface OccurrencePage {
  rows: CalendarRow[]
  days: DayMark[]
  next?: string
}

export interface RoomRef {
  id: number
  name: string
  building: string
}

export interface AttendeeListing {
  person: PersonRef
  optional: boolean
  answer: AnswerWord
  at?: string
}

export interface EventDetail {
  id: number
  owner: { principal: string; name: string }
  title: string
  place?: string
  notes?: string
  kind: Kind
  visibility: Visibility
  start: string
  end: string
  allDay: boolean
  undecided: boolean
  rrule?: string
  shift: Shift
  travelBefore: number
  travelAfter: number
  attendees: AttendeeListing[]
  rooms: RoomRef[]
  mayEdit: boolean
  mayAnswer: boolean
  version: number
  recurrence?: string
  recurring: boolean
  /** The first start of the series. */
  seriesStart?: string
  /** Called off; its participants may still look at it. */
  cancelled: boolean
  createdBy: PersonRef
  createdAt: string
  editedAt?: string
}

export interface Clash {
  room: number
  name: string
  start: string
  end: string
  by: PersonRef
  extension?: string
}

export interface Booking {
  start: string
  end: string
  title?: string
  by: PersonRef
  extension?: string
  event?: number
  recurrence?: string
}

export interface RoomListing {
  id: number
  kind: RoomKind
  name: string
  building: string
  capacity?: number
  equipment: string[]
  opens?: string
  closes?: string
  setup: number
  daysAhead?: number
  longest?: number
  active: boolean
  version: number
  mayEdit: boolean
}

export interface RoomDay {
  id: number
  kind: RoomKind
  name: string
  building: string
  capacity?: number
  opens?: string
  closes?: string
  setup: number
  bookings: Booking[]
}

export interface Slot {
  start: string
  end: string
  rank: 'all' | 'optional' | 'one'
  missing: PersonRef[]
  rooms: (RoomRef & { capacity?: number })[]
}

export interface Change {
  field: string
  before: string
  after: string
}

export interface SlotList {
  people: number
  slots: Slot[]
}

export interface HistoryEntry {
  at: string
  by: PersonRef
  what: 'made' | 'changed' | 'cancelled' | 'restored' | 'answered'
  scope: Scope
  occurrence?: string
  changes: Change[]
}
