/**
 * What the server answers, written by hand from the REST contract. Ids are numbers of the server; times are ISO 8601
 * instants in UTC; days are `YYYY-MM-DD` in the city's zone.
 */

export interface PersonRef {
  id: number
  name: string
  kana: string
  section?: string
  title?: string
}

export interface SectionRef {
  id: number
  name: string
}

export interface Session {
  id: string | number
  person: PersonRef
  login: string
  administrator: boolean
  permissions: string[]
  /** Current assignments, the primary one first. */
  sections: SectionRef[]
  sharedPc: boolean
  expiresAt: string
}

export interface MenuEntry {
  key: string
  path: string
  order: number
  permission?: string
}

export interface ModuleListing {
  id: string
  menu: MenuEntry[]
}

/** A page of a list; `next` is passed back as `after`. */
export interface Slice<T> {
  items: T[]
  next?: string
}

export interface SectionListing {
  id: number
  code: string
  parentId?: number
  name: string
  order: number
  /** People assigned to the section itself. */
  people: number
  /** People assigned to it or to anything below it. */
  peopleBelow: number
}

export interface PersonListing extends PersonRef {
  staffNumber: string
  mail?: string
  extension?: string
  sectionId?: number
}

export interface PeopleSlice extends Slice<PersonListing> {
  total: number
}

export interface Assignment {
  section: SectionRef
  path: string
  title?: string
  kind: 'primary' | 'concurrent'
  from: string
  /** Last day, inclusive; absent when open. */
  until?: string
}

export interface PersonDetail extends PersonListing {
  assignments: Assignment[]
}

export interface TitleListing {
  id: number
  code: string
  name: string
  order: number
  people: number
}

export interface OwnSession {
  id: string | number
  current: boolean
  sharedPc: boolean
  startedAt: string
  lastSeenAt: string
  address: string
  userAgent: string
}

export type ImportState = 'faulty' | 'ready' | 'applied' | 'outdated'

export interface ImportListing {
  id: number
  name: string
  effective: string
  createdAt: string
  createdBy: PersonRef
  appliedAt?: string
  state: ImportState
}

export interface ImportChange {
  row: number
  kind: 'new' | 'moved' | 'left' | 'changed'
  subject: 'person' | 'section'
  key: string
  name: string
  before?: string
  after?: string
}

export interface ImportFault {
  row: number
  column: string
  value?: string
  code: string
  args?: Record<string, unknown>
}

export interface ImportDetail {
  id: number
  name: string
  effective: string
  kind: 'sections' | 'people' | 'both'
  encoding: string
  rows: number
  columns: { heading: string; field?: string }[]
  state: ImportState
  counts: { new: number; moved: number; left: number; changed: number; unchanged: number }
  changes: ImportChange[]
  faults: ImportFault[]
  appliedAt?: string
}

export interface PrintedCode {
  section: string
  person: PersonRef
  login: string
  code: string
}

export interface PrintedCodes {
  validUntil: string
  items: PrintedCode[]
}

export type Importance = 'normal' | 'important'

export interface BulletinListing {
  id: number
  title: string
  author: PersonRef
  section?: SectionRef
  importance: Importance
  publishedAt: string
  editedAt?: string
  withdrawnAt?: string
  unread: boolean
  excerpt: string
  /** How many files it carries. */
  attachments: number
  /** Only in the author's own list. */
  readers?: { read: number; total: number }
}

export interface AudienceEntry {
  group: string
  label: string
}

export interface Attachment {
  id: number
  /** By which storage gives it out: `board:attachment:12`. */
  file: string
  name: string
  type: string
  size: number
  state: 'ready' | 'being-checked' | 'infected'
}

export interface BulletinDetail extends Omit<BulletinListing, 'attachments'> {
  text: string
  attachments: Attachment[]
  audience: AudienceEntry[]
  /** Size of the audience. */
  people: number
  mayEdit: boolean
  mayWithdraw: boolean
  maySeeReaders: boolean
  version: number
}

export interface NewBulletin {
  title: string
  text: string
  audience: string[]
  importance: Importance
  sectionId?: number
  /** Finished uploads that become attachments, and those that stay by their number. */
  attachments?: ({ upload: string } | { id: number })[]
}

export interface UnreadCount {
  /** At most 100. */
  count: number
  more: boolean
}

export interface ReaderListing {
  person: PersonRef
  readAt?: string
  /** False for one who moved away or came later. */
  counted: boolean
}

export interface SectionRate {
  section: SectionRef
  read: number
  total: number
}

export interface Readers extends Slice<ReaderListing> {
  read: number
  total: number
  sections: SectionRate[]
}

/** What happened, sent over the live connection; it may be lost, so it only says what to ask anew. */
export interface Hint {
  type: string
  /** `module:kind:id` */
  ref?: string
  /** Milliseconds of the commit. */
  at?: number
}
