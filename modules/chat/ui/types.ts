import type { PersonRef } from '@kairan/ui'

/** What the server answers about chat. Instants are ISO 8601 in UTC; what is absent is not sent, or null. */

export type RoomKind = 'direct' | 'group' | 'section' | 'consultation' | 'announcement' | 'meeting'
export type Alerts = 'all' | 'mentions' | 'none'
export type Mark = 'decision' | 'homework' | 'question'
type Maybe<T> = T | null | undefined

export interface RoomListing {
  id: number
  kind: RoomKind
  /** In a room of two, the other's. */
  name: string
  purpose: string
  other?: Maybe<PersonRef>
  rev: number
  seq: number
  readSeq: number
  unread: number
  mentions: number
  last?: Maybe<{ seq: number; author?: Maybe<PersonRef>; excerpt: string; at: string; deleted?: boolean }>
  favourite: boolean
  muted: boolean
  alerts: Alerts
  members: number
  role?: Maybe<Role>
  closedAt?: Maybe<string>
  opensAt?: Maybe<string>
  closesAt?: Maybe<string>
  mayPost: boolean
  mayManage: boolean
}

export type Role = 'member' | 'owner' | 'chair' | 'recorder'

export interface Limits {
  body: number
  files: number
  fileBytes: number
  members: number
  confirm: number
  reactions: number
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

export interface MemberListing {
  person: PersonRef
  role: Role
  byRule: boolean
  joinedAt: string
}

/** Somebody has come into a room or left it, after the message `seq`. */
export interface Coming {
  person: PersonRef
  left: boolean
  byRule: boolean
  seq: number
  at: string
}

export interface RoomDetail {
  room: RoomListing
  agenda: AgendaItem[]
  pins: number[]
  rules: { group: string; label: string }[]
  membersOf: MemberListing[]
  createdAt: string
  createdBy: PersonRef
  visibleFrom: number
  version: number
}

/** How the thing looks to which a link leads. */
export interface CardListing {
  path: string
  module: string
  kind: string
  title: string
  detail?: Maybe<string>
}

export interface OpenRoom {
  id: number
  name: string
  purpose: string
  members: number
  joined: boolean
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
  mine?: Maybe<string>
}

export interface Message {
  seq: number
  id?: number
  author: number
  text: string
  excerpt?: string
  at: string
  clientAt?: Maybe<string>
  version: number
  editedAt?: Maybe<string>
  deletedAt?: Maybe<string>
  /** By an administrator, after a report. */
  hidden?: boolean
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
}

export interface MessagePage {
  messages: Message[]
  people: Record<string, PersonRef>
  rev: number
  firstUnread?: Maybe<number>
  visibleFrom?: number
  atStart: boolean
  atEnd: boolean
}

export interface Receipts {
  counts: [seq: number, read: number, of: number, allReadAt?: Maybe<string>][]
}

/** An entry of a room's stream: what has changed, as it is now. Which of the parts are there depends on the kind. */
export interface RoomEvent {
  kind: string
  rev: number
  at?: string
  actor?: Maybe<number>
  seq?: Maybe<number>
  message?: Maybe<Message>
  people?: Maybe<Record<string, PersonRef>>
  reactions?: Maybe<Reaction[]>
  pinned?: Maybe<boolean>
  mark?: Maybe<Mark>
  person?: Maybe<number>
  done?: Maybe<number>
  /** Messages up to this one are not kept any longer. */
  through?: Maybe<number>
  members?: Maybe<number>
  who?: Maybe<PersonRef[] | PersonRef>
  name?: Maybe<string>
  purpose?: Maybe<string>
  opensAt?: Maybe<string>
  closesAt?: Maybe<string>
  closedAt?: Maybe<string>
}

export interface Draft {
  text: string
  reply?: Maybe<number>
}

export interface DraftListing extends Draft {
  room: number
  updatedAt: string
}

export interface ScheduledListing {
  id: number
  room: number
  text: string
  at: string
  inWorkingHours: boolean
  files: number
  /** The code of why it could not be sent. */
  refused?: Maybe<string>
}

export interface Reader {
  person: PersonRef
  at?: Maybe<string>
  beforeEdit: boolean
}

export interface ReadersDetail {
  read: Reader[]
  unread: PersonRef[]
  exempt: PersonRef[]
  allReadAt?: Maybe<string>
  acks: { person: PersonRef; at: string }[]
  unacknowledged: PersonRef[]
  remindedAt?: Maybe<string>
  mayRemind: boolean
}

export interface Version {
  version: number
  text: string
  at: string
}

/** Messages of several rooms: found, bookmarked, unread. */
export interface MessageList {
  rooms: { room: number; name: string; kind: RoomKind; messages: Message[]; more: boolean }[]
  people: Record<string, PersonRef>
}
