import { Badge, Button, Checkbox, EmptyState, Icon, Link, LinkButton, Skeleton, useT } from '@kairan/ui'
import { CalendarClock, Plus } from 'lucide-react'
import { useState } from 'react'
import { Frame, LoadFailure } from './frame.tsx'
import { KINDS } from './kinds.ts'
import { useProposals } from './proposal-queries.ts'
import type { ProposalListing } from './types.ts'
import { useWords } from './words.ts'

/** What is not decided yet: what one is asked, and what one has proposed. */
export function ProposalsScreen() {
  const t = useT()
  const [all, setAll] = useState(false)
  const query = useProposals(all)
  const items = query.data?.pages.flatMap((page) => page.items)
  const awaiting = items?.filter((one) => one.awaiting) ?? []
  const others = items?.filter((one) => !one.awaiting) ?? []
  const make = (
    <LinkButton to="/calendar/proposals/new" variant="primary" icon={Plus}>
      {t('proposal.make')}
    </LinkButton>
  )
  return (
    <Frame title={t('proposal.list')} actions={make}>
      <p className="cal-quiet">{t('proposal.about')}</p>
      <Checkbox label={t('proposal.all')} value={all} onChange={setAll} />
      {!items ? (
        query.isError ? (
          <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )
      ) : items.length === 0 ? (
        <EmptyState icon={CalendarClock} title={t('proposal.noneTitle')} text={t('proposal.noneText')} />
      ) : (
        <>
          {awaiting.length > 0 && <List title={t('proposal.awaiting')} items={awaiting} />}
          {others.length > 0 && <List title={t(all ? 'proposal.others' : 'proposal.open')} items={others} />}
          {query.hasNextPage && (
            <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
              {t('proposal.more')}
            </Button>
          )}
        </>
      )}
    </Frame>
  )
}

function List({ title, items }: { title: string; items: ProposalListing[] }) {
  const t = useT()
  const words = useWords()
  return (
    <section className="cal-proposals">
      <h2>{title}</h2>
      <ul aria-label={title}>
        {items.map((one) => (
          <li key={one.id}>
            <span className={`cal-kind cal-kind-${one.kind}`}>
              <Icon icon={KINDS[one.kind]} size="1.1em" />
              <span className="k-hidden">{t(`kind.${one.kind}`)}</span>
            </span>
            <span className="cal-grow">
              <Link to="/calendar/proposals/$id" params={{ id: one.id }}>
                {one.title}
              </Link>
              <span className="cal-quiet k-block">
                {t('proposal.span', { n: one.slots, from: words.moment(one.from), to: words.moment(one.to) })}{' '}
                {[one.createdBy.section, one.createdBy.name].filter(Boolean).join(' ')}
              </span>
            </span>
            {one.people > 0 && (
              <span className="cal-quiet">{t('proposal.answeredOf', { n: one.answered, of: one.people })}</span>
            )}
            {one.awaiting ? (
              <Badge tone="important">{t('proposal.waitsForYou')}</Badge>
            ) : (
              <Badge tone={one.state === 'confirmed' ? 'success' : 'neutral'}>{t(`proposal.is-${one.state}`)}</Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
