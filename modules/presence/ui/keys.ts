/** The names under which presence lies in the query cache. */
export const keys = {
  all: ['presence'] as const,
  people: ['presence', 'person'] as const,
  person: (id: number) => ['presence', 'person', id] as const,
  boards: ['presence', 'board'] as const,
  board: (team: readonly string[]) => ['presence', 'board', ...team] as const,
  waitings: ['presence', 'waitings'] as const,
}
