import { ArrowLeft } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Link } from './button.tsx'
import { cx } from './classes.ts'
import { Icon, type IconLike } from './icon.tsx'

const PRODUCT = '回覧 Kairan'

let focusHeading = false

/** The next page that appears takes the focus to its heading: called by the shell when one goes to another page. */
export function announceNavigation(): void {
  focusHeading = true
}

/** Makes a heading that of the page: the window's title is its own, and it takes the focus when one has come here from another page. */
export function usePageHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title ? `${title} | ${PRODUCT}` : PRODUCT
  }, [title])
  useEffect(() => {
    if (!focusHeading) return
    focusHeading = false
    // A field that is there to be typed into has taken it already.
    if (heading.current?.closest('.k-page')?.contains(document.activeElement)) return
    heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}

export interface PageProps {
  title: string
  children: ReactNode
  actions?: ReactNode
  /** Where one came from: a page of the application and its name. */
  back?: { to: string; label: string; search?: Record<string, unknown> } | undefined
  /** Under the title. */
  lead?: ReactNode
  width?: 'text' | 'normal' | 'wide'
}

/** A page: its heading, its acts and its content. Sets the window's title. */
export function Page({ title, children, actions, back, lead, width = 'normal' }: PageProps) {
  const heading = usePageHeading(title)
  return (
    <div className={cx('k-page', `k-page-${width}`)}>
      {back && (
        <Link to={back.to} {...(back.search ? { search: back.search } : {})} className="k-back">
          <Icon icon={ArrowLeft} /> {back.label}
        </Link>
      )}
      <div className="k-page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div className="k-page-actions">{actions}</div>}
      </div>
      {lead && <div className="k-lead">{lead}</div>}
      {children}
    </div>
  )
}

export interface SectionProps {
  title: string
  children: ReactNode
  actions?: ReactNode
  /** Draws a card around it. */
  card?: boolean
  className?: string
}

export function Section({ title, children, actions, card = false, className }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cx('k-section', card && 'k-card', className)}>
      <div className="k-section-head">
        <h2 id={id}>{title}</h2>
        {actions && <div className="k-page-actions">{actions}</div>}
      </div>
      {children}
    </section>
  )
}

export interface EmptyStateProps {
  title: string
  text?: ReactNode
  action?: ReactNode
  icon?: IconLike
}

/** Says what the place is for and offers the one next act. */
export function EmptyState({ title, text, action, icon }: EmptyStateProps) {
  return (
    <div className="k-empty">
      {icon && (
        <span className="k-empty-icon">
          <Icon icon={icon} size="2.5em" />
        </span>
      )}
      <p className="k-empty-title">{title}</p>
      {text && <p className="k-empty-text">{text}</p>}
      {action}
    </div>
  )
}

/** Appears only when the wait is felt: after 300 ms. */
export function Skeleton({ lines = 4, label }: { lines?: number; label?: string }) {
  const t = useT('shell')
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="k-skeleton" role="status">
      {late && (
        <>
          <span className="k-hidden">{label ?? t('kit.loading')}</span>
          {Array.from({ length: lines }, (_, line) => (
            <span key={line} className={`k-skeleton-line k-skeleton-${line % 3}`} aria-hidden="true" />
          ))}
        </>
      )}
    </div>
  )
}
