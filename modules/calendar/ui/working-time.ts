import { dayPart, minutesOf, plus, plusMinutes, timeOf, timePart, weekday } from './time.ts'

/** A day of the week on which somebody works; 1 is Monday. */
export interface WorkingDay {
  weekday: number
  from: string
  until: string
}

/** The usual hours, on the days on which the hall usually is open. */
export const USUAL_WEEK: readonly WorkingDay[] = [1, 2, 3, 4, 5].map((one) => ({
  weekday: one,
  from: '08:30',
  until: '17:15',
}))

const HOUR = 60
const NOON = 12 * HOUR

/** Somebody's hours on a day; nothing on a day off. */
export function hoursOn(week: readonly WorkingDay[], day: string): WorkingDay | undefined {
  return week.find((one) => one.weekday === weekday(day) + 1)
}

/** Whether nobody works in an hour of the day: it ends before they begin, or begins when they have gone. */
export function isOff(week: readonly WorkingDay[], day: string, hour: number): boolean {
  const hours = hoursOn(week, day)
  return !hours || (hour + 1) * HOUR <= minutesOf(hours.from) || hour * HOUR >= minutesOf(hours.until)
}

/** The first full hour from a moment on that is working time and not the hour from noon: when most meetings begin. */
export function nextWorkingHour(from: string, week: readonly WorkingDay[]): string {
  let at = plusMinutes(from, (HOUR - (minutesOf(timePart(from)) % HOUR)) % HOUR)
  for (let tried = 0; tried < 8 * 24; tried++) {
    const hours = hoursOn(week, dayPart(at))
    const minute = minutesOf(timePart(at))
    if (hours && minute >= minutesOf(hours.from) && minute < minutesOf(hours.until) && minute !== NOON) return at
    at = hours && minute < minutesOf(hours.until) ? plusMinutes(at, HOUR) : `${plus(dayPart(at), 1)}T00:00`
  }
  return from
}

/** When one begins to work on a day, on the full hour; nine o'clock on a day off. */
export function beginningOf(day: string, week: readonly WorkingDay[]): string {
  const hours = hoursOn(week, day)
  return hours ? timeOf(Math.ceil(Math.max(minutesOf(hours.from), 9 * HOUR) / HOUR) * HOUR) : '09:00'
}
