import type { EventDetail, FacilityListing, OccurrenceListing, PersonRef } from '@kairan/ui'

/** What the server answers about calendars, under the names that the screens use. */
export type {
  ApprovalList,
  ApprovalListing,
  AttendeeListing,
  CalendarImportDetail,
  CalendarImportItem,
  ExchangeCalendar,
  ExchangeCalendars,
  FeedList,
  FeedListing,
  MadeFeed,
  BookingListing as Booking,
  CalendarRow,
  ChangeList,
  ChangeListing as HistoryEntry,
  DayListing as DayMark,
  DifferenceListing as Change,
  EventDetail,
  FacilityListing as RoomListing,
  FacilityList as RoomList,
  FacilityRef as RoomRef,
  OccurrenceListing as Occurrence,
  OccurrencePage,
  ProposalDetail,
  ProposalListing,
  ProposalPage,
  ProposedSlot,
  RoomDay,
  RoomTimeline,
  SlotList,
  TripDetail,
  TripDetailList,
  TripList,
  UpcomingList,
  UseList,
  UseListing,
} from '@kairan/ui'

export type Kind = EventDetail['kind']
export type Visibility = EventDetail['visibility']
export type AnswerWord = NonNullable<OccurrenceListing['answer']>
export type Shift = EventDetail['shift']
export type Scope = 'one' | 'following' | 'all'
export type RoomKind = FacilityListing['kind']

/** What stands in the way of a booking; it comes with a refusal, whose values are in no document. */
export interface Clash {
  room: number
  name: string
  start: string
  end: string
  by: PersonRef
  extension?: string
  /** It is only held, by a proposal. */
  tentative: boolean
}
