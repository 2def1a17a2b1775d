import { useSyncExternalStore } from 'react'

/** How the reader wants it; kept on this machine, in the browser, until the server keeps it for the person. */
export interface Settings {
  textSize: 'normal' | 'large' | 'larger'
  theme: 'auto' | 'light' | 'dark'
  singleKeys: boolean
}

const STORED = 'kairan.settings'
const FIRST: Settings = { textSize: 'normal', theme: 'auto', singleKeys: true }

function read(): Settings {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Settings>
    return {
      textSize: stored.textSize === 'large' || stored.textSize === 'larger' ? stored.textSize : 'normal',
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : 'auto',
      singleKeys: stored.singleKeys !== false,
    }
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
  if (settings.theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = settings.theme
}

export function changeSettings(change: Partial<Settings>): void {
  settings = { ...settings, ...change }
  try {
    localStorage.setItem(STORED, JSON.stringify(settings))
  } catch {
    // Holds until the page is left.
  }
  applySettings()
  for (const listener of listeners) listener()
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
