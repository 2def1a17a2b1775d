// Made from the API document by `./kairan types`; what is changed here by hand is lost.
// Days are `YYYY-MM-DD` in the city's zone, instants are ISO 8601 in UTC.

export interface AccountDetail {
  login: string
  hasPassword: boolean
  codeUntil?: string
  sessions: SessionListing[]
}

export interface ActList {
  items: string[]
}

export interface AssignmentDetail {
  section: SectionRef
  path: string
  title?: string
  titleId?: number
  kind: 'primary' | 'concurrent'
  from: string
  until?: string
}

export interface AttachmentListing {
  id: number
  file: string
  name: string
  type: string
  size: number
  state: 'ready' | 'being-checked' | 'infected'
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
  attachments: AttachmentListing[]
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
  attachments: number
  readers?: ReadRate
}

export interface BulletinPage {
  items: BulletinListing[]
  next?: string
}

export interface ChoiceList {
  items: ChoiceListing[]
  quietFrom?: string
  quietUntil?: string
  mail: string
  address?: string
}

export interface ChoiceListing {
  type: string
  channel: string
  mandatory: boolean
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

export interface EditDetail {
  effective: string
  state: 'faulty' | 'ready' | 'applied'
  counts: ImportCounts
  changes: ImportChange[]
  faults: ImportFault[]
}

export interface EntryListing {
  id: number
  at: string
  act: string
  person?: number
  who: string
  onBehalfOf?: number
  subject?: string
  details: Record<string, string>
  address: string
  request: string
  hash: string
}

export interface EntryPage {
  items: EntryListing[]
  next?: string
}

export interface Fragment {
  text: string
  hit: boolean
}

export interface GrantList {
  items: GrantListing[]
  grantable: string[]
}

export interface GrantListing {
  id: number
  what: string
  target: string
  label?: string
  people: number
  section?: SectionRef
  grantedBy?: PersonRef
  grantedAt: string
}

export interface GroupDetail {
  id: number
  group: string
  name: string
  shared: boolean
  own: boolean
  granted: boolean
  mayEdit: boolean
  owner: PersonRef
  members: PersonRef[]
}

export interface GroupList {
  items: GroupListing[]
}

export interface GroupListing {
  id: number
  group: string
  name: string
  shared: boolean
  own: boolean
  owner: PersonRef
  people: number
}

export interface HitListing {
  module: string
  kind: string
  id: number
  title: Fragment[]
  detail?: string
  path: string
  at?: string
  excerpts: Fragment[][]
}

export interface HitPage {
  items: HitListing[]
  total: number
  next?: string
  kinds: KindCount[]
  sections: SectionCount[]
  times: TimeCount[]
  complete: boolean
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

export interface KindCount {
  module: string
  kind: string
  count: number
}

export interface MailListing {
  id: number
  name: string
  section?: string
  address?: string
  reason?: string
  state: string
  at: string
}

export interface MailPage {
  on: boolean
  waiting: number
  waitingSince?: string
  outageSince?: string
  outage?: string
  items: MailListing[]
  next?: string
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

export interface NewAttachment {
  upload?: UUID
  id?: number
}

export interface NewBulletin {
  title: string
  text: string
  audience: string[]
  importance: 'normal' | 'important'
  sectionId?: number
  attachments: NewAttachment[]
}

export interface NewChoice {
  type: string
  channel: string
}

export interface NewChoices {
  items: NewChoice[]
  quietFrom?: string
  quietUntil?: string
}

export interface NewClosedDay {
  name: string
  open: boolean
}

export interface NewCodes {
  sectionId: number
  below: boolean
}

export interface NewEdit {
  effective: string
  rows: (Record<string, string>)[]
}

export interface NewGrant {
  what: string
  target: string
  sectionId?: number
}

export interface NewGroup {
  name: string
  shared: boolean
  members: number[]
}

export interface NewPassword {
  current: string
  next: string
}

export interface NewPhoto {
  upload: UUID
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

export interface NoticeCount {
  count: number
  more: boolean
}

export interface NoticeListing {
  id: number
  type: string
  args: Record<string, string>
  actor?: string
  title: string
  detail?: string
  path: string
  at: string
  unread: boolean
}

export interface NoticePage {
  items: NoticeListing[]
  next?: string
}

export interface PageCount {
  pages: number
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
  photo?: string
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

export interface PersonalSettings {
  textSize?: string
  density?: string
  theme?: string
  language?: string
  era?: string
  singleKeys?: boolean
}

export interface PhotoDetail {
  file: string
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
  remindedAt?: string
  mayRemind: boolean
  sections: SectionReaders[]
  items: ReaderListing[]
  found: number
  next?: string
}

export interface ReminderListing {
  people: number
}

export interface ResetCode {
  person: PersonRef
  login: string
  code: string
  validUntil: string
}

export interface SectionCount {
  id: number
  name: string
  count: number
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
  id: string
  current: boolean
  sharedPc: boolean
  startedAt: string
  lastSeenAt: string
  address: string
  userAgent: string
}

export interface StorageState {
  files: number
  bytes: number
  held: number
  uploads: number
  room?: number
  scanner?: string
  scannerFault?: string
  waiting: number
  unchecked: number
  infected: number
  tooBigToCheck: number
}

export interface Suggestion {
  module: string
  kind: string
  id: number
  title: string
  detail?: string
  path: string
}

export interface SuggestionList {
  items: Suggestion[]
}

export interface TimeCount {
  days: number
  from: string
  count: number
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

export interface UploadDetail {
  id: string
  name: string
  size: number
  received: number
  finished: boolean
  renamed: boolean
  privateUse: boolean
}

export interface VerificationDetail {
  sound: boolean
  entries: number
  anchor: number
  last: number
  head: string
  broken?: number
}
