/** What the server answers: the records of the API document, under the names that the screens use, and what is in no document. */
export type * from './schema.ts'
export type {
  AssignmentDetail as Assignment,
  AudienceLabel as AudienceEntry,
  CodeSheet as PrintedCodes,
  MenuItem as MenuEntry,
  PeoplePage as PeopleSlice,
  ReadersPage as Readers,
  SectionReaders as SectionRate,
  SessionDetail as Session,
  SessionListing as OwnSession,
} from './schema.ts'

/** A page of a list; `next` is passed back as `after`. */
export interface Slice<T> {
  items: T[]
  next?: string
}

/** What happened, sent over the live connection; it may be lost, so it only says what to ask anew. */
export interface Hint {
  type: string
  /** `module:kind:id` */
  ref?: string
  /** Milliseconds of the commit. */
  at?: number
}
