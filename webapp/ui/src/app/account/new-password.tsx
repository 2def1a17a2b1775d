import { useT } from '../../i18n/i18n.ts'
import { TextField } from '../../kit/text-field.tsx'

export const SHORTEST_PASSWORD = 12

/** The text of what is wrong with a chosen password, or nothing. */
export function passwordFault(first: string, second: string): 'short' | 'different' | undefined {
  if ([...first].length < SHORTEST_PASSWORD) return 'short'
  return first === second ? undefined : 'different'
}

/** A new password, typed twice. Faults are told once a submit was tried. */
export function NewPassword({
  first,
  second,
  onFirst,
  onSecond,
  tried,
}: {
  first: string
  second: string
  onFirst: (value: string) => void
  onSecond: (value: string) => void
  tried: boolean
}) {
  const t = useT('shell')
  const fault = tried ? passwordFault(first, second) : undefined
  return (
    <>
      <TextField
        label={t('password.new')}
        description={t('password.hint', { min: SHORTEST_PASSWORD })}
        value={first}
        onChange={onFirst}
        type="password"
        autoComplete="new-password"
        isRequired
        error={fault === 'short' ? t('password.short', { min: SHORTEST_PASSWORD }) : undefined}
      />
      <TextField
        label={t('password.again')}
        value={second}
        onChange={onSecond}
        type="password"
        autoComplete="new-password"
        isRequired
        error={fault === 'different' ? t('password.different') : undefined}
      />
    </>
  )
}
