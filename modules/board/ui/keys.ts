/** The names under which the board's answers lie in the query cache. */
export const keys = {
  lists: ['board', 'bulletins'] as const,
  list: (state: 'all' | 'unread' | 'mine', limit?: number) =>
    ['board', 'bulletins', state, ...(limit ? [limit] : [])] as const,
  unread: ['board', 'unread'] as const,
  bulletin: (id: number) => ['board', 'bulletin', id] as const,
  readers: (id: number) => ['board', 'readers', id] as const,
}
