import { formatIn, type Translate } from '@kairan/ui'
import { describe, expect, test } from 'vitest'
import ja from './messages/ja.json'
import { managers } from './titles.ts'
import type { PresenceListing } from './types.ts'
import { Words } from './words.ts'

const NOW = Date.parse('2027-01-12T10:00:00+09:00')

function text(key: string, values: Record<string, unknown> = {}): string {
  const found = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], ja)
  return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
}

const words = new Words(
  Object.assign(text, { has: () => true }) as Translate,
  formatIn('ja', () => NOW),
)

function presence(given: Partial<PresenceListing>): PresenceListing {
  return { person: 1, status: 'in', goneToday: false, changes: '', ...given }
}

const BY_HAND = { id: 2, name: '髙橋', kana: '' }

describe('where somebody is, in words', () => {
  test.each([
    [presence({}), undefined],
    [presence({ status: 'left' }), undefined],
    [presence({ status: 'out', backAt: '2027-01-12T06:00:00Z' }), '15:00 戻り'],
    [presence({ status: 'out', backAt: '2027-01-12T09:00:00Z', goneToday: true }), '本日は戻りません'],
    [presence({ status: 'out', setBy: BY_HAND }), '戻り時刻未定'],
    [presence({ status: 'telework', backAt: '2027-01-12T03:00:00Z' }), '12:00 まで'],
    [presence({ status: 'telework', backAt: '2027-01-12T15:00:00Z', goneToday: true }), undefined],
    [presence({ status: 'leave', backAt: '2027-01-12T15:00:00Z', goneToday: true }), undefined],
    [presence({ status: 'leave', backAt: '2027-01-14T15:00:00Z', goneToday: true }), '1/14(木)まで'],
    [presence({ status: 'trip', backAt: '2027-01-14T00:30:00Z', goneToday: true }), '1/14(木) 9:30 戻り'],
  ])('%j', (given, expected) => {
    expect(words.back(given, NOW)).toBe(expected)
  })

  test('a meeting is named where one may know of it', () => {
    expect(words.line(presence({ status: 'away', activity: 'meeting', place: '第2会議室' }))).toBe(
      '離席（会議） 第2会議室',
    )
    expect(words.line(presence({ status: 'away' }))).toBe('離席')
  })
})

test('managers are those from 市長 to 課長', () => {
  const names = [
    '市長',
    '副市長',
    '教育長',
    '部長',
    '総合支所長',
    '次長',
    '課長',
    '事務局長',
    '会計管理者',
    '課長補佐',
    '係長',
    '所長',
    '校長',
    '主事',
  ]
  const found = managers(names.map((name, id) => ({ id, name }))).map((id) => names[id])
  expect(found).toEqual(['市長', '副市長', '教育長', '部長', '総合支所長', '次長', '課長', '事務局長', '会計管理者'])
})
