// Made from the API document by `./kairan types`; what is changed here by hand is lost.
// Days are `YYYY-MM-DD` in the city's zone, instants are ISO 8601 in UTC.

export interface AccountDetail {
  login: string
  hasPassword: boolean
  codeUntil?: string
  sessions: SessionListing[]
}

export interface AckListing {
  due: string
  done: number
  of: number
  mine?: string
}

export interface AckReader {
  person: PersonRef
  at: string
}

export interface ActList {
  items: string[]
}

export interface AgendaEdit {
  id?: number
  title: string
  state: string
}

export interface AgendaListing {
  id: number
  title: string
  state: 'open' | 'closed'
}

export interface AnswerEdit {
  answer: 'none' | 'accepted' | 'declined' | 'tentative'
  occurrence?: string
  person?: number
}

export interface AnswersEdit {
  answers: SlotAnswer[]
}

export interface ApprovalList {
  items: ApprovalListing[]
  owner: boolean
  overseer: boolean
}

export interface ApprovalListing {
  id: number
  revision: number
  room: FacilityRef
  by: PersonRef
  extension?: string
  start: string
  end: string
  instances: number
  last: string
  title?: string
  event?: number
}

export interface AskedListing {
  person: PersonRef
  optional: boolean
  left: boolean
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

export interface AttendeeListing {
  person: PersonRef
  optional: boolean
  answer: 'none' | 'accepted' | 'declined' | 'tentative'
  at?: string
}

export interface AudienceLabel {
  group: string
  kind: string
  label: string
}

export interface AudienceSize {
  people: number
}

export interface BoardPage {
  now: string
  items: BoardRow[]
  next?: string
}

export interface BoardRow {
  person: PersonRef
  extension?: string
  presence: PresenceListing
  freeAt?: string
  maySet: boolean
  waiting: boolean
}

export interface BookingListing {
  start: string
  end: string
  title?: string
  by: PersonRef
  extension?: string
  event?: number
  recurrence?: string
  mayEdit: boolean
  tentative: boolean
  requested: boolean
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

export interface CalendarImportCounts {
  added: number
  changed: number
  unchanged: number
  refused: number
}

export interface CalendarImportDetail {
  id: number
  kind: 'ics' | 'csv'
  name: string
  calendar: OwnerRef
  state: 'ready' | 'running' | 'applied'
  total: number
  done: number
  encoding: string
  others: number
  counts: CalendarImportCounts
  items: CalendarImportItem[]
}

export interface CalendarImportItem {
  line: number
  title: string
  start: string
  owner?: string
  recurring: boolean
  act: 'added' | 'changed' | 'unchanged' | 'refused'
  code?: string
  args: Record<string, unknown>
  warnings: string[]
}

export interface CalendarRow {
  principal: string
  name: string
  section?: string
  title?: string
  hours: WorkingDay[]
  occurrences: OccurrenceListing[]
}

export interface CardListing {
  path: string
  module: string
  kind: string
  title: string
  detail?: string
}

export interface CardsPage {
  items: CardListing[]
}

export interface ChangeList {
  items: ChangeListing[]
}

export interface ChangeListing {
  at: string
  by: PersonRef
  onBehalfOf?: PersonRef
  what: 'made' | 'changed' | 'cancelled' | 'restored' | 'answered'
  scope: 'one' | 'following' | 'all'
  occurrence?: string
  changes: DifferenceListing[]
}

export interface ChatLimits {
  body: number
  files: number
  fileBytes: number
  members: number
  confirm: number
  reactions: number
}

export interface ChatUnread {
  unread: number
  mentions: number
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

export interface ComingListing {
  person: PersonRef
  left: boolean
  byRule: boolean
  seq: number
  at: string
}

export interface ComingsPage {
  items: ComingListing[]
}

export interface Confirmation {
  slot: number
}

export interface DayListing {
  day: string
  holiday?: string
  closed: boolean
}

export interface Decision {
  decision: 'approved' | 'rejected'
  reason?: string
}

export interface DelegationList {
  person: PersonRef
  items: DelegationListing[]
}

export interface DelegationListing {
  id: number
  delegate: string
  label?: string
  people: PersonRef[]
  from: string
  until?: string
  namedBy: PersonRef
}

export interface DifferenceListing {
  field: string
  before: string
  after: string
}

export interface DraftEdit {
  text: string
  reply?: number
}

export interface DraftListing {
  room: number
  text: string
  reply?: number
  updatedAt: string
}

export interface DraftsPage {
  items: DraftListing[]
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

export interface EventDetail {
  id: number
  owner: OwnerRef
  title: string
  place: string
  notes: string
  kind: 'meeting' | 'trip' | 'out' | 'leave' | 'telework' | 'visitor' | 'other'
  visibility: 'public' | 'busy' | 'private'
  start: string
  end: string
  allDay: boolean
  undecided: boolean
  rrule?: string
  shift: 'none' | 'before' | 'after'
  travelBefore: number
  travelAfter: number
  attendees: AttendeeListing[]
  rooms: FacilityRef[]
  requests: RequestListing[]
  files: EventFile[]
  isMine: boolean
  mayEdit: boolean
  mayAnswer: boolean
  answersFor: PersonRef[]
  onBehalfOf?: PersonRef
  version: number
  recurrence?: string
  recurring: boolean
  seriesStart: string
  cancelled: boolean
  createdBy: PersonRef
  createdAt: string
  editedAt?: string
  tentative: boolean
  proposal?: number
}

export interface EventFile {
  id: number
  file: string
  name: string
  type: string
  size: number
  state: 'ready' | 'being-checked' | 'infected'
}

export interface ExchangeCalendar {
  calendar: OwnerRef
  mine: boolean
  rows: boolean
}

export interface ExchangeCalendars {
  items: ExchangeCalendar[]
}

export interface ExportableRoom {
  id: number
  kind: string
  name: string
  messages: number
  members: number
  createdAt: string
  held: boolean
}

export interface ExportableRooms {
  items: ExportableRoom[]
}

export interface FacilityList {
  items: FacilityListing[]
}

export interface FacilityListing {
  id: number
  kind: 'room' | 'car' | 'equipment'
  name: string
  building: string
  capacity?: number
  equipment: string[]
  opens?: string
  closes?: string
  setup: number
  daysAhead?: number
  longest?: number
  bookers: string[]
  ownerSection?: number
  owner?: string
  approval: boolean
  active: boolean
  version: number
  mayEdit: boolean
  mayBook: boolean
  mayOversee: boolean
}

export interface FacilityRef {
  id: number
  name: string
  building: string
}

export interface FeedList {
  items: FeedListing[]
}

export interface FeedListing {
  id: number
  label: string
  calendar: OwnerRef
  busyOnly: boolean
  createdAt: string
  usedAt?: string
}

export interface Fragment {
  text: string
  hit: boolean
}

export interface FreeRoom {
  id: number
  name: string
  building: string
  capacity?: number
}

export interface FreeTimeQuestion {
  people: number[]
  optional: number[]
  groups: string[]
  rooms?: number[]
  minutes: number
  from: string
  to: string
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

export interface HolidayList {
  items: HolidayListing[]
}

export interface HolidayListing {
  day: string
  name: string
  kind: 'holiday' | 'closed'
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

export interface LastMessage {
  seq: number
  author: PersonRef
  excerpt: string
  at: string
  deleted: boolean
}

export interface MadeFeed {
  feed: FeedListing
  path: string
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

export interface MarkEdit {
  mark?: string
}

export interface MemberListing {
  person: PersonRef
  role: 'member' | 'owner' | 'chair' | 'recorder'
  byRule: boolean
  joinedAt: string
}

export interface MembersPage {
  items: MemberListing[]
  found: number
  next?: string
}

export interface MentionListing {
  kind: 'person' | 'section' | 'title' | 'all'
  id?: number
  label: string
}

export interface MenuItem {
  key: string
  path: string
  order: number
  permission?: string
}

export interface MessageEdit {
  text: string
  baseVersion: number
}

export interface MessageList {
  rooms: RoomMessages[]
  people: Record<string, PersonRef>
}

export interface MessageListing {
  seq: number
  id: number
  author: number
  text: string
  excerpt: string
  at: string
  clientAt?: string
  version: number
  editedAt?: string
  deletedAt?: string
  hidden: boolean
  reply?: ReplyListing
  agenda?: number
  mark?: string
  mentions: MentionListing[]
  files: AttachmentListing[]
  reactions: ReactionListing[]
  pinned: boolean
  ack?: AckListing
  read: number
  of: number
  allReadAt?: string
  bookmarked: boolean
  key?: string
}

export interface MessageReader {
  person: PersonRef
  at?: string
  beforeEdit: boolean
}

export interface MessageReaders {
  read: MessageReader[]
  unread: PersonRef[]
  exempt: PersonRef[]
  allReadAt?: string
  acks: AckReader[]
  unacknowledged: PersonRef[]
  remindedAt?: string
  mayRemind: boolean
}

export interface MessagesPage {
  messages: MessageListing[]
  people: Record<string, PersonRef>
  rev: number
  firstUnread?: number
  visibleFrom: number
  atStart: boolean
  atEnd: boolean
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

export interface NewAttendee {
  person?: number
  group?: string
  optional: boolean
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

export interface NewDelegation {
  person?: number
  delegate: string
  from?: string
  until?: string
}

export interface NewDirectRoom {
  person?: number
}

export interface NewEdit {
  effective: string
  rows: (Record<string, string>)[]
}

export interface NewEvent {
  owner?: string
  title: string
  place: string
  notes: string
  kind: 'meeting' | 'trip' | 'out' | 'leave' | 'telework' | 'visitor' | 'other'
  visibility: 'public' | 'busy' | 'private'
  start: string
  end: string
  allDay: boolean
  undecided: boolean
  rrule?: string
  shift: 'none' | 'before' | 'after'
  travelBefore: number
  travelAfter: number
  attendees: NewAttendee[]
  rooms: number[]
}

export interface NewEventFile {
  upload: string
}

export interface NewFacility {
  kind: 'room' | 'car' | 'equipment'
  name: string
  building: string
  capacity?: number
  equipment: string[]
  opens?: string
  closes?: string
  setup: number
  daysAhead?: number
  longest?: number
  bookers: string[]
  ownerSection?: number
  approval: boolean
  active?: boolean
}

export interface NewFeed {
  calendar?: string
  label: string
  busyOnly: boolean
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

export interface NewMembers {
  people: number[]
}

export interface NewMessage {
  text: string
  reply?: number
  agenda?: number
  files: string[]
  ackBy?: string
  clientAt?: string
  confirmAll: boolean
}

export interface NewOverride {
  status: string
  place: string
  note: string
  backAt?: string
}

export interface NewPassword {
  current: string
  next: string
}

export interface NewPhoto {
  upload: UUID
}

export interface NewProposal {
  owner?: string
  title: string
  place: string
  notes: string
  kind: 'meeting' | 'trip' | 'out' | 'leave' | 'telework' | 'visitor' | 'other'
  visibility: 'public' | 'busy' | 'private'
  attendees: NewAttendee[]
  slots: NewSlot[]
  until?: string
}

export interface NewReport {
  reason: string
}

export interface NewRoom {
  kind: string
  name: string
  purpose: string
  people: number[]
  groups: string[]
  agenda: string[]
  opensAt?: string
  closesAt?: string
  chair?: number
  recorder?: number
}

export interface NewScheduled {
  text: string
  at?: string
  inWorkingHours: boolean
  reply?: number
  agenda?: number
  files: string[]
  ackBy?: string
  confirmAll: boolean
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

export interface NewSlot {
  id?: number
  start: string
  end: string
  rooms: number[]
}

export interface NewTrip {
  destination: string
  departure: number
  arrival: number
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

export interface OccurrenceListing {
  event?: number
  recurrence?: string
  start: string
  end: string
  allDay: boolean
  undecided: boolean
  title?: string
  kind?: 'meeting' | 'trip' | 'out' | 'leave' | 'telework' | 'visitor' | 'other'
  place?: string
  visibility: 'public' | 'busy' | 'private'
  mine: boolean
  answer?: 'none' | 'accepted' | 'declined' | 'tentative'
  recurring: boolean
  rooms: string[]
  mayEdit: boolean
  tentative: boolean
}

export interface OccurrencePage {
  rows: CalendarRow[]
  days: DayListing[]
  next?: string
}

export interface OfferList {
  items: OfferListing[]
}

export interface OfferListing {
  module: string
  key: string
  path: string
}

export interface OpenRoom {
  id: number
  name: string
  purpose: string
  members: number
  joined: boolean
}

export interface OpenRooms {
  items: OpenRoom[]
}

export interface OwnerRef {
  principal: string
  name: string
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

export interface PolicyDetail {
  makers: Record<string, string[]>
  days: Record<string, number>
  limits: Record<string, number>
  version: number
}

export interface PolicyEdit {
  makers: Record<string, string[]>
  days: Record<string, number>
  limits: Record<string, number>
}

export interface PresenceList {
  now: string
  items: PresenceListing[]
}

export interface PresenceListing {
  person: number
  status: 'in' | 'away' | 'out' | 'trip' | 'telework' | 'leave' | 'left'
  activity?: 'meeting' | 'visitor' | 'other'
  place?: string
  backAt?: string
  goneToday: boolean
  note?: string
  setBy?: PersonRef
  changes: string
}

export interface PrincipalList {
  items: PersonRef[]
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

export interface ProposalDetail {
  id: number
  owner: OwnerRef
  title: string
  place: string
  notes: string
  kind: 'meeting' | 'trip' | 'out' | 'leave' | 'telework' | 'visitor' | 'other'
  visibility: 'public' | 'busy' | 'private'
  state: 'open' | 'confirmed' | 'cancelled' | 'lapsed'
  until?: string
  lapses: string
  people: AskedListing[]
  slots: ProposedSlot[]
  event?: number
  mayEdit: boolean
  mayAnswer: boolean
  version: number
  createdBy: PersonRef
  createdAt: string
  editedAt?: string
  decidedBy?: PersonRef
  decidedAt?: string
}

export interface ProposalListing {
  id: number
  title: string
  kind: 'meeting' | 'trip' | 'out' | 'leave' | 'telework' | 'visitor' | 'other'
  state: 'open' | 'confirmed' | 'cancelled' | 'lapsed'
  createdBy: PersonRef
  from: string
  to: string
  slots: number
  people: number
  answered: number
  awaiting: boolean
  lapses: string
  event?: number
}

export interface ProposalPage {
  items: ProposalListing[]
  next?: string
}

export interface ProposedSlot {
  id: number
  start: string
  end: string
  rooms: FacilityRef[]
  answers: string[]
  accepted: number
  tentative: number
  declined: number
  none: number
  rank: 'all' | 'needed' | 'open' | 'missing'
  place: number
}

export interface ReactionListing {
  key: string
  people: number[]
  count: number
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

export interface ReceiptEdit {
  seq: number
}

export interface RemindedListing {
  people: number
}

export interface ReminderChoice {
  minutes: number[]
  own: boolean
}

export interface ReminderEdit {
  minutes?: number[]
}

export interface ReminderListing {
  people: number
}

export interface ReplyListing {
  seq: number
  author: number
  excerpt: string
}

export interface ReportListing {
  id: number
  room: number
  roomName: string
  seq: number
  author: PersonRef
  text: string
  by: PersonRef
  reason: string
  at: string
  decidedAt?: string
  decision?: 'hidden' | 'dismissed'
}

export interface ReportsPage {
  items: ReportListing[]
  next?: string
}

export interface RequestListing {
  room: FacilityRef
  state: 'requested' | 'approved' | 'rejected'
  by?: PersonRef
  reason: string
}

export interface ResetCode {
  person: PersonRef
  login: string
  code: string
  validUntil: string
}

export interface RoomDay {
  id: number
  kind: 'room' | 'car' | 'equipment'
  name: string
  building: string
  capacity?: number
  opens?: string
  closes?: string
  setup: number
  mayBook: boolean
  approval: boolean
  owner?: string
  bookings: BookingListing[]
}

export interface RoomDetail {
  room: RoomListing
  agenda: AgendaListing[]
  pins: number[]
  rules: RuleListing[]
  membersOf: MemberListing[]
  createdAt: string
  createdBy: PersonRef
  visibleFrom: number
  version: number
}

export interface RoomEdit {
  name: string
  purpose: string
  agenda: AgendaEdit[]
  opensAt?: string
  closesAt?: string
  owner?: number
  chair?: number
  recorder?: number
}

export interface RoomListing {
  id: number
  kind: 'direct' | 'group' | 'section' | 'consultation' | 'announcement' | 'meeting'
  name: string
  purpose: string
  other?: PersonRef
  rev: number
  seq: number
  readSeq: number
  unread: number
  mentions: number
  last?: LastMessage
  favourite: boolean
  muted: boolean
  alerts: 'all' | 'mentions' | 'none'
  members: number
  role: 'member' | 'owner' | 'chair' | 'recorder'
  closedAt?: string
  opensAt?: string
  closesAt?: string
  mayPost: boolean
  mayManage: boolean
}

export interface RoomMessages {
  room: number
  name: string
  kind: string
  messages: MessageListing[]
  more: boolean
}

export interface RoomPreferences {
  favourite: boolean
  muted: boolean
  alerts: 'all' | 'mentions' | 'none'
}

export interface RoomTimeline {
  day: string
  rooms: RoomDay[]
}

export interface RoomsPage {
  rooms: RoomListing[]
  limits: ChatLimits
}

export interface RuleListing {
  group: string
  label: string
}

export interface ScheduledListing {
  id: number
  room: number
  text: string
  at: string
  inWorkingHours: boolean
  files: number
  refused?: string
}

export interface ScheduledPage {
  items: ScheduledListing[]
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

export interface SectionUse {
  name: string
  bookings: number
  minutes: number
}

export interface SentListing {
  seq: number
  rev: number
  at: string
  repeated: boolean
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

export interface SlotAnswer {
  slot: number
  answer: 'none' | 'accepted' | 'declined' | 'tentative'
}

export interface SlotList {
  people: number
  slots: SlotListing[]
}

export interface SlotListing {
  start: string
  end: string
  rank: 'all' | 'optional' | 'one'
  missing: PersonRef[]
  onlyHeld: number[]
  rooms: FreeRoom[]
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

export interface TripDetail {
  car: FacilityRef
  begun: boolean
  meter?: number
  destination?: string
  departure?: number
  arrival?: number
  version: number
}

export interface TripDetailList {
  items: TripDetail[]
}

export interface TripList {
  month: string
  items: TripListing[]
  distance: number
}

export interface TripListing {
  start: string
  end: string
  driver: PersonRef
  destination: string
  departure: number
  arrival: number
  distance: number
}

export type UUID = string

export interface UnreadCount {
  count: number
  more: boolean
}

export interface UnreadEdit {
  from: number
}

export interface UpcomingList {
  items: BookingListing[]
  count: number
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

export interface UseList {
  month: string
  items: UseListing[]
}

export interface UseListing {
  room: FacilityRef
  kind: 'room' | 'car' | 'equipment'
  bookings: number
  minutes: number
  within: number
  open: number
  sections: SectionUse[]
}

export interface UsualReminders {
  minutes: number[]
  choices: number[]
}

export interface VerificationDetail {
  sound: boolean
  entries: number
  anchor: number
  last: number
  head: string
  broken?: number
}

export interface VersionListing {
  version: number
  text: string
  at: string
}

export interface VersionsPage {
  items: VersionListing[]
}

export interface WaitingList {
  items: WaitingListing[]
}

export interface WaitingListing {
  person: PersonRef
  since: string
}

export interface WorkingDay {
  weekday: number
  from: string
  until: string
}

export interface WorkingWeekDetail {
  person: PersonRef
  own: boolean
  days: WorkingDay[]
}

export interface WorkingWeekEdit {
  days: WorkingDay[]
}
