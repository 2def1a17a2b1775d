import { useEffect } from 'react'
import type { ModuleListing, Session } from '../api/types.ts'

const WORKER = '/sw.js'
const KEPT = 'kairan.session'

/** Who was here and with which modules, so that the page can begin without the server. */
export interface Kept {
  session: Session
  modules?: ModuleListing[]
}

/** Keeps it until the session ends; on a shared PC not at all. */
export function keepStart(session: Session, modules?: ModuleListing[]): void {
  if (session.sharedPc) {
    forgetStart()
    return
  }
  try {
    localStorage.setItem(KEPT, JSON.stringify({ session, modules } satisfies { session: Session; modules: unknown }))
  } catch {
    // Then the page begins with the server only.
  }
}

export function keptStart(now = Date.now()): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Kept | null
    if (!kept || kept.session.sharedPc || !(Date.parse(kept.session.expiresAt) > now)) return undefined
    return kept
  } catch {
    return undefined
  }
}

export function forgetStart(): void {
  try {
    localStorage.removeItem(KEPT)
  } catch {
    // Then nothing was kept either.
  }
}

/** The address of a script is something that the page's policy lets nobody write but this. */
function workerAddress(): string {
  type Factory = { createPolicy: (name: string, rules: object) => { createScriptURL: (url: string) => string } }
  const factory = (window as { trustedTypes?: Factory }).trustedTypes
  return factory ? factory.createPolicy('kairan-worker', { createScriptURL: () => WORKER }).createScriptURL('') : WORKER
}

let address: string | undefined

/** Lets the page begin without the server, where the browser can (it wants TLS); on a shared PC nothing of it stays. */
export function useOfflineShell({ sharedPc }: Session): void {
  useEffect(() => {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
    if (!workers || !import.meta.env.PROD) return
    // Without it everything works but a start without the server.
    if (sharedPc) void forgetShell(workers).catch(() => undefined)
    else void workers.register((address ??= workerAddress())).catch(() => undefined)
  }, [sharedPc])
}

async function forgetShell(workers: ServiceWorkerContainer): Promise<void> {
  for (const registration of await workers.getRegistrations()) await registration.unregister()
  for (const name of await caches.keys()) if (name.startsWith('kairan-')) await caches.delete(name)
}
