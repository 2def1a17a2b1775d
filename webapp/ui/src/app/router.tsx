import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { Suspense } from 'react'
import { NamespaceContext, translator, useT } from '../i18n/i18n.ts'
import { LinkButton } from '../kit/button.tsx'
import { later } from '../kit/later.tsx'
import { announceNavigation, EmptyState, Page, Skeleton } from '../kit/page.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import type { Feature, FeatureRoute } from './feature.ts'
import type { MenuItem } from './features.ts'
import { Home, PartFailed } from './home.tsx'
import { usePermission } from './session.ts'
import { Shell } from './shell.tsx'

const OwnSessions = later(async () => (await import('./account/own-sessions.tsx')).default)
const ChangePassword = later(async () => (await import('./account/change-password.tsx')).default)
const SettingsPage = later(async () => (await import('./account/settings-page.tsx')).default)

function NotFound() {
  const t = useT('shell')
  return (
    <Page title={t('notFound.title')}>
      <EmptyState
        title={t('notFound.heading')}
        text={t('notFound.text')}
        action={
          <LinkButton to="/" variant="primary">
            {t('notFound.home')}
          </LinkButton>
        }
      />
    </Page>
  )
}

function FailedPage({ onRetry }: { onRetry: () => void }) {
  const t = useT('shell')
  return (
    <Page title={t('failed.page')}>
      <PartFailed onRetry={onRetry} />
    </Page>
  )
}

/** A feature's screen in its frame: its texts, and a boundary that keeps its faults to itself. */
function screenOf(feature: Feature, { component: Screen, permission, title, path }: FeatureRoute) {
  return function FeatureScreen() {
    const allowed = usePermission(permission)
    if (!allowed) return <NotFound />
    return (
      <NamespaceContext.Provider value={feature.id}>
        <ErrorBoundary resetKey={path} fallback={(retry) => <FailedPage onRetry={retry} />}>
          <Suspense
            fallback={
              <Page title={translator(feature.id)(title)}>
                <Skeleton />
              </Page>
            }
          >
            <Screen />
          </Suspense>
        </ErrorBoundary>
      </NamespaceContext.Provider>
    )
  }
}

/** Addresses are read by people: `?q=山田&page=2`, every value a text. */
function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

export function makeRouter(features: readonly Feature[], menu: readonly MenuItem[]) {
  const root = createRootRoute({
    component: () => <Shell features={features} menu={menu} />,
    notFoundComponent: NotFound,
    errorComponent: ({ reset }) => <FailedPage onRetry={reset} />,
  })
  const home = createRoute({ getParentRoute: () => root, path: '/', component: () => <Home features={features} /> })
  const sessions = createRoute({ getParentRoute: () => root, path: '/account/sessions', component: OwnSessions })
  const settings = createRoute({
    getParentRoute: () => root,
    path: '/settings',
    component: () => <SettingsPage features={features} />,
  })
  const password = createRoute({ getParentRoute: () => root, path: '/account/password', component: ChangePassword })
  const own = features.flatMap((feature) =>
    feature.routes.map((route) =>
      createRoute({ getParentRoute: () => root, path: route.path, component: screenOf(feature, route) }),
    ),
  )
  const router = createRouter({
    routeTree: root.addChildren([home, settings, sessions, password, ...own]),
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPendingMs: 300,
    defaultPendingComponent: () => <Skeleton />,
  })
  router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) announceNavigation()
  })
  return router
}
