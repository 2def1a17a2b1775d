import { dayOf } from '@kairan/ui'
import { Input, Label, TextField } from 'react-aria-components'

export function isMonth(text: string | undefined): text is string {
  return text !== undefined && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text)
}

export function thisMonth(): string {
  return dayOf(Date.now()).slice(0, 7)
}

/** The browser's own field for a month; where there is none, `2026-11` is typed. */
export function MonthField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (month: string) => void
}) {
  return (
    <TextField
      className="k-field"
      type={'month' as never}
      value={value}
      onChange={(next) => {
        if (isMonth(next)) onChange(next)
      }}
    >
      <Label className="k-label">{label}</Label>
      <Input className="k-input" />
    </TextField>
  )
}
