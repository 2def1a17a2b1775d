import { lazy, Suspense, type ComponentType, type FunctionComponent, type ReactNode } from 'react'
import { Skeleton } from './page.tsx'

const AHEAD_MS = 5000

export interface LaterOptions {
  /** False: only when it is wanted. */
  ahead?: boolean
  fallback?: ReactNode
}

/**
 * A part that is loaded when it is wanted, or ahead, some seconds after the start when the browser has nothing else to do: then it opens at once,
 * and also when the network has gone. While a screen loads there is no page yet, so that the heading which takes the focus is its own.
 */
export function later<P extends object = object>(
  load: () => Promise<ComponentType<P>>,
  { ahead = true, fallback = <Skeleton lines={8} /> }: LaterOptions = {},
): FunctionComponent<P> {
  let loading: Promise<{ default: ComponentType<P> }> | undefined
  const once = () => {
    loading ??= load().then((component) => ({ default: component }))
    // What could not be loaded now may be there when it is wanted again.
    loading.catch(() => {
      loading = undefined
      Part = lazy(once)
    })
    return loading
  }
  let Part = lazy(once)
  if (ahead && typeof requestIdleCallback === 'function') {
    setTimeout(() => requestIdleCallback(() => void once().catch(() => undefined)), AHEAD_MS)
  }
  return function Later(properties: P) {
    return (
      <Suspense fallback={fallback}>
        <Part {...properties} />
      </Suspense>
    )
  }
}
