import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../api/request.ts'
import { language, setLanguage, translator, type Language } from '../i18n/i18n.ts'
import { toasts } from '../kit/toast.tsx'
import { useLive } from './live-hooks.ts'

/** How the reader wants it: kept by the server for the person, and on this machine so that the first thing drawn is right. */
export interface Settings {
  textSize: 'normal' | 'large' | 'larger'
  density: 'roomy' | 'normal' | 'compact'
  theme: 'auto' | 'light' | 'dark' | 'contrast'
  era: 'western' | 'japanese'
  singleKeys: boolean
}

const STORED = 'kairan.settings'
const FIRST: Settings = { textSize: 'normal', density: 'normal', theme: 'auto', era: 'western', singleKeys: true }
const VALUES: { [name in keyof Settings]: readonly Settings[name][] } = {
  textSize: ['normal', 'large', 'larger'],
  density: ['normal', 'roomy', 'compact'],
  theme: ['auto', 'light', 'dark', 'contrast'],
  era: ['western', 'japanese'],
  singleKeys: [true, false],
}

/** What is right of it, the rest as it was. */
function accept(given: Record<string, unknown>, base: Settings): Settings {
  const right = Object.entries(given).filter(([name, value]) =>
    (VALUES[name as keyof Settings] as readonly unknown[] | undefined)?.includes(value),
  )
  return { ...base, ...Object.fromEntries(right) }
}

function read(): Settings {
  try {
    return accept(JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, unknown>, FIRST)
  } catch {
    return FIRST
  }
}

let settings = read()
const listeners = new Set<() => void>()

/** Writes the settings on the root element, where the style sheets look. */
export function applySettings(): void {
  const root = document.documentElement
  root.dataset.textSize = settings.textSize
  root.dataset.density = settings.density
  if (settings.theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = settings.theme
}

function adopt(next: Settings) {
  settings = next
  try {
    localStorage.setItem(STORED, JSON.stringify(settings))
  } catch {
    // Holds until the page is left.
  }
  applySettings()
  for (const listener of listeners) listener()
}

let sending = false
let changed = false
let changes = 0

/** Sends what holds now; what is changed meanwhile goes with the next request, so that the last one is right. */
async function keep(): Promise<void> {
  changed = true
  changes++
  if (sending) return
  sending = true
  try {
    while (changed) {
      changed = false
      await api.put('/organization/settings', { ...settings, language: language() })
    }
  } catch {
    toasts.show({ key: 'settings', tone: 'error', text: translator('shell')('settings.notKept') })
  } finally {
    sending = false
  }
}

export function changeSettings(change: Partial<Settings>): void {
  adopt({ ...settings, ...change })
  void keep()
}

export function changeLanguage(next: Language): void {
  void setLanguage(next).then(keep)
}

/** Nothing of one person stays for the next on a shared machine. */
export function forgetSettings(): void {
  try {
    localStorage.removeItem(STORED)
    localStorage.removeItem('kairan.language')
  } catch {
    // Then nothing was kept either.
  }
}

/** Takes over what the server keeps for the person; what they have not chosen there stays as it is here. */
async function load(): Promise<void> {
  const before = changes
  const kept = await api.get<Record<string, unknown>>('/organization/settings')
  // What has been chosen meanwhile is newer than the answer.
  if (sending || changes !== before) return
  adopt(accept(kept, settings))
  if ((kept.language === 'ja' || kept.language === 'en') && kept.language !== language())
    await setLanguage(kept.language)
}

/** As long as somebody is signed in: their settings, also when they change them elsewhere. */
export function useKeptSettings(): void {
  // Without an answer those of this machine hold; the next start asks again.
  useEffect(() => void load().catch(() => undefined), [])
  useLive('organization.settings-changed', () => void load().catch(() => undefined))
}

export function currentSettings(): Settings {
  return settings
}

export function useSettings(): Settings {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => settings,
  )
}
