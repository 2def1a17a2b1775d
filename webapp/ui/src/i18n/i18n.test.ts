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

it('loads English when somebody wants it, and before a page that comes later is drawn', async () => {
  const asked: string[] = []
  const load = (name: string) => async () => {
    asked.push(name)
    return { default: { word: name } }
  }
  await addMessages('early', { ja: { word: 'はじめ' }, en: load('early') })
  expect(asked).toEqual([])
  expect(translator('early')('word')).toBe('はじめ')
  await setLanguage('en')
  expect(translator('early')('word')).toBe('early')
  await addMessages('late', { ja: { word: 'あと' }, en: load('late') })
  expect(translator('late')('word')).toBe('late')
  await setLanguage('ja')
  await setLanguage('en')
  expect(asked).toEqual(['early', 'late'])
  await addMessages('broken', { ja: { word: '日本語' }, en: () => Promise.reject(new Error('no line')) })
  expect(translator('broken')('word')).toBe('日本語')
  await setLanguage('ja')
})
