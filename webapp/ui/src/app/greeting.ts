import { ZONE } from '../i18n/format.ts'

/** By the city's clock. */
export function greeting(now: Date): 'morning' | 'day' | 'evening' {
  const hour =
    Number(new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hour12: false }).format(now)) % 24
  return hour < 4 || hour >= 18 ? 'evening' : hour < 11 ? 'morning' : 'day'
}
