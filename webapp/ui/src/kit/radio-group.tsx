import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup as AriaRadioGroup, Text } from 'react-aria-components'
import { cx } from './classes.ts'
import { FieldError } from './form.tsx'
import { LabelText } from './label-text.tsx'

export interface Option {
  value: string
  label: string
  description?: string
}

export interface RadioGroupProps {
  label: string
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  error?: string | undefined
  isRequired?: boolean
  isDisabled?: boolean
  name?: string
  orientation?: 'horizontal' | 'vertical'
}

export function RadioGroup({ label, options, description, error, orientation = 'vertical', ...rest }: RadioGroupProps) {
  return (
    <AriaRadioGroup
      {...rest}
      orientation={orientation}
      isInvalid={error ? true : undefined}
      className={cx('k-field', 'k-radio-group')}
    >
      <Label className="k-label">
        <LabelText isRequired={rest.isRequired}>{label}</LabelText>
      </Label>
      {description && (
        <Text slot="description" className="k-description">
          {description}
        </Text>
      )}
      <div className={cx('k-radios', orientation === 'horizontal' && 'k-radios-row')}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="k-radio">
            <span className="k-radio-dot" aria-hidden="true" />
            <span>
              {option.label}
              {option.description && <span className="k-description k-block">{option.description}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError error={error} />
    </AriaRadioGroup>
  )
}
