import { Badge, Button, EmptyState, Link, Page, problemText, usePermission, useT } from '@kairan/ui'
import type { ReactNode } from 'react'
import { useApprovals } from './queries.ts'

/** A page of the calendar: its heading, the way to its other pages, and what is on it. */
export function Frame({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const t = useT()
  const mayAdminister = usePermission('calendar.administer')
  const approvals = useApprovals().data
  const waiting = approvals?.items.length ?? 0
  return (
    <Page title={title} actions={actions} width="wide">
      <nav className="cal-nav k-tab-list" aria-label={t('nav.label')}>
        <Link to="/calendar" activeExact className="k-tab">
          {t('nav.own')}
        </Link>
        <Link to="/calendar/group" activeExact className="k-tab">
          {t('nav.group')}
        </Link>
        <Link to="/calendar/rooms" activeExact className="k-tab">
          {t('nav.rooms')}
        </Link>
        <Link to="/calendar/free-times" activeExact className="k-tab">
          {t('nav.freeTimes')}
        </Link>
        <Link to="/calendar/proposals" activeExact className="k-tab">
          {t('nav.proposals')}
        </Link>
        <Link to="/calendar/exchange" activeExact className="k-tab">
          {t('nav.exchange')}
        </Link>
        {(approvals?.owner || waiting > 0) && (
          <Link to="/calendar/approvals" activeExact className="k-tab">
            {t('nav.approvals')}{' '}
            {waiting > 0 && <Badge label={t('approval.count', { n: waiting, count: waiting })}>{waiting}</Badge>}
          </Link>
        )}
        {approvals?.overseer && (
          <Link to="/calendar/room-use" activeExact className="k-tab">
            {t('nav.use')}
          </Link>
        )}
        {mayAdminister && (
          <Link to="/calendar/room-administration" activeExact className="k-tab">
            {t('nav.administration')}
          </Link>
        )}
      </nav>
      {children}
    </Page>
  )
}

export function LoadFailure({ problem, onRetry }: { problem?: unknown; onRetry: () => void }) {
  const t = useT()
  return (
    <EmptyState
      title={t('failed')}
      text={problem ? problemText(problem) : undefined}
      action={<Button onPress={onRetry}>{t('retry')}</Button>}
    />
  )
}
