import type { ReactNode, Ref } from 'react'
import { Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { cx } from './classes.ts'
import { FieldError } from './form.tsx'
import { LabelText } from './label-text.tsx'

export interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  name?: string
  description?: ReactNode
  error?: string | undefined
  multiline?: boolean
  rows?: number
  isRequired?: boolean
  isDisabled?: boolean
  isReadOnly?: boolean
  autoComplete?: string
  autoFocus?: boolean
  maxLength?: number
  placeholder?: string
  type?: 'text' | 'password' | 'email' | 'tel' | 'url'
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url' | 'search'
  spellCheck?: 'true' | 'false'
  onBlur?: () => void
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean
  className?: string
  inputRef?: Ref<HTMLInputElement | HTMLTextAreaElement>
}

export function TextField({
  label,
  description,
  error,
  multiline,
  rows = 6,
  className,
  placeholder,
  inputRef,
  hideLabel,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={error ? true : undefined} className={cx('k-field', className)}>
      <Label className={hideLabel ? 'k-hidden' : 'k-label'}>
        <LabelText isRequired={rest.isRequired}>{label}</LabelText>
      </Label>
      {description && (
        <Text slot="description" className="k-description">
          {description}
        </Text>
      )}
      {multiline ? (
        <TextArea
          rows={rows}
          placeholder={placeholder}
          className="k-input k-textarea"
          ref={inputRef as Ref<HTMLTextAreaElement>}
        />
      ) : (
        <Input placeholder={placeholder} className="k-input" ref={inputRef as Ref<HTMLInputElement>} />
      )}
      <FieldError error={error} />
    </AriaTextField>
  )
}

export interface DateFieldProps {
  label: string
  /** `YYYY-MM-DD`, or empty. */
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  error?: string | undefined
  isRequired?: boolean
  isDisabled?: boolean
  min?: string
  max?: string
  name?: string
}

/** The browser's own field for a day: typed, picked, or spoken, and known from everywhere else. */
export function DateField({ label, description, error, min, max, ...rest }: DateFieldProps) {
  return (
    <AriaTextField {...rest} type={'date' as never} isInvalid={error ? true : undefined} className="k-field k-date">
      <Label className="k-label">
        <LabelText isRequired={rest.isRequired}>{label}</LabelText>
      </Label>
      {description && (
        <Text slot="description" className="k-description">
          {description}
        </Text>
      )}
      <Input className="k-input" min={min} max={max ?? '9999-12-31'} />
      <FieldError error={error} />
    </AriaTextField>
  )
}

export interface TimeFieldProps {
  label: string
  /** `HH:MM`, or empty. */
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  isRequired?: boolean
  name?: string
}

/** The browser's own field for a time of the day, in steps of five minutes; others can be typed. */
export function TimeField({ label, error, ...rest }: TimeFieldProps) {
  return (
    <AriaTextField {...rest} type={'time' as never} isInvalid={error ? true : undefined} className="k-field k-time">
      <Label className="k-label">
        <LabelText isRequired={rest.isRequired}>{label}</LabelText>
      </Label>
      <Input className="k-input" step="300" />
      <FieldError error={error} />
    </AriaTextField>
  )
}
