import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components'
import { useT } from '../i18n/i18n.ts'
import { cx } from './classes.ts'
import { FieldError } from './form.tsx'
import { Icon } from './icon.tsx'
import { LabelText } from './label-text.tsx'
import type { Option } from './radio-group.tsx'

export interface SelectProps {
  label: string
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  error?: string | undefined
  isRequired?: boolean
  isDisabled?: boolean
  placeholder?: string
  name?: string
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean
  className?: string
}

export function Select({
  label,
  options,
  value,
  onChange,
  description,
  error,
  hideLabel,
  placeholder,
  className,
  ...rest
}: SelectProps) {
  const t = useT('shell')
  return (
    <AriaSelect
      {...rest}
      placeholder={placeholder ?? t('kit.select.none')}
      selectedKey={options.some((option) => option.value === value) ? value : null}
      onSelectionChange={(key) => onChange(String(key))}
      isInvalid={error ? true : undefined}
      className={cx('k-field', className)}
    >
      <Label className={hideLabel ? 'k-hidden' : 'k-label'}>
        <LabelText isRequired={rest.isRequired}>{label}</LabelText>
      </Label>
      {description && (
        <Text slot="description" className="k-description">
          {description}
        </Text>
      )}
      <AriaButton className="k-input k-select">
        <SelectValue className="k-select-value" />
        <Icon icon={ChevronDown} />
      </AriaButton>
      <FieldError error={error} />
      <Popover className="k-popover" offset={4}>
        <ListBox items={options.map((option) => ({ ...option, id: option.value }))} className="k-listbox">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="k-option">
              {({ isSelected }) => (
                <>
                  <span className="k-option-mark">
                    {isSelected && <Check aria-hidden="true" width="1.1em" height="1.1em" />}
                  </span>
                  <span>{option.label}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
