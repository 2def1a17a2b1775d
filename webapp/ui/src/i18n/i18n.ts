import i18next from 'i18next'
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import ja from '../messages/ja.json'

export type Language = 'ja' | 'en'
export type Messages = { ja: object; en: object }

/** The namespace of the shell and the kit. */
export const SHELL = 'shell'

const STORED = 'kairan.language'

function firstLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORED)
    if (stored === 'ja' || stored === 'en') return stored
  } catch {
    // Without storage the browser's own language decides.
  }
  return typeof navigator !== 'undefined' && /^en\b/.test(navigator.language) ? 'en' : 'ja'
}

const listeners = new Set<() => void>()
let version = 0

function changed() {
  version++
  for (const listener of listeners) listener()
}

void i18next.init({
  lng: 'ja',
  fallbackLng: 'ja',
  defaultNS: SHELL,
  ns: [SHELL],
  resources: { ja: { [SHELL]: ja } },
  partialBundledLanguages: true,
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
})

export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'ja'
}

/** English is loaded when somebody wants it. */
async function speak(next: Language): Promise<void> {
  if (next === 'en' && !i18next.hasResourceBundle('en', SHELL)) {
    const { default: en } = await import('../messages/en.json')
    i18next.addResourceBundle('en', SHELL, en, true, true)
  }
  await i18next.changeLanguage(next)
  changed()
}

/** Switches as soon as the texts are there; kept on this machine. Stays as it was when they cannot be loaded. */
export function setLanguage(next: Language): Promise<void> {
  try {
    localStorage.setItem(STORED, next)
  } catch {
    // Holds until the page is left.
  }
  return speak(next).catch(() => undefined)
}

/** Settled when the texts of the reader's language are there; to be awaited before anything is drawn. */
export function startLanguage(): Promise<void> {
  return speak(firstLanguage()).catch(() => undefined)
}

/** Adds a feature's texts under its id. */
export function addMessages(namespace: string, messages: Messages): void {
  i18next.addResourceBundle('ja', namespace, messages.ja, true, true)
  i18next.addResourceBundle('en', namespace, messages.en, true, true)
  changed()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export type Values = Record<string, unknown>
export type Translate = ((key: string, values?: Values) => string) & {
  /** Whether there is a text for the key. */
  has: (key: string) => boolean
}

export function translator(namespace: string): Translate {
  const translate = (key: string, values?: Values): string => String(i18next.t(key, { ns: namespace, ...values }))
  return Object.assign(translate, { has: (key: string) => i18next.exists(key, { ns: namespace }) })
}

/** The feature whose screens are being rendered; {@link useT} takes its texts. */
export const NamespaceContext = createContext<string>(SHELL)

function useVersion() {
  return useSyncExternalStore(
    subscribe,
    () => version,
    () => version,
  )
}

/** Texts of the feature (or of the namespace that is named): `t('list.title')`. Another namespace is reached by `shell:ok`. */
export function useT(namespace?: string): Translate {
  const own = useContext(NamespaceContext)
  const current = useVersion()
  return useMemo(() => {
    void current
    return translator(namespace ?? own)
  }, [namespace, own, current])
}

export function useLanguage(): Language {
  useVersion()
  return language()
}
