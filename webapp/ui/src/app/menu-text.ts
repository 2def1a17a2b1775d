import { translator } from '../i18n/i18n.ts'
import type { MenuItem } from './features.ts'

/** The entry's text: the feature's text for the server's key, `menu.board` say; else the feature's name. */
export function menuText({ key, feature }: Pick<MenuItem, 'key' | 'feature'>): string {
  const t = translator(feature.id)
  const found = [key, 'menu', 'name'].find((one) => t.has(one))
  return found === undefined ? feature.id : t(found)
}
