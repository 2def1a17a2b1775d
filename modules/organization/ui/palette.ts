import { api, type Command, type PeopleSlice } from '@kairan/ui'
import { UserRound } from 'lucide-react'

/** People for the palette: by name, kana, extension or staff number. */
export async function findPeople(q: string, signal: AbortSignal): Promise<Command[]> {
  if (q.trim() === '') return []
  const { items } = await api.get<PeopleSlice>('/organization/people', { query: { q: q.trim(), limit: 8 }, signal })
  return items.map((person) => ({
    id: `person-${person.id}`,
    label: person.name,
    detail: [person.section, person.title].filter(Boolean).join(' '),
    icon: UserRound,
    to: `/people/${person.id}`,
  }))
}
