import { expect, it } from 'vitest'
import en from './messages/en.json'
import ja from './messages/ja.json'
import { hasWords, placeOf, since } from './queries.ts'

/** Keys without the endings of plurals, which differ between languages. */
function keysOf(texts: object, before = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${before}${key.replace(/_(one|other)$/, '')}`]
      : keysOf(value as object, `${before}${key}.`),
  )
}

it('says everything in both languages', () => {
  expect([...new Set(keysOf(en))].sort()).toEqual([...new Set(keysOf(ja))].sort())
})

it('counts days back from today in the city', () => {
  // 9:00 in Tokyo is midnight in UTC.
  expect(since(1, Date.parse('2026-11-24T23:30:00Z'))).toBe('2026-11-25')
  expect(since(7, Date.parse('2026-11-24T23:30:00Z'))).toBe('2026-11-19')
})

it('asks for words of any script, but not for symbols alone', () => {
  expect(['税', 'ﾊﾟｿｺﾝ', '12', 'é', '\ue000'].every(hasWords)).toBe(true)
  expect(['', '  ', '！？', '*:*', '～'].some(hasWords)).toBe(false)
})

it('takes a path with a query apart', () => {
  expect(placeOf('/people?section=12')).toEqual({ to: '/people', search: { section: '12' } })
  expect(placeOf('/board/3')).toEqual({ to: '/board/3', search: {} })
})
