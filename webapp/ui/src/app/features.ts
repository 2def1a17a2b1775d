import type { MenuEntry, ModuleListing, Session } from '../api/types.ts'
import { addMessages } from '../i18n/i18n.ts'
import type { Feature } from './feature.ts'
import { mayUse } from './session.ts'

/** One chunk each; a folder that is deleted is simply not there. */
const sources = import.meta.glob<{ default: Feature }>('../../../../modules/*/ui/*.feature.ts')

function idOf(path: string): string {
  return /modules\/([^/]+)\/ui\//.exec(path)?.[1] ?? ''
}

export interface Loaded {
  features: Feature[]
  /** Ids of modules whose screens could not be loaded. */
  missing: string[]
}

/**
 * Loads the screens of the modules that are switched on. One that fails leaves the others as they are. A module from outside, which has
 * no screens here but a menu entry `/x/<id>`, gets a table.
 */
export async function loadFeatures(modules: readonly ModuleListing[]): Promise<Loaded> {
  const known = new Map(Object.entries(sources).map(([path, load]) => [idOf(path), load]))
  const wanted = modules.flatMap(({ id, menu }) => {
    const load =
      known.get(id) ??
      (menu.some(({ path }) => path === `/x/${id}`) && (() => import('./outside.tsx').then((it) => it.default(id))))
    return load ? [{ id, load }] : []
  })
  const results = await Promise.allSettled(wanted.map(({ load }) => load()))
  const features: Feature[] = []
  const missing: string[] = []
  results.forEach((result, index) => {
    if (result.status === 'rejected') {
      missing.push(wanted[index]!.id)
      return
    }
    const feature = result.value.default
    features.push(feature)
  })
  await Promise.all(features.map(({ id, messages }) => addMessages(id, messages)))
  return { features, missing }
}

export interface MenuItem extends MenuEntry {
  feature: Feature
}

/** The menu as the modules order it, of what the person may use and the browser has screens for. */
export function menuOf(modules: readonly ModuleListing[], features: readonly Feature[], session: Session): MenuItem[] {
  return modules
    .flatMap((module) => {
      const feature = features.find((one) => one.id === module.id)
      return feature ? module.menu.map((entry) => ({ ...entry, feature })) : []
    })
    .filter((entry) => mayUse(session, entry.permission))
    .sort((a, b) => a.order - b.order)
}
