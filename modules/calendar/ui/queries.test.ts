import { expect, it } from 'vitest'
import { sourcesOf } from './queries.ts'

it('asks for groups by their pages and for picked people fifty at a time', () => {
  const people = Array.from({ length: 51 }, (_, n) => `person:${n + 1}`)
  const sources = sourcesOf(['section:3', ...people, 'title:4'])
  expect(sources.map(({ team, principal }) => team ?? principal?.length)).toEqual(['section:3', 'title:4', 50, 1])
  expect(sourcesOf([])).toEqual([])
})
