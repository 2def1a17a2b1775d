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

onReach((reached) => {
  if (reached) {
    if (line === 'open') set(false)
    return
  }
  set(true)
  // With the line open it was one request's bad luck; a dead line is noticed by its own ping.
  timer = setTimeout(judge, GRACE)
})

if (typeof window !== 'undefined') {
  window.addEventListener('online', judge)
  window.addEventListener('offline', judge)
}

export function useOffline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offline,
  )
}
