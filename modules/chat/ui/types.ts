import type {
  AckListing,
  ChatLimits,
  DraftListing,
  LastMessage,
  MentionListing,
  MessageListing,
  MessagesPage,
  PersonRef,
  ReactionListing,
  RoomDetail as RoomAnswer,
  RoomListing as RoomRow,
  RoomMessages,
} from '@kairan/ui'

/** What the server answers about chat, under the names that the screens use, and what comes by the streams, which is in no document. */
export type {
  OfferListing,
  AgendaListing as AgendaItem,
  AttachmentListing as StoredFile,
  CardListing,
  ChatLimits as Limits,
  ComingListing as Coming,
  DraftListing,
  MemberListing,
  MessageReaders as ReadersDetail,
  OpenRoom,
  ScheduledListing,
  VersionListing as Version,
} from '@kairan/ui'

export type RoomKind = RoomRow['kind']
export type Alerts = RoomRow['alerts']
export type Mention = Omit<MentionListing, 'kind' | 'id'> & { kind: string; id?: number | undefined }
export type Mark = 'decision' | 'homework' | 'question'

/** What was taken away is null until the server has said so itself. */
type Maybe<T> = T | null | undefined

/** A row of the list, whose author may not be known here after an event. */
export type RoomListing = Omit<RoomRow, 'last' | 'role' | 'opensAt' | 'closesAt' | 'closedAt'> & {
  role?: RoomRow['role'] | undefined
  last?: Maybe<Omit<LastMessage, 'author' | 'deleted'> & { author?: PersonRef | undefined; deleted?: boolean }>
  opensAt?: Maybe<string>
  closesAt?: Maybe<string>
  closedAt?: Maybe<string>
}

export type RoomDetail = Omit<RoomAnswer, 'room'> & { room: RoomListing }

export interface RoomList {
  rooms: RoomListing[]
  limits: ChatLimits
}

/** A message as it is shown: with what a stream leaves out, or what is not known yet, missing. */
export type Message = Omit<
  MessageListing,
  'id' | 'excerpt' | 'hidden' | 'mark' | 'mentions' | 'ack' | 'read' | 'of' | 'bookmarked' | 'clientAt'
> & {
  id?: number
  excerpt?: string
  hidden?: boolean
  mark?: Maybe<Mark>
  mentions: Mention[]
  ack?: Maybe<Omit<AckListing, 'due'> & { due?: Maybe<string> }>
  read?: number
  of?: number
  bookmarked?: boolean
  clientAt?: Maybe<string>
}

export type MessagePage = Omit<MessagesPage, 'messages' | 'firstUnread' | 'visibleFrom'> & {
  messages: Message[]
  firstUnread?: number | undefined
  visibleFrom?: number
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
  reactions?: Maybe<ReactionListing[]>
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

export type Draft = Pick<DraftListing, 'text' | 'reply'>

/** Messages of several rooms: found, bookmarked, unread. */
export interface MessageList {
  rooms: (Omit<RoomMessages, 'messages' | 'kind'> & { kind: RoomKind; messages: Message[] })[]
  people: Record<string, PersonRef>
}
