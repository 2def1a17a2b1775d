import { Checkbox, DateField, RadioGroup, Select, TextField, useT } from '@kairan/ui'
import type { Faults } from './draft.ts'
import { isLast, isMonthEnd, nthOf, type Repeat } from './rule.ts'
import { plusMonths, weekday } from './time.ts'
import type { Shift } from './types.ts'
import { useWords } from './words.ts'

interface RepeatFieldsProps {
  value: Repeat
  onChange: (value: Repeat) => void
  shift: Shift
  onShift: (shift: Shift) => void
  /** The first day, after which the choices are named. */
  day: string
  faults: Faults
}

/** How often it comes again, until when, and what happens where it would fall on a holiday. */
export function RepeatFields({ value, onChange, shift, onShift, day, faults }: RepeatFieldsProps) {
  const t = useT()
  const words = useWords()
  // Whatever is chosen takes the place of the rule that was kept.
  const change = (part: Partial<Repeat>) => onChange({ ...value, ...part, rule: undefined })
  const names = { weekday: words.weekday(weekday(day)), nth: nthOf(day), date: Number(day.slice(8, 10)) }
  const options: Repeat['every'][] = [
    'never',
    'day',
    'workday',
    'week',
    'date',
    ...(isMonthEnd(day) || value.every === 'month-end' ? ['month-end' as const] : []),
    'nth',
    ...(isLast(day) || value.every === 'last' ? ['last' as const] : []),
    'year',
    ...(value.every === 'other' ? ['other' as const] : []),
  ]
  const repeats = value.every !== 'never' && value.every !== 'other'
  return (
    <>
      <Select
        label={t('edit.repeat')}
        value={value.every}
        onChange={(next) => {
          const every = next as Repeat['every']
          if (every === 'other') return
          change({
            every,
            ...(every === 'week' && value.weekdays.length === 0 ? { weekdays: [weekday(day)] } : {}),
            ...(value.until === '' ? { until: plusMonths(day, 3) } : {}),
          })
        }}
        options={options.map((every) => ({
          value: every,
          label: t(`repeat.${every}`, names),
        }))}
      />
      {repeats && (
        <div className="cal-repeat">
          {value.every === 'week' && (
            <div role="group" aria-label={t('edit.weekdays')} className="cal-weekdays">
              {Array.from({ length: 7 }, (_, index) => (
                <Checkbox
                  // A week has the same seven days for ever.
                  // oxlint-disable-next-line react/no-array-index-key
                  key={index}
                  label={words.weekday(index)}
                  value={value.weekdays.includes(index)}
                  onChange={(on) =>
                    change({
                      weekdays: on
                        ? [...value.weekdays, index]
                        : value.weekdays.filter((one) => one !== index || value.weekdays.length === 1),
                    })
                  }
                />
              ))}
            </div>
          )}
          {value.every !== 'workday' && (
            <TextField
              label={t(
                `interval.${value.every === 'day' || value.every === 'week' || value.every === 'year' ? value.every : 'month'}`,
              )}
              inputMode="numeric"
              className="cal-number"
              value={Number.isNaN(value.interval) ? '' : String(value.interval)}
              onChange={(text) => change({ interval: text.trim() === '' ? Number.NaN : Number(text) })}
              error={faults.interval && t(faults.interval.key)}
            />
          )}
          <RadioGroup
            label={t('edit.ends')}
            orientation="horizontal"
            value={value.ends}
            onChange={(ends) => change({ ends: ends as Repeat['ends'] })}
            options={(['never', 'day', 'count'] as const).map((ends) => ({ value: ends, label: t(`ends.${ends}`) }))}
          />
          {value.ends === 'day' && (
            <DateField
              label={t('edit.until')}
              value={value.until}
              onChange={(until) => change({ until })}
              error={faults.until && t(faults.until.key)}
            />
          )}
          {value.ends === 'count' && (
            <TextField
              label={t('edit.count')}
              inputMode="numeric"
              className="cal-number"
              value={Number.isNaN(value.count) ? '' : String(value.count)}
              onChange={(text) => change({ count: text.trim() === '' ? Number.NaN : Number(text) })}
              error={faults.count && t(faults.count.key)}
            />
          )}
        </div>
      )}
      {value.every !== 'never' && (
        <RadioGroup
          label={t('edit.shift')}
          orientation="horizontal"
          value={shift}
          onChange={(next) => onShift(next as Shift)}
          options={(['none', 'before', 'after'] as const).map((one) => ({ value: one, label: t(`shift.${one}`) }))}
        />
      )}
    </>
  )
}
