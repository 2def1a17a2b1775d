import type { QueryClient } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType, LazyExoticComponent } from 'react'
import type { Hint, Session } from '../api/types.ts'
import type { Messages } from '../i18n/i18n.ts'

export interface FeatureRoute {
  /** `/board`, `/board/$id`; one that is fixed wins over one with a parameter. */
  path: string
  component: ComponentType | LazyExoticComponent<ComponentType>
  /** Key of the feature's texts: the window's title until the page sets its own. */
  title: string
  /** Shown only to those who hold it; others find nothing there. */
  permission?: string
}

export interface Command {
  id: string
  label: string
  /** Beside the label, a person's section say. */
  detail?: string
  icon?: LucideIcon
  /** Where it leads, a query included; or what it does. What leads where another command before it leads is left out. */
  to?: string
  run?: () => void
}

export interface Provider {
  id: string
  /** Key of the feature's texts: the heading above what is found. */
  title: string
  /** What the palette shows for what was typed; with nothing typed, what is always offered. */
  search: (q: string, signal: AbortSignal) => Promise<Command[]> | Command[]
}

export interface Feature {
  /** The module's id: its texts' namespace and the beginning of its live hints. */
  id: string
  icon: LucideIcon
  /** Icons of single menu entries by their key, where they differ from the feature's. */
  icons?: Record<string, LucideIcon>
  routes: FeatureRoute[]
  messages: Messages
  /** Called for every hint of every module. */
  live?: (hint: Hint, queryClient: QueryClient) => void
  homeCard?: ComponentType
  /** Stands in the header of every page, before one's own name. */
  headerItem?: ComponentType
  /** Stands behind a person's name wherever one is shown: one small sign, by its shape and not its colour alone, with its words for who does not see it; all in words where there is room. */
  personMark?: ComponentType<{ id: number; inWords: boolean }>
  /** A part of the page of one's settings. */
  settings?: ComponentType
  /** Where the card stands on the home page; small first. */
  homeOrder?: number
  commands?: Provider[]
  /** A hook: what is counted beside a menu entry. `more`: there are more than counted; `mentions`: how often one is named oneself, told apart. */
  useBadge?: (menuKey: string) => { count: number; more?: boolean; mentions?: number } | undefined
  /** What must not stay on this machine is removed when its person signs out. */
  onSignOut?: (session: Session) => Promise<void> | void
  /** Shortcuts for the sheet: keys as shown, and the key of the text. */
  shortcuts?: { keys: string; text: string }[]
}

/** What `<id>.feature.ts` exports as default. */
export function defineFeature(feature: Feature): Feature {
  return feature
}
