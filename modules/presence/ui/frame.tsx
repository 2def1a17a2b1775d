import { Link, Page, useT } from '@kairan/ui'
import type { ReactNode } from 'react'

/** A page of presence: its heading and the way to the other one. */
export function Frame({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const t = useT()
  return (
    <Page title={title} actions={actions} width="wide">
      <nav className="presence-nav k-tab-list" aria-label={t('nav.label')}>
        <Link to="/presence" activeExact className="k-tab">
          {t('nav.board')}
        </Link>
        <Link to="/presence/managers" activeExact className="k-tab">
          {t('nav.managers')}
        </Link>
      </nav>
      {children}
    </Page>
  )
}
