import { Search, X } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, Input, Label, SearchField as AriaSearchField, Text } from 'react-aria-components'
import { useT } from '../i18n/i18n.ts'
import { cx } from './classes.ts'
import { Icon } from './icon.tsx'

export interface SearchFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  onSubmit?: (value: string) => void
  placeholder?: string
  description?: ReactNode
  autoFocus?: boolean
  hideLabel?: boolean
  className?: string
  inputRef?: Ref<HTMLInputElement>
}

export function SearchField({
  label,
  placeholder,
  description,
  hideLabel,
  className,
  inputRef,
  ...rest
}: SearchFieldProps) {
  const t = useT('shell')
  return (
    <AriaSearchField {...rest} className={cx('k-field', 'k-search', className)}>
      {({ isEmpty }) => (
        <>
          <Label className={hideLabel ? 'k-hidden' : 'k-label'}>{label}</Label>
          {description && (
            <Text slot="description" className="k-description">
              {description}
            </Text>
          )}
          <div className="k-search-box">
            <span className="k-search-icon">
              <Icon icon={Search} />
            </span>
            <Input placeholder={placeholder} className="k-input" ref={inputRef} />
            {!isEmpty && (
              <AriaButton className="k-button k-icon-button k-button-quiet k-search-clear" aria-label={t('kit.clear')}>
                <Icon icon={X} />
              </AriaButton>
            )}
          </div>
        </>
      )}
    </AriaSearchField>
  )
}
