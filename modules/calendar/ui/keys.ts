/** The names under which the calendar's answers lie in the query cache. */
export const keys = {
  all: ['calendar'] as const,
  occurrences: (...what: unknown[]) => ['calendar', 'occurrences', ...what] as const,
  event: (id: number, occurrence?: string) => ['calendar', 'event', id, occurrence ?? ''] as const,
  history: (id: number) => ['calendar', 'history', id] as const,
  proposal: (id: number) => ['calendar', 'proposal', id] as const,
  proposals: (all: boolean) => ['calendar', 'proposals', all] as const,
  represented: ['calendar', 'represented'] as const,
  ownWeek: ['calendar', 'own-week'] as const,
  reminders: (...what: unknown[]) => ['calendar', 'reminders', ...what] as const,
  rooms: (...what: unknown[]) => ['calendar', 'rooms', ...what] as const,
  exchange: (what: string) => ['calendar', 'exchange', what] as const,
  approvals: ['calendar', 'approvals'] as const,
  use: (month: string) => ['calendar', 'use', month] as const,
  trips: (...what: unknown[]) => ['calendar', 'trips', ...what] as const,
  bookings: (room: number) => ['calendar', 'bookings', room] as const,
  timeline: (...what: unknown[]) => ['calendar', 'timeline', ...what] as const,
}
