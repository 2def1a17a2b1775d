import { formatIn, type Language, type Translate } from '@kairan/ui'
import { expect, it } from 'vitest'
import en from './messages/en.json'
import ja from './messages/ja.json'
import type { Occurrence } from './types.ts'
import { Words } from './words.ts'

function words(language: Language): Words {
  const texts: unknown = language === 'ja' ? ja : en
  const t = (key: string, values: Record<string, unknown> = {}) => {
    const text = key.split('.').reduce((at, part) => (at as Record<string, unknown>)[part], texts) as string
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
  }
  const clock = () => Date.parse('2026-11-01T00:00:00Z')
  return new Words(t as Translate, formatIn(language, clock), language)
}

const start = '2026-11-30T09:00'

it('words a rule as a clerk would', () => {
  const say = words('ja')
  expect(say.rule('FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10;WKST=MO', start, 'none')).toBe('毎週 月・木、10回')
  expect(say.rule('FREQ=MONTHLY;BYDAY=-1MO;INTERVAL=2;WKST=MO', start, 'before')).toBe(
    '2か月ごと 最終月曜日、閉庁日なら前の開庁日',
  )
  expect(say.rule('FREQ=DAILY;UNTIL=20261231T145959Z;WKST=MO', start, 'none')).toBe('毎日、2026年12月31日(木) まで')
  expect(say.rule('FREQ=YEARLY;WKST=MO', start, 'after')).toBe('毎年 11月30日、閉庁日なら次の開庁日')
  expect(say.rule('FREQ=MONTHLY;BYMONTHDAY=1,15', start, 'none')).toBe('繰り返し（FREQ=MONTHLY;BYMONTHDAY=1,15）')
  expect(words('en').rule('FREQ=WEEKLY;BYDAY=MO;WKST=MO', start, 'none')).toBe('Every week on Mon')
})

it('tells of an event over several days what concerns each of them', () => {
  const say = words('ja')
  const base = { allDay: false, undecided: false } as Occurrence
  const night = { ...base, start: '2026-11-30T22:00', end: '2026-12-02T06:00' }
  expect(['2026-11-30', '2026-12-01', '2026-12-02'].map((day) => say.on(night, day))).toEqual([
    '22:00〜',
    '終日',
    '〜6:00',
  ])
  const trip = { ...base, allDay: true, start: '2026-11-30', end: '2026-12-02' }
  expect(say.on(trip, '2026-12-01')).toBe('終日（2/3日目）')
  expect(say.on({ ...base, undecided: true, start: '2026-11-30', end: '2026-11-30' }, '2026-11-30')).toBe('時刻未定')
  expect(say.when(trip)).toBe('2026年11月30日(月)〜2026年12月2日(水) 終日')
})

it('calls a holiday by its name and another closed day closed', () => {
  expect(words('ja').mark({ day: '2026-11-23', holiday: '勤労感謝の日', closed: true })).toBe('勤労感謝の日')
  expect(words('ja').mark({ day: '2026-11-28', closed: true })).toBe('閉庁日')
  expect(words('ja').mark({ day: '2026-11-27', closed: false })).toBeUndefined()
})
