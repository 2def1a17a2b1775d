import { Select, useT } from '@kairan/ui'
import type { ExchangeCalendar } from './types.ts'

interface CalendarFieldProps {
  calendars: readonly ExchangeCalendar[]
  value: string
  onChange: (value: string) => void
  label: string
}

/** One's own calendar or one of a section. */
export function CalendarField({ calendars, value, onChange, label }: CalendarFieldProps) {
  const t = useT()
  return (
    <Select
      label={label}
      value={value}
      onChange={onChange}
      options={calendars.map(({ calendar }) => ({
        value: calendar.principal,
        label: calendar.principal.startsWith('person:')
          ? t('edit.ownCalendar')
          : t('edit.sectionCalendar', { name: calendar.name }),
      }))}
    />
  )
}
