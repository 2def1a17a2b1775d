import { expect, it } from 'vitest'
import { groupsOf } from './palette-search.ts'

const provider = (id: string, ...places: string[]) => ({
  title: id,
  provider: { id, title: id, search: () => places.map((to) => ({ id: to, label: to, to })) },
})

it('shows once what two providers know, and goes on without one that fails', async () => {
  const broken = {
    title: 'broken',
    provider: { id: 'broken', title: 'broken', search: () => Promise.reject(new Error('away')) },
  }
  const groups = await groupsOf(
    [provider('people', '/people/1', '/people/2'), broken, provider('search', '/people/2', '/board/3')],
    'x',
    new AbortController().signal,
  )
  expect(groups.map(({ commands }) => commands.map(({ to }) => to))).toEqual([
    ['/people/1', '/people/2'],
    [],
    ['/board/3'],
  ])
})
