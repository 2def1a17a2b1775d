// Made from the API document by `./kairan types`; what is changed here by hand is lost.
// Days are `YYYY-MM-DD` in the city's zone, instants are ISO 8601 in UTC.

export interface AssignmentDetail {
  section: SectionRef
  path: string
  title?: string
  kind: 'primary' | 'concurrent'
  from: string
  until?: string
}

export interface AudienceLabel {
  group: string
  kind: string
  label: string
}

export interface AudienceSize {
  people: number
}

export interface BulletinDetail {
  id: number
  title: string
  text: string
  author: PersonRef
  section?: SectionRef
  importance: 'normal' | 'important'
  publishedAt: string
  editedAt?: string
  editedBy?: PersonRef
  withdrawnAt?: string
  unread: boolean
  readAt?: string
  audience: AudienceLabel[]
  people: number
  mayEdit: boolean
  mayWithdraw: boolean
  maySeeReaders: boolean
  version: number
}

export interface BulletinListing {
  id: number
  title: string
  author: PersonRef
  section?: SectionRef
  importance: 'normal' | 'important'
  publishedAt: string
  editedAt?: string
  withdrawnAt?: string
  unread: boolean
  excerpt: string
  readers?: ReadRate
}

export interface BulletinPage {
  items: BulletinListing[]
  next?: string
}

export interface ClosedDayList {
  year: number
  announcedUntil: number
  items: ClosedDayListing[]
}

export interface ClosedDayListing {
  day: string
  key: string
  name: string
  own: boolean
  open: boolean
}

export interface CodeSheet {
  validUntil: string
  items: PrintedCode[]
}

export interface ImportChange {
  row: number
  kind: 'new' | 'moved' | 'left' | 'changed'
  subject: 'section' | 'title' | 'person'
  key: string
  name: string
  before?: string
  after?: string
}

export interface ImportColumn {
  heading: string
  field?: string
  known: boolean
}

export interface ImportCounts {
  added: number
  moved: number
  left: number
  changed: number
  unchanged: number
}

export interface ImportDetail {
  id: number
  name: string
  effective: string
  kind?: 'sections' | 'titles' | 'people' | 'both'
  encoding: string
  rows: number
  columns: ImportColumn[]
  state: 'faulty' | 'ready' | 'applied'
  counts: ImportCounts
  changes: ImportChange[]
  faults: ImportFault[]
  appliedAt?: string
}

export interface ImportFault {
  row: number
  column?: string
  value?: string
  code: string
  args: Record<string, unknown>
}

export interface ImportList {
  items: ImportListing[]
}

export interface ImportListing {
  id: number
  name: string
  effective: string
  createdAt: string
  createdBy: PersonRef
  appliedAt?: string
  state: 'pending' | 'applied'
}

export interface MenuItem {
  key: string
  path: string
  order: number
  permission?: string
}

export interface ModuleListing {
  id: string
  menu: MenuItem[]
}

export interface NewActivation {
  login: string
  code: string
  password: string
}

export interface NewBulletin {
  title: string
  text: string
  audience: string[]
  importance: 'normal' | 'important'
  sectionId?: number
}

export interface NewClosedDay {
  name: string
  open: boolean
}

export interface NewCodes {
  sectionId: number
  below: boolean
}

export interface NewPassword {
  current: string
  next: string
}

export interface NewSession {
  login: string
  password: string
  sharedPc: boolean
}

export interface NewSetup {
  token: string
  login: string
  name: string
  kana: string
  password: string
}

export interface PeoplePage {
  items: PersonListing[]
  next?: string
  total: number
}

export interface PersonDetail {
  id: number
  name: string
  kana: string
  section?: string
  title?: string
  staffNumber: string
  sectionId?: number
  mail?: string
  extension?: string
  assignments: AssignmentDetail[]
}

export interface PersonListing {
  id: number
  name: string
  kana: string
  section?: string
  title?: string
  staffNumber: string
  sectionId?: number
  mail?: string
  extension?: string
}

export interface PersonRef {
  id: number
  name: string
  kana: string
  section?: string
  title?: string
}

export interface PrintedCode {
  section: string
  person: PersonRef
  login: string
  code: string
}

export interface Problem {
  type: string
  title: string
  status: number
  code: string
  args: Record<string, unknown>
  faults: (Record<string, unknown>)[]
}

export interface ReadRate {
  read: number
  total: number
}

export interface ReaderListing {
  person: PersonRef
  readAt?: string
  counted: boolean
}

export interface ReadersPage {
  read: number
  total: number
  sections: SectionReaders[]
  items: ReaderListing[]
  found: number
  next?: string
}

export interface SectionList {
  items: SectionListing[]
}

export interface SectionListing {
  id: number
  code: string
  parentId?: number
  name: string
  order: number
  people: number
  peopleBelow: number
}

export interface SectionReaders {
  section: SectionRef
  read: number
  total: number
}

export interface SectionRef {
  id: number
  name: string
}

export interface SessionDetail {
  id: string
  person: PersonRef
  login: string
  administrator: boolean
  permissions: string[]
  sections: SectionRef[]
  sharedPc: boolean
  expiresAt: string
}

export interface SessionList {
  items: SessionListing[]
}

export interface SessionListing {
  id: UUID
  current: boolean
  sharedPc: boolean
  startedAt: string
  lastSeenAt: string
  address: string
  userAgent: string
}

export interface TitleList {
  items: TitleListing[]
}

export interface TitleListing {
  id: number
  code: string
  name: string
  order: number
  people: number
}

export type UUID = string

export interface UnreadCount {
  count: number
  more: boolean
}
