import { useLanguage, NamespaceContext, useT } from '../i18n/i18n.ts'
import { useFormat } from '../i18n/format.ts'
import { Button } from '../kit/button.tsx'
import { EmptyState, Page } from '../kit/page.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import type { Feature } from './feature.ts'
import { greeting } from './greeting.ts'
import { useSession } from './session.ts'

export function Home({ features }: { features: readonly Feature[] }) {
  const t = useT('shell')
  const format = useFormat()
  const { person } = useSession()
  useLanguage()
  const cards = features
    .filter((feature) => feature.homeCard)
    .sort((a, b) => (a.homeOrder ?? 100) - (b.homeOrder ?? 100))
  return (
    <Page
      title={t('home.title')}
      lead={`${t(`home.${greeting(new Date())}`, { name: person.name })} ${format.date(Date.now())}`}
    >
      {cards.length === 0 && <EmptyState title={t('home.emptyTitle')} text={t('home.emptyText')} />}
      <div className="k-cards">
        {cards.map((feature) => {
          const Card = feature.homeCard!
          return (
            <NamespaceContext.Provider key={feature.id} value={feature.id}>
              <ErrorBoundary fallback={(retry) => <PartFailed onRetry={retry} />}>
                <Card />
              </ErrorBoundary>
            </NamespaceContext.Provider>
          )
        })}
      </div>
    </Page>
  )
}

export function PartFailed({ onRetry }: { onRetry: () => void }) {
  const t = useT('shell')
  return (
    <EmptyState
      title={t('failed.title')}
      text={t('failed.text')}
      action={
        <>
          <Button onPress={onRetry}>{t('kit.retry')}</Button>
          <Button onPress={() => location.reload()}>{t('failed.reload')}</Button>
        </>
      }
    />
  )
}
