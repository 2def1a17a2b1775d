import { useEffect, useMemo, useRef, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
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

/**
 * A browser sends a form of several fields by Enter only if its button is within it; a dialog's stands below. Enter that ends a word of an
 * input method, or picks from a list, is not meant.
 */
function sendByEnter(event: KeyboardEvent<HTMLFormElement>) {
  const isMeant =
    event.key === 'Enter' &&
    event.target instanceof HTMLInputElement &&
    !event.defaultPrevented &&
    !event.nativeEvent.isComposing
  if (!isMeant || event.currentTarget.querySelector('[type=submit]')) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}

/** React Aria hands it on to the element, which its types do not say. */
const sending = { onKeyDown: sendByEnter } as object

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
      {...sending}
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
