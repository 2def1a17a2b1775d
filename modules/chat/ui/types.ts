import type { PersonRef } from '@kairan/ui'

/** What the server answers about chat. Instants are ISO 8601 in UTC; what is absent is not sent, or null. */

export type RoomKind = 'direct' | 'group' | 'section' | 'consultation' | 'announcement' | 'meeting'
export type Notify = 'all' | 'mentions' | 'none'
export type Mark = 'decision' | 'homework' | 'question'
type Maybe<T> = T | null | undefined

export interface RoomListing {
  id: number
  kind: RoomKind
  name: string
  purpose?: Maybe<string>
  rev: number
  seq: number
  readSeq: number
  unread: number
  mentions: number
  last?: Maybe<{ seq: number; author?: Maybe<PersonRef>; excerpt: string; at: string }>
  favourite: boolean
  muted: boolean
  notify: Notify
  members: number
  role?: Maybe<string>
  closedAt?: Maybe<string>
  opensAt?: Maybe<string>
  closesAt?: Maybe<string>
  mayPost: boolean
  mayManage: boolean
}

export interface Limits {
  body: number
  files: number
  members: number
}

export interface RoomList {
  rooms: RoomListing[]
  limits: Limits
}

export interface AgendaItem {
  id: number
  title: string
  state: 'open' | 'closed'
}

export interface MemberListing extends PersonRef {
  role?: Maybe<string>
  joinedAt?: Maybe<string>
  byRule?: Maybe<boolean>
}

export interface RoomDetail extends RoomListing {
  agenda: AgendaItem[]
  pins: number[]
  membersOf: MemberListing[]
  people: Record<string, PersonRef>
}

export interface OpenRoom {
  id: number
  name: string
  purpose?: Maybe<string>
  members: number
}

export interface StoredFile {
  id: number
  file: string
  name: string
  type: string
  size: number
  state: 'ready' | 'being-checked' | 'infected'
}

export interface Mention {
  kind: string
  id?: Maybe<number>
  label: string
}

export interface Reaction {
  key: string
  people: number[]
  count: number
}

export interface Ack {
  due?: Maybe<string>
  done: number
  of: number
  mine?: Maybe<boolean>
}

export interface Message {
  seq: number
  author: number
  text: string
  at: string
  clientAt?: Maybe<string>
  editedAt?: Maybe<string>
  deletedAt?: Maybe<string>
  reply?: Maybe<{ seq: number; author: number; excerpt: string }>
  agenda?: Maybe<number>
  mark?: Maybe<Mark>
  mentions: Mention[]
  files: StoredFile[]
  reactions: Reaction[]
  pinned: boolean
  ack?: Maybe<Ack>
  read?: Maybe<number>
  of?: Maybe<number>
  allReadAt?: Maybe<string>
  bookmarked?: Maybe<boolean>
  key?: Maybe<string>
  version?: Maybe<number>
}

export interface MessagePage {
  messages: Message[]
  people: Record<string, PersonRef>
  rev: number
  firstUnread?: Maybe<number>
  atStart: boolean
  atEnd: boolean
}

export interface Receipts {
  counts: [seq: number, read: number, of: number, allReadAt?: Maybe<string>][]
}

/** An entry of a room's stream: what has changed, as it is now. */
export interface RoomEvent {
  kind: string
  rev: number
  seq?: Maybe<number>
  actor?: Maybe<number>
  at: string
  message?: Maybe<Message>
  people?: Maybe<PersonRef[] | Record<string, PersonRef>>
  room?: Maybe<Partial<RoomDetail>>
  /** Who joined or left. */
  person?: Maybe<PersonRef | number>
}

export interface Draft {
  text: string
  reply?: Maybe<number>
}

export interface DraftListing extends Draft {
  room: number
  name?: Maybe<string>
  at?: Maybe<string>
}

export interface ScheduledListing {
  id: number
  room: number
  name?: Maybe<string>
  text: string
  at?: Maybe<string>
  inWorkingHours: boolean
}

export interface Reader {
  person: PersonRef
  at: string
  beforeEdit: boolean
}

export interface ReadersDetail {
  read: Reader[]
  unread: PersonRef[]
  exempt: PersonRef[]
  allReadAt?: Maybe<string>
  acks?: Maybe<{ person: PersonRef; at: string }[]>
}

export interface Version {
  version: number
  text: string
  at: string
}

/** A message outside of its room: found, bookmarked, unread. */
export interface FoundMessage {
  room: number
  roomName: string
  message: Message
  author: PersonRef
}
