import { useEffect, useMemo, useRef, type FormEvent, type ReactNode } from 'react'
import { AlertTriangle } from 'lucide-react'
import { FieldError as AriaFieldError, Form as AriaForm } from 'react-aria-components'
import type { ApiProblem } from '../api/problem.ts'
import { useT } from '../i18n/i18n.ts'
import { faultText, problemText } from '../i18n/problem-text.ts'
import { Icon } from './icon.tsx'

export interface FormProps {
  onSubmit: () => void
  /** What the server refused: told above the form, and at each field that a fault names. */
  error?: ApiProblem | Error | null | undefined
  children: ReactNode
  className?: string
  'aria-label'?: string
}

/** A form that checks its required fields itself, puts refusals where they belong and moves the focus to them. */
export function Form({ onSubmit, error, children, className, ...rest }: FormProps) {
  const faults = error && 'faults' in error ? error.faults : undefined
  const validationErrors = useMemo(() => {
    const byField: Record<string, string> = {}
    for (const fault of faults ?? []) if (fault.field) byField[fault.field] = faultText(fault)
    return byField
  }, [faults])
  return (
    <AriaForm
      {...rest}
      className={className ?? 'k-form'}
      validationErrors={validationErrors}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {error ? <ProblemSummary problem={error} /> : null}
      {children}
    </AriaForm>
  )
}

/** Says what was refused and what to do; takes the focus when it appears or changes. */
export function ProblemSummary({ problem, children }: { problem: unknown; children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
  }, [problem])
  return (
    <div ref={box} role="alert" tabIndex={-1} className="k-problem">
      <Icon icon={AlertTriangle} />
      <div>
        <p>{problemText(problem)}</p>
        {children}
      </div>
    </div>
  )
}

/** The refusal of one field. Texts for what the browser checks are ours, in the reader's language. */
export function FieldError({ error }: { error?: string | undefined }) {
  const t = useT('shell')
  return (
    <AriaFieldError className="k-field-error">
      {({ validationDetails, validationErrors, isInvalid }) => {
        if (!isInvalid) return null
        const text =
          error ??
          (validationDetails.valueMissing
            ? t('kit.field.required')
            : validationDetails.typeMismatch || validationDetails.badInput || validationDetails.patternMismatch
              ? t('kit.field.format')
              : validationErrors.join(' '))
        return (
          <>
            <Icon icon={AlertTriangle} size="1em" /> {text}
          </>
        )
      }}
    </AriaFieldError>
  )
}
