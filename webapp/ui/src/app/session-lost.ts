import { useSyncExternalStore } from 'react'
import { onSessionLost } from '../api/request.ts'

let waiting: { promise: Promise<void>; resolve: () => void } | undefined
const listeners = new Set<() => void>()

function tell() {
  for (const listener of listeners) listener()
}

/** Opens the sign-in dialog over the page; settled when the person is signed in again. Asked several times, it is one dialog. */
export function loseSession(): Promise<void> {
  if (!waiting) {
    let resolve: () => void = () => undefined
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    waiting = { promise, resolve }
    tell()
  }
  return waiting.promise
}

export function regainSession(): void {
  const was = waiting
  waiting = undefined
  was?.resolve()
  tell()
}

/** From now on a request without a session waits for the dialog instead of failing. */
export function watchSession(): void {
  onSessionLost(loseSession)
}

export function useSessionLost(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting !== undefined,
  )
}
