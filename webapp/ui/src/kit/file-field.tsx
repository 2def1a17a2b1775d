import { FileUp } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useT } from '../i18n/i18n.ts'
import { Button } from './button.tsx'
import { cx } from './classes.ts'

export interface FileFieldProps {
  label: string
  /** As for an input: `.csv,text/csv`. */
  accept?: string
  onFile: (file: File) => void
  fileName?: string | undefined
  description?: ReactNode
  error?: string | undefined
  isDisabled?: boolean
}

/** Chooses one file by the browser's dialog, or takes one that is dropped on it. */
export function FileField({ label, accept, onFile, fileName, description, error, isDisabled }: FileFieldProps) {
  const t = useT('shell')
  const id = useId()
  const [over, setOver] = useState(false)
  const describedBy = [description && `${id}-description`, error && `${id}-error`, `${id}-file`]
    .filter(Boolean)
    .join(' ')
  return (
    // Dropping is the twin of the button inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={cx('k-field', 'k-file', over && 'k-file-over')}
      role="group"
      aria-labelledby={`${id}-label`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file && !isDisabled) onFile(file)
      }}
    >
      <span id={`${id}-label`} className="k-label">
        {label}
      </span>
      {description && (
        <span id={`${id}-description`} className="k-description">
          {description}
        </span>
      )}
      <div className="k-file-row">
        <FileTrigger
          {...(accept ? { acceptedFileTypes: accept.split(',').map((type) => type.trim()) } : {})}
          onSelect={(files) => {
            const file = files?.[0]
            if (file) onFile(file)
          }}
        >
          <Button icon={FileUp} isDisabled={isDisabled ?? false} aria-describedby={describedBy}>
            {t('kit.file.choose')}
          </Button>
        </FileTrigger>
        <span id={`${id}-file`} className="k-file-name">
          {fileName ?? t('kit.file.none')}
        </span>
      </div>
      {error && (
        <span id={`${id}-error`} className="k-field-error">
          {error}
        </span>
      )}
    </div>
  )
}
