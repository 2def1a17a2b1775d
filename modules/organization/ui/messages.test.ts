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

it('has words for every fault of an import and every refusal of the module', () => {
  const codes = [
    'character-invalid',
    'code-doubled',
    'column-doubled',
    'column-missing',
    'date-invalid',
    'date-order',
    'encoding-unreadable',
    'file-empty',
    'file-too-big',
    'import-applied',
    'import-faulty',
    'kana-invalid',
    'kind-unknown',
    'later-assignment',
    'later-section',
    'mail-invalid',
    'number-invalid',
    'parent-cycle',
    'parent-unknown',
    'person-unknown',
    'primary-doubled',
    'primary-missing',
    'quote-open',
    'row-kind-unknown',
    'row-length',
    'section-ambiguous',
    'section-has-people',
    'section-has-sections',
    'section-unknown',
    'staff-number-doubled',
    'starts-later',
    'state-unknown',
    'title-unknown',
    'too-long',
    'unknown-group',
    'value-missing',
    'last-administrator',
    'grant-unknown',
    'grant-too-wide',
    'grant-doubled',
    'group-private',
    'group-granted',
    'group-nameless',
    'group-too-many',
    'group-too-big',
    'section-foreign',
    'edit-foreign',
    'edit-faulty',
  ]
  for (const texts of [ja, en]) expect(Object.keys(texts.problem)).toEqual(expect.arrayContaining(codes))
})
