import { useT } from '../i18n/i18n.ts'

/** The product's sign: a notice that goes round. */
export function Mark() {
  const t = useT('shell')
  return (
    <span className="k-mark">
      <svg viewBox="0 0 64 64" width="32" height="32" aria-hidden="true" focusable="false">
        <rect width="64" height="64" rx="14" className="k-mark-ground" />
        <g className="k-mark-line" fill="none" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round">
          <path d="M50.5 24.5A20 20 0 0 0 14.3 22.6" />
          <path d="M13.5 39.5A20 20 0 0 0 49.7 41.4" />
          <path d="M14.5 13.5v9.5h9.5" />
          <path d="M49.5 50.5V41H40" />
        </g>
        <rect x="22" y="23" width="20" height="18" rx="3" className="k-mark-sheet" />
        <path d="M27 29.5h10M27 34.5h6" className="k-mark-text" strokeWidth="3" strokeLinecap="round" />
      </svg>
      <span className="k-mark-name">{t('product')}</span>
    </span>
  )
}
