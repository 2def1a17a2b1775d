import { useMemo } from 'react'
import { useSettings } from '../app/settings.ts'
import { useLanguage, type Language } from './i18n.ts'

/** The city's zone: every time is shown in it, wherever the browser is. */
export const ZONE = 'Asia/Tokyo'

type Moment = string | number | Date

const formats = new Map<string, Intl.DateTimeFormat>()

/** How years are counted: 2026年, or 令和8年, which only Japanese texts do. */
export type Era = 'western' | 'japanese'

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: ZONE, ...options })
    formats.set(key, found)
  }
  return found
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A plain day is taken at noon in the city, so that no zone moves it. */
function instant(value: Moment): Date {
  if (typeof value === 'string' && DAY.test(value)) return new Date(`${value}T12:00:00+09:00`)
  return value instanceof Date ? value : new Date(value)
}

/** The day in the city, `YYYY-MM-DD`. */
export function dayOf(value: Moment): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(instant(value))
}

export interface Format {
  /** 2026年11月23日(月) · 23 Nov 2026 (Mon) */
  date(value: Moment): string
  /** 11/23(月) · Mon 23 Nov; with the year when it is another one */
  day(value: Moment): string
  /** 9:05 */
  time(value: Moment): string
  /** date and time */
  dateTime(value: Moment): string
  /** たった今, 5分前, 3時間前, 昨日 9:05, then the day: what a list shows */
  relative(value: Moment, now?: Moment): string
  number(value: number): string
  /** 0 to 1 as a whole percentage; never 100 % before all are counted. */
  percent(part: number, whole: number): string
}

export function formatIn(language: Language, clock: () => number = Date.now, era: Era = 'western'): Format {
  const ja = language === 'ja'
  const calendar = ja && era === 'japanese' ? ({ calendar: 'japanese', era: 'long' } as const) : {}
  const date = (value: Moment) =>
    format(
      language,
      ja
        ? { ...calendar, year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }
        : { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' },
    ).format(instant(value))
  const time = (value: Moment) =>
    format(language, { hour: 'numeric', minute: '2-digit', hour12: false }).format(instant(value)).replace(/^24:/, '0:')
  const day = (value: Moment) => {
    const same = dayOf(value).slice(0, 4) === dayOf(clock()).slice(0, 4)
    if (!same && calendar.era) return date(value)
    return format(language, {
      ...(same ? {} : { year: 'numeric' as const }),
      month: ja ? 'numeric' : 'short',
      day: 'numeric',
      weekday: 'short',
    }).format(instant(value))
  }
  const number = (value: number) => new Intl.NumberFormat(ja ? 'ja-JP' : 'en-GB').format(value)
  return {
    date,
    day,
    time,
    dateTime: (value) => `${date(value)} ${time(value)}`,
    number,
    relative: (value, now = clock()) => {
      const then = instant(value).getTime()
      const minutes = Math.floor((instant(now).getTime() - then) / 60_000)
      const ago = new Intl.RelativeTimeFormat(ja ? 'ja' : 'en', { numeric: 'always' })
      if (minutes < 1 && minutes > -2) return ja ? 'たった今' : 'just now'
      if (minutes > 0 && minutes < 60) return ago.format(-minutes, 'minute').replace(' ', ja ? '' : ' ')
      const today = dayOf(now)
      if (dayOf(then) === today && minutes > 0)
        return ago.format(-Math.floor(minutes / 60), 'hour').replace(' ', ja ? '' : ' ')
      const yesterday = dayOf(instant(`${today}`).getTime() - 86_400_000)
      if (dayOf(then) === yesterday) return `${ja ? '昨日' : 'yesterday'} ${time(then)}`
      return day(then)
    },
    percent: (part, whole) => {
      if (whole === 0) return '—'
      const share = part >= whole ? 100 : Math.min(99, Math.round((part / whole) * 100))
      return `${share}%`
    },
  }
}

/** Dates, times and numbers in the reader's language; times in the city's zone; years as the reader counts them. */
export function useFormat(): Format {
  const language = useLanguage()
  const { era } = useSettings()
  return useMemo(() => formatIn(language, Date.now, era), [language, era])
}
