import type { ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'

/** A label, with a word for what must be filled in. */
export function LabelText({ children, isRequired }: { children: ReactNode; isRequired?: boolean | undefined }) {
  const t = useT('shell')
  return (
    <>
      {children}
      {isRequired && <span className="k-required"> {t('kit.field.requiredMark')}</span>}
    </>
  )
}
