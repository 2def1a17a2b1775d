import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { api } from '../../api/request.ts'
import type { OwnSession, Slice } from '../../api/types.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../kit/button.tsx'
import { ProblemSummary } from '../../kit/form.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Page, Skeleton } from '../../kit/page.tsx'
import { Badge } from '../../kit/status.tsx'
import { useToast } from '../../kit/toast.tsx'
import { browserOf } from './user-agent.ts'

const KEY = ['organization', 'sessions']

/** Where the person is signed in, with a way to end each. */
export default function OwnSessions() {
  const t = useT('shell')
  const format = useFormat()
  const toast = useToast()
  const queryClient = useQueryClient()
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Slice<OwnSession>>('/organization/sessions', { signal }),
  })
  const end = useMutation({
    mutationFn: (id: OwnSession['id']) => api.delete(`/organization/sessions/${id}`),
    onSuccess: () => {
      toast.show({ text: t('sessions.ended'), tone: 'success' })
      return queryClient.invalidateQueries({ queryKey: KEY })
    },
  })
  return (
    <Page title={t('sessions.title')} lead={t('sessions.lead')} width="text">
      {error ? <ProblemSummary problem={error} /> : null}
      {end.error ? <ProblemSummary problem={end.error} /> : null}
      {!data && !error && <Skeleton />}
      {data && (
        <ul className="k-list">
          {data.items.map((session) => {
            const { browser, system, phone } = browserOf(session.userAgent)
            const name = [browser, system].filter(Boolean).join(' / ') || t('sessions.unknown')
            return (
              <li key={session.id} className="k-list-item">
                <span className="k-list-icon">
                  <Icon icon={phone ? Smartphone : Monitor} />
                </span>
                <div className="k-list-text">
                  <p>
                    <strong>{name}</strong> {session.current && <Badge tone="info">{t('sessions.current')}</Badge>}{' '}
                    {session.sharedPc && <Badge>{t('sessions.shared')}</Badge>}
                  </p>
                  <p className="k-description">
                    {t('sessions.detail', {
                      address: session.address,
                      started: format.dateTime(session.startedAt),
                      seen: format.relative(session.lastSeenAt),
                    })}
                  </p>
                </div>
                {!session.current && (
                  <Button
                    size="small"
                    isPending={end.isPending && end.variables === session.id}
                    onPress={() => end.mutate(session.id)}
                    aria-label={t('sessions.endThis', { name })}
                  >
                    {t('sessions.end')}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Page>
  )
}
