import { beforeAll, expect, it } from 'vitest'
import { addMessages, setLanguage, translator } from './i18n.ts'

const t = translator('words')

beforeAll(() =>
  addMessages('words', {
    ja: {
      found_other: '{{n}}件',
      menu: { people: '職員' },
      only: '日本語だけ',
      greeting: '{{name}}さん、{{name}}さん',
    },
    en: { found_one: '{{n}} thing', found_other: '{{n}} things', menu: { people: 'People' } },
  }),
)

it('takes the form of a text that the number asks for', async () => {
  await setLanguage('en')
  expect(t('found', { count: 1, n: '1' })).toBe('1 thing')
  expect(t('found', { count: 0, n: '0' })).toBe('0 things')
  await setLanguage('ja')
  expect(t('found', { count: 1, n: '1' })).toBe('1件')
})

it('fills in every place, and nothing where there is no value', () => {
  expect(t('greeting', { name: '$& 山田' })).toBe('$& 山田さん、$& 山田さん')
  expect(t('greeting')).toBe('さん、さん')
})

it('falls back to Japanese, then to the key', async () => {
  await setLanguage('en')
  expect(t('only')).toBe('日本語だけ')
  expect(t('no.such')).toBe('no.such')
  await setLanguage('ja')
})

it('reaches another namespace, and knows texts from groups of texts', () => {
  expect(translator('shell')('words:menu.people')).toBe('職員')
  expect([t.has('menu'), t.has('menu.people'), t.has('found'), t.has('constructor')]).toEqual([
    false,
    true,
    false,
    false,
  ])
})
