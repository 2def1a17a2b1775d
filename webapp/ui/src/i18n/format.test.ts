import { describe, expect, it } from 'vitest'
import { dayOf, formatIn } from './format.ts'

const now = Date.parse('2026-11-24T01:00:00Z')
const ja = formatIn('ja', () => now)
const en = formatIn('en', () => now)

describe('dates and times', () => {
  it('are those of the city, wherever the browser is', () => {
    expect(dayOf('2026-11-23T15:30:00Z')).toBe('2026-11-24')
    expect(ja.date('2026-11-23T15:30:00Z')).toBe('2026年11月24日(火)')
    expect(ja.time('2026-11-23T15:05:00Z')).toBe('0:05')
    expect(ja.date('2026-04-01')).toBe('2026年4月1日(水)')
  })

  it('are told from now while they are near', () => {
    expect(ja.relative(now - 20_000)).toBe('たった今')
    expect(ja.relative(now - 5 * 60_000)).toBe('5分前')
    expect(ja.relative(now - 3 * 3_600_000)).toBe('3時間前')
    expect(ja.relative('2026-11-23T00:05:00Z')).toBe('昨日 9:05')
    expect(ja.relative('2026-11-20T00:05:00Z')).toBe('11/20(金)')
    expect(ja.relative('2025-11-20T00:05:00Z')).toContain('2025')
    expect(en.relative(now - 5 * 60_000)).toBe('5 minutes ago')
    expect(en.relative(now - 60_000)).toBe('1 minute ago')
  })

  it('does not say just now of what is to come', () => {
    expect(ja.relative(now + 86_400_000)).toBe('11/25(水)')
  })
})

describe('years', () => {
  const era = formatIn('ja', () => now, 'japanese')

  it('are counted by era for whoever wants it', () => {
    expect(era.date('2026-11-24')).toBe('令和8年11月24日(火)')
    expect(era.date('2019-05-01')).toBe('令和元年5月1日(水)')
    expect(era.date('2019-04-30')).toBe('平成31年4月30日(火)')
    expect(era.relative('2025-11-20T00:05:00Z')).toBe('令和7年11月20日(木)')
    expect(era.day('2026-11-20')).toBe('11/20(金)')
  })

  it('are western in English', () => {
    expect(formatIn('en', () => now, 'japanese').date('2026-11-24')).toBe(en.date('2026-11-24'))
  })
})

describe('numbers', () => {
  it('round a share, but never up to all', () => {
    expect(ja.percent(1386, 1387)).toBe('99%')
    expect(ja.percent(1387, 1387)).toBe('100%')
    expect(ja.percent(0, 0)).toBe('—')
    expect(ja.number(1387)).toBe('1,387')
  })
})
