import { Skeleton } from '@kairan/ui'
import { lazy, Suspense, type ComponentType } from 'react'

const AHEAD_MS = 5000

/**
 * A screen that is loaded when it is wanted, or ahead, some seconds after the start when the browser has nothing else to do: then it opens at once,
 * and also when the network has gone. While it loads there is no page yet, so that the heading which takes the focus is the screen's own.
 */
export function later(load: () => Promise<ComponentType>, { ahead = true }: { ahead?: boolean } = {}): ComponentType {
  let loading: Promise<{ default: ComponentType }> | undefined
  const once = () => {
    loading ??= load().then((component) => ({ default: component }))
    // What could not be loaded now may be there when it is wanted.
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }
  if (ahead && typeof requestIdleCallback === 'function') {
    setTimeout(() => requestIdleCallback(() => void once().catch(() => undefined)), AHEAD_MS)
  }
  const Screen = lazy(once)
  return function Later() {
    return (
      <Suspense fallback={<Skeleton lines={8} />}>
        <Screen />
      </Suspense>
    )
  }
}
