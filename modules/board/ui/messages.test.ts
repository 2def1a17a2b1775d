import { expect, it } from 'vitest'
import en from './messages/en.json'
import ja from './messages/ja.json'

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

it('has words for every refusal of the module', () => {
  const codes = [
    'audience-empty',
    'audience-too-big',
    'section-foreign',
    'text-too-long',
    'title-empty',
    'title-too-long',
  ]
  for (const texts of [ja, en]) expect(Object.keys(texts.problem)).toEqual(expect.arrayContaining(codes))
})
