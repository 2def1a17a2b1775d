import { expect, it } from 'vitest'
import en from './messages/en.json'
import ja from './messages/ja.json'

function keysOf(texts: object, before = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keysOf(value as object, `${before}${key}.`),
  )
}

it('says everything in both languages', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(ja).sort())
})
