import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'

export interface CheckboxProps {
  label?: ReactNode
  children?: ReactNode
  description?: ReactNode
  value?: boolean
  isSelected?: boolean
  onChange: (value: boolean) => void
  isDisabled?: boolean
  isIndeterminate?: boolean
  name?: string
}

/** `value` and `isSelected` are the same; `label` and `children` too. */
export function Checkbox({ label, children, description, value, isSelected, ...rest }: CheckboxProps) {
  const id = useId()
  return (
    <div className="k-checkbox-field">
      <AriaCheckbox
        {...rest}
        isSelected={value ?? isSelected ?? false}
        className="k-checkbox"
        {...(description ? { 'aria-describedby': id } : {})}
      >
        {({ isIndeterminate }) => (
          <>
            <span className="k-checkbox-box" aria-hidden="true">
              {isIndeterminate ? (
                <span className="k-checkbox-dash" />
              ) : (
                <Check width="1.1em" height="1.1em" strokeWidth={3} />
              )}
            </span>
            <span>{label ?? children}</span>
          </>
        )}
      </AriaCheckbox>
      {description && (
        <div id={id} className="k-description">
          {description}
        </div>
      )}
    </div>
  )
}
