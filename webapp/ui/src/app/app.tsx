import { QueryClientProvider, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { ApiProblem } from '../api/problem.ts'
import { api } from '../api/request.ts'
import type { ModuleListing, Session } from '../api/types.ts'
import { useLanguage, useT } from '../i18n/i18n.ts'
import { problemText } from '../i18n/problem-text.ts'
import { Button } from '../kit/button.tsx'
import { later } from '../kit/later.tsx'
import { EmptyState, Skeleton } from '../kit/page.tsx'
import { toasts } from '../kit/toast.tsx'
import { Front } from './account/front.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { loadFeatures, menuOf, type Loaded } from './features.ts'
import { PartFailed } from './home.tsx'
import { PersonMarks } from './person-marks.tsx'
import { useLiveConnection } from './live-connection.ts'
import { makeRouter } from './router.tsx'
import { useSessionLost, watchSession } from './session-lost.ts'
import { forgetStart, keepStart, keptStart, useOfflineShell } from './offline-shell.ts'
import { SessionContext } from './session.ts'
import { useKeptSettings } from './settings.ts'

// Whoever is signed in already needs none of these to see the first page.
const WAITING = { ahead: false, fallback: <Waiting /> }
const Activate = later(async () => (await import('./account/activate.tsx')).default, WAITING)
const Setup = later(async () => (await import('./account/setup.tsx')).default, WAITING)
const SignIn = later(async () => (await import('./account/sign-in.tsx')).SignIn, WAITING)
const SessionLostDialog = later(async () => (await import('./session-lost-dialog.tsx')).default, { fallback: null })

const SESSION = ['session']

export function App({ queryClient }: { queryClient: QueryClient }) {
  const language = useLanguage()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const path = location.pathname.replace(/\/$/, '')
  return (
    <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-US'}>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary fallback={(retry) => <PartFailed onRetry={retry} />}>
          {path === '/activate' ? <Activate /> : path === '/setup' ? <Setup /> : <Gate />}
        </ErrorBoundary>
      </QueryClientProvider>
    </I18nProvider>
  )
}

/** Nobody answers: then what was true last time holds. */
function isAway(error: unknown): boolean {
  return error instanceof ApiProblem && (error.offline || [502, 503, 504].includes(error.status))
}

/** Leads to the sign-in, or in. */
function Gate() {
  const t = useT('shell')
  const queryClient = useQueryClient()
  const session = useQuery({
    queryKey: SESSION,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      try {
        return await api.get<Session>('/session', { anonymous: true })
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) {
          forgetStart()
          return null
        }
        const kept = isAway(error) ? keptStart() : undefined
        if (kept) return kept.session
        throw error
      }
    },
  })
  if (session.data) return <Inside session={session.data} />
  if (session.data === null) return <SignIn onSignedIn={(next) => queryClient.setQueryData(SESSION, next)} />
  if (session.error) {
    return (
      <Front title={t('unreachable.title')}>
        <EmptyState
          title={problemText(session.error)}
          text={t('unreachable.text')}
          action={
            <Button variant="primary" isPending={session.isFetching} onPress={() => void session.refetch()}>
              {t('kit.retry')}
            </Button>
          }
        />
      </Front>
    )
  }
  return <Waiting />
}

function Waiting() {
  return (
    <main className="k-waiting">
      <Skeleton lines={6} />
    </main>
  )
}

function Inside({ session }: { session: Session }) {
  const t = useT('shell')
  const modules = useQuery({
    queryKey: ['modules'],
    queryFn: async () => {
      try {
        const listed = await api.get<ModuleListing[]>('/modules')
        keepStart(session, listed)
        return listed
      } catch (error) {
        const kept = isAway(error) ? keptStart()?.modules : undefined
        if (kept) return kept
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [loaded, setLoaded] = useState<Loaded>()
  useEffect(() => {
    watchSession()
  }, [])
  useEffect(() => {
    if (!modules.data) return
    let current = true
    void loadFeatures(modules.data).then((result) => {
      if (!current) return
      setLoaded(result)
      if (result.missing.length > 0)
        toasts.show({ key: 'missing', tone: 'error', text: t('failed.missing'), retry: () => location.reload() })
    })
    return () => {
      current = false
    }
    // Loaded once; the language of the toast is no reason to load again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [modules.data])
  if (modules.error && !modules.data) {
    return (
      <Front title={t('unreachable.title')}>
        <EmptyState
          title={problemText(modules.error)}
          text={t('unreachable.text')}
          action={
            <Button variant="primary" isPending={modules.isFetching} onPress={() => void modules.refetch()}>
              {t('kit.retry')}
            </Button>
          }
        />
      </Front>
    )
  }
  if (!modules.data || !loaded) return <Waiting />
  return (
    <SessionContext.Provider value={session}>
      <Running session={session} modules={modules.data} features={loaded.features} />
    </SessionContext.Provider>
  )
}

function Running({
  session,
  modules,
  features,
}: {
  session: Session
  modules: ModuleListing[]
  features: Loaded['features']
}) {
  const menu = menuOf(modules, features, session)
  // A session that was asked for anew is another object; only another menu is reason to begin the page again, and to lose what was typed.
  // oxlint-disable-next-line react/exhaustive-deps
  const router = useMemo(() => makeRouter(features, menu), [features, menu.map((entry) => entry.path).join(' ')])
  const lost = useSessionLost()
  useLiveConnection(features, lost)
  useKeptSettings()
  useOfflineShell(session)
  return (
    <>
      <PersonMarks features={features}>
        <RouterProvider router={router} />
      </PersonMarks>
      {lost && <SessionLostDialog session={session} />}
    </>
  )
}
