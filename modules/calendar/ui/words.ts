import { useFormat, useLanguage, useT, type Format, type Language, type Translate } from '@kairan/ui'
import { useMemo } from 'react'
import { spanOf, type When } from './layout.ts'
import { nthOf, repeatOf } from './rule.ts'
import { dayPart, readTime, timeOf, timePart, weekday } from './time.ts'
import type { DayMark, Shift } from './types.ts'
import { hoursOn, type WorkingDay } from './working-time.ts'

interface Span {
  start: string
  end: string
  allDay?: boolean
  undecided?: boolean
}

/** Times and rules in the reader's words. */
export class Words {
  constructor(
    private readonly t: Translate,
    private readonly format: Format,
    private readonly language: Language,
  ) {}

  day(day: string): string {
    return this.format.day(day)
  }

  date(day: string): string {
    return this.format.date(day)
  }

  /** 月, Mon */
  weekday(index: number): string {
    return this.t(`weekday.${index}`)
  }

  /** 2026年11月, November 2026 */
  month(day: string): string {
    const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC' }
    return new Intl.DateTimeFormat(this.language === 'ja' ? 'ja-JP' : 'en-GB', options).format(
      new Date(`${day}T00:00:00Z`),
    )
  }

  /** 11月30日, 30 November */
  private monthDay(day: string): string {
    const options: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', timeZone: 'UTC' }
    return new Intl.DateTimeFormat(this.language === 'ja' ? 'ja-JP' : 'en-GB', options).format(
      new Date(`${day}T00:00:00Z`),
    )
  }

  /** 9:00–10:00 */
  times(from: string, until: string): string {
    return this.t('times', { from: readTime(from), until: readTime(until) })
  }

  /** A day, or a day and a time. */
  moment(local: string): string {
    const time = timePart(local)
    return time === '' ? this.date(local) : `${this.date(dayPart(local))} ${readTime(local)}`
  }

  /** A stretch of a day in minutes: 2026年11月30日(月) 9:00–10:00, or the whole day. */
  span(day: string, from: number, until: number): string {
    return from === 0 && until === 1440
      ? this.date(day)
      : `${this.date(day)} ${this.times(timeOf(from), timeOf(until))}`
  }

  /** The holiday, or that the office is closed; nothing on other days. */
  mark(mark: DayMark | undefined): string | undefined {
    return mark?.holiday ?? (mark?.closed ? this.t('closedDay') : undefined)
  }

  /** When somebody works on a day who does not work as most do; nothing for the usual hours. */
  hours(week: readonly WorkingDay[], day: string): string | undefined {
    if (week.length === 0) return undefined
    const hours = hoursOn(week, day)
    return hours ? this.t('hours.on', { times: this.times(hours.from, hours.until) }) : this.t('hours.off')
  }

  /** What of it concerns one day: 9:00–10:00, 終日, 〜12:00 where it began before. */
  on(one: When, day: string): string {
    const [from, last] = spanOf(one)
    if (one.undecided) return this.t('undecided')
    if (one.allDay)
      return from === last
        ? this.t('allDay')
        : this.t('dayOf', { day: this.count(from, day), days: this.count(from, last) })
    if (from === last) return this.times(one.start, one.end)
    if (day === from) return this.t('fromTime', { time: readTime(one.start) })
    if (day === last) return this.t('untilTime', { time: readTime(one.end) })
    return this.t('allDay')
  }

  private count(from: string, until: string): string {
    return this.format.number(Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1)
  }

  /** The whole of it: 2026年11月30日(月) 9:00–10:00. */
  when({ start, end, allDay, undecided }: Span): string {
    const from = dayPart(start)
    const last = dayPart(end)
    if (allDay || undecided) {
      const days = from === last ? this.date(from) : this.t('days', { from: this.date(from), until: this.date(last) })
      return `${days} ${this.t(undecided ? 'undecided' : 'allDay')}`
    }
    if (from === last) return `${this.date(from)} ${this.times(start, end)}`
    return this.t('days', {
      from: `${this.date(from)} ${readTime(start)}`,
      until: `${this.date(last)} ${readTime(end)}`,
    })
  }

  /** 毎週 月・木, until when, and what happens on holidays. A rule that no choice of ours says is shown as it is. */
  rule(rule: string, start: string, shift: Shift): string {
    const repeat = repeatOf(rule, start)
    const day = dayPart(start)
    const n = repeat.interval
    const names = [...repeat.weekdays].sort((a, b) => a - b).map((each) => this.weekday(each))
    const values = {
      n,
      count: n,
      date: Number(day.slice(8, 10)),
      nth: nthOf(day),
      weekday: this.weekday(weekday(day)),
      weekdays: names.join(this.t('between')),
      day: this.monthDay(day),
    }
    const what =
      repeat.every === 'other'
        ? this.t('rule.other', { rule })
        : this.t(`rule.${repeat.every}${n > 1 ? 'N' : ''}`, values)
    const end =
      repeat.ends === 'day'
        ? this.t('rule.until', { day: this.date(repeat.until) })
        : repeat.ends === 'count'
          ? this.t('rule.times', { n: repeat.count })
          : undefined
    return [what, end, shift === 'none' ? undefined : this.t(`rule.shift-${shift}`)]
      .filter(Boolean)
      .join(this.t('listSeparator'))
  }
}

export function useWords(): Words {
  const t = useT()
  const format = useFormat()
  const language = useLanguage()
  return useMemo(() => new Words(t, format, language), [t, format, language])
}
