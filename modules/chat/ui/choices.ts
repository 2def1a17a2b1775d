import { formatIn } from '@kairan/ui'
import { useSyncExternalStore } from 'react'

/** How chat behaves on this machine. */
export interface Choices {
  send: 'enter' | 'ctrl-enter'
  desktop: boolean
}

const STORED = 'kairan.chat.choices'
const FIRST: Choices = { send: 'enter', desktop: false }

function read(): Choices {
  try {
    const { send, desktop } = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Choices>
    return { send: send === 'ctrl-enter' ? send : FIRST.send, desktop: desktop === true }
  } catch {
    return FIRST
  }
}

let choices = read()
const listeners = new Set<() => void>()

export function currentChoices(): Choices {
  return choices
}

export function choose(change: Partial<Choices>): void {
  choices = { ...choices, ...change }
  try {
    localStorage.setItem(STORED, JSON.stringify(choices))
  } catch {
    // Holds until the page is left.
  }
  for (const listener of listeners) listener()
}

/** Nothing of one person stays for the next on a shared machine. */
export function forgetChoices(): void {
  choices = FIRST
  localStorage.removeItem(STORED)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useChoices(): Choices {
  return useSyncExternalStore(subscribe, currentChoices)
}

/** Wall time of the city, HH:mm; past midnight where the end comes before the beginning. */
export interface QuietHours {
  quietFrom?: string | null
  quietUntil?: string | null
}

export function isQuiet(hours: QuietHours | undefined, now: number): boolean {
  const { quietFrom, quietUntil } = hours ?? {}
  if (!quietFrom || !quietUntil) return false
  const time = formatIn('ja').time(now).padStart(5, '0')
  return quietFrom <= quietUntil ? time >= quietFrom && time < quietUntil : time >= quietFrom || time < quietUntil
}
