import { MutationCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../api/problem.ts'
import { translator } from '../i18n/i18n.ts'
import { toasts } from '../kit/toast.tsx'

/** Answers that another try may change: none came, or the server was just busy or away. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiProblem && (error.offline || [502, 503, 504].includes(error.status))
}

/**
 * The one cache of what the server said. An act that the network swallowed is offered again: it is the same request with the same key, so
 * that it counts once even if the first did arrive.
 */
export function makeQueryClient(): QueryClient {
  const t = translator('shell')
  const mutationCache = new MutationCache({
    onError: (error, variables, _result, mutation) => {
      if (!mayPass(error) || mutation.options.meta?.quiet) return
      toasts.show({
        key: `mutation-${mutation.mutationId}`,
        tone: 'error',
        text: t('offline.notSent'),
        retry: () => {
          mutation.execute(variables).catch(() => undefined)
        },
      })
    },
  })
  return new QueryClient({
    mutationCache,
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        networkMode: 'always',
        retry: (failures, error) => mayPass(error) && failures < 3,
        retryDelay: (tries) => Math.min(1_000 * 2 ** tries, 10_000) * (0.5 + Math.random() / 2),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
