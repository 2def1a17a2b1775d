import { api, translator, type Command } from '@kairan/ui'
import { FileText, Search } from 'lucide-react'
import type { Suggestion } from './queries.ts'

const MOST = 20

/** Titles for the palette, and the way to everything that has the words. Whom another provider offers too, the palette shows once. */
export async function findTitles(q: string, signal: AbortSignal): Promise<Command[]> {
  const typed = q.trim()
  if (typed === '') return []
  const { items } = await api.get<{ items: Suggestion[] }>('/search/suggestions', {
    query: { q: typed, limit: MOST },
    signal,
  })
  return [
    {
      id: 'everything',
      label: translator('search')('everything', { q: typed }),
      icon: Search,
      to: `/search?q=${encodeURIComponent(typed)}`,
    },
    ...items.map((item) => ({
      id: `${item.module}-${item.kind}-${item.id}`,
      label: item.title,
      ...(item.detail ? { detail: item.detail } : {}),
      icon: FileText,
      to: item.path,
    })),
  ]
}
