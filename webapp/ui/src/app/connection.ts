import { useSyncExternalStore } from 'react'
import { onReach } from '../api/request.ts'
import type { LiveState } from './live.ts'

/** Whether the server can be reached, from what the live line, the browser and the requests say. */
let offline = false
let line: LiveState = 'stopped'
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** A line that comes back within this time was never worth a word. */
const GRACE = 4_000

/** An open line that answers within this time is alive, and the request that failed had bad luck. */
const DOUBT = 2_000

let prove: () => void = () => undefined

function set(next: boolean) {
  clearTimeout(timer)
  timer = undefined
  if (offline === next) return
  offline = next
  for (const listener of listeners) listener()
}

function judge() {
  if (line === 'open') {
    set(false)
  } else if (!navigator.onLine) {
    set(true)
  } else if (line === 'waiting' && !offline && timer === undefined) {
    timer = setTimeout(() => {
      timer = undefined
      set(line !== 'open' && line !== 'stopped')
    }, GRACE)
  } else if (line === 'stopped') {
    set(false)
  }
}

export function tellLine(state: LiveState): void {
  line = state
  judge()
}

/** The line has just brought something. */
export function tellAlive(): void {
  if (line === 'open') set(false)
}

/** How the line is asked for a sign of life. */
export function askLineBy(ask: () => void): void {
  prove = ask
}

onReach((reached) => {
  if (reached) {
    tellAlive()
  } else if (line === 'open' && !offline) {
    // It may be dead and not know it: it has to answer before anybody says that all is well.
    timer ??= setTimeout(() => set(true), DOUBT)
    prove()
  } else if (line !== 'open') {
    set(true)
    if (line === 'stopped') timer = setTimeout(judge, GRACE)
  }
})

if (typeof window !== 'undefined') {
  window.addEventListener('online', judge)
  window.addEventListener('offline', judge)
}

export function isOffline(): boolean {
  return offline
}

export function useOffline(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, isOffline)
}
