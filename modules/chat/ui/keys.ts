/** The names under which chat's answers lie in the query cache. */
export const keys = {
  rooms: ['chat', 'rooms'] as const,
  room: (id: number) => ['chat', 'room', id] as const,
  comings: (id: number) => ['chat', 'room', id, 'comings'] as const,
  members: (id: number) => ['chat', 'members', id] as const,
  log: (id: number) => ['chat', 'log', id] as const,
  answered: (id: number, seq: number) => ['chat', 'answered', id, seq] as const,
  readers: (id: number, seq: number) => ['chat', 'readers', id, seq] as const,
  versions: (id: number, seq: number) => ['chat', 'versions', id, seq] as const,
  /** Lists over all rooms that are one's own. */
  own: ['chat', 'own'] as const,
  drafts: ['chat', 'own', 'drafts'] as const,
  scheduled: ['chat', 'own', 'scheduled'] as const,
  bookmarks: ['chat', 'own', 'bookmarks'] as const,
  unread: ['chat', 'own', 'unread'] as const,
  found: (question: object) => ['chat', 'found', question] as const,
  cards: (pages: readonly string[]) => ['chat', 'cards', ...pages] as const,
  acts: (room: number, message?: number) => ['chat', 'acts', room, message ?? 0] as const,
  open: (query: string) => ['chat', 'open', query] as const,
}
