import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import ja from '../messages/ja.json'

export type Language = 'ja' | 'en'
/** English may come later, since most never ask for it. */
export type Messages = { ja: object; en: object | (() => Promise<{ default: object }>) }

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

const texts: Record<Language, Map<string, object>> = { ja: new Map([[SHELL, ja]]), en: new Map() }
const plurals = { ja: new Intl.PluralRules('ja'), en: new Intl.PluralRules('en') }
let current: Language = 'ja'
/** How to load the English texts of features that nobody has asked for yet. */
const later = new Map<string, () => Promise<{ default: object }>>()

const listeners = new Set<() => void>()
let version = 0

function changed() {
  version++
  for (const listener of listeners) listener()
}

export function language(): Language {
  return current
}

later.set(SHELL, () => import('../messages/en.json'))

async function loadEnglish(): Promise<void> {
  await Promise.all(
    [...later].map(async ([namespace, load]) => {
      texts.en.set(namespace, (await load()).default)
      later.delete(namespace)
    }),
  )
}

/** English is loaded when somebody wants it. */
async function speak(next: Language): Promise<void> {
  if (next === 'en') await loadEnglish()
  current = next
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

/** Adds a feature's texts under its id; settled when they are there in the reader's language. What cannot be loaded in English is shown in Japanese. */
export async function addMessages(namespace: string, { ja, en }: Messages): Promise<void> {
  texts.ja.set(namespace, ja)
  if (typeof en === 'function') later.set(namespace, en as () => Promise<{ default: object }>)
  else texts.en.set(namespace, en)
  if (current === 'en') await loadEnglish().catch(() => undefined)
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

function textAt(from: Language, namespace: string, path: string): string | undefined {
  let at: unknown = texts[from].get(namespace)
  for (const part of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return typeof at === 'string' ? at : undefined
}

/** In the reader's language, else in Japanese. With a `count` the form for that number comes first: `found_one`, `found_other`. */
function find(namespace: string, key: string, count?: unknown): string | undefined {
  const colon = key.indexOf(':')
  const [space, path] = colon < 0 ? [namespace, key] : [key.slice(0, colon), key.slice(colon + 1)]
  for (const each of current === 'ja' ? (['ja'] as const) : ([current, 'ja'] as const)) {
    const form =
      count === undefined ? undefined : textAt(each, space, `${path}_${plurals[each].select(Number(count) || 0)}`)
    const found = form ?? textAt(each, space, path)
    if (found !== undefined) return found
  }
  return undefined
}

/** Texts fill in what stands in double braces: `{{name}}`. A key without a text is shown as it is. */
export function translator(namespace: string): Translate {
  const translate = (key: string, values: Values = {}): string =>
    (find(namespace, key, values.count) ?? key).replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    )
  return Object.assign(translate, { has: (key: string) => find(namespace, key) !== undefined })
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
  const drawn = useVersion()
  return useMemo(() => {
    void drawn
    return translator(namespace ?? own)
  }, [namespace, own, drawn])
}

export function useLanguage(): Language {
  useVersion()
  return language()
}
