import { House, Menu as MenuIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLocation } from '@tanstack/react-router'
import { useLanguage, useT } from '../i18n/i18n.ts'
import { Button, Link } from '../kit/button.tsx'
import { Icon, type IconLike } from '../kit/icon.tsx'
import { later } from '../kit/later.tsx'
import type { Feature } from './feature.ts'
import type { MenuItem } from './features.ts'
import { menuText } from './menu-text.ts'

const MenuDrawer = later(async () => (await import('./menu-drawer.tsx')).default, { fallback: null })

const noBadge = () => undefined

/** Asked through a component of its own, since a feature's badge is a hook. */
function FeatureBadge({ feature, menuKey }: { feature: Feature; menuKey: string }) {
  const t = useT('shell')
  const useBadge: NonNullable<Feature['useBadge']> = feature.useBadge ?? noBadge
  const badge = useBadge(menuKey)
  if (!badge) return null
  const { count, more, mentions = 0 } = badge
  const shown = more || count > 99 ? '99+' : String(count)
  const named = mentions > 99 ? '99+' : String(mentions)
  return (
    <>
      {mentions > 0 && (
        <span className="k-count k-count-mentions">
          <span aria-hidden="true">@{named}</span>
          <span className="k-hidden">{t('menu.mentions', { count: named })}</span>
        </span>
      )}
      {count > 0 && (
        <span className="k-count">
          <span aria-hidden="true">{shown}</span>
          <span className="k-hidden">{t('menu.unread', { count: shown })}</span>
        </span>
      )}
    </>
  )
}

function Entry({
  to,
  icon,
  label,
  exact,
  badge,
  onClick,
}: {
  to: string
  icon: IconLike
  label: string
  exact?: boolean
  badge?: { feature: Feature; menuKey: string }
  onClick?: () => void
}) {
  return (
    <li>
      <Link to={to} className="k-menu-link" activeExact={exact ?? false} {...(onClick ? { onClick } : {})}>
        <Icon icon={icon} />
        <span className="k-menu-text">{label}</span>
        {badge && <FeatureBadge {...badge} />}
      </Link>
    </li>
  )
}

export function Entries({ items, onClick }: { items: readonly MenuItem[]; onClick?: () => void }) {
  const t = useT('shell')
  useLanguage()
  const click = onClick ? { onClick } : {}
  return (
    <ul className="k-menu-list">
      <Entry to="/" icon={House} label={t('home.title')} exact {...click} />
      {items.map((item) => (
        <Entry
          key={`${item.feature.id} ${item.key}`}
          to={item.path}
          icon={item.feature.icons?.[item.key] ?? item.feature.icon}
          label={menuText(item)}
          badge={{ feature: item.feature, menuKey: item.key }}
          {...click}
        />
      ))}
    </ul>
  )
}

/** On the left of a wide screen. */
export function SideMenu({ items }: { items: readonly MenuItem[] }) {
  const t = useT('shell')
  return (
    <nav className="k-side" aria-label={t('menu.label')} data-region="menu" tabIndex={-1}>
      <Entries items={items} />
    </nav>
  )
}

const ON_BAR = 3

/** At the bottom of a phone: home, the first entries, and the rest in a drawer. */
export function BottomBar({ items }: { items: readonly MenuItem[] }) {
  const t = useT('shell')
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  useLanguage()
  useEffect(() => setOpen(false), [pathname])
  return (
    <nav className="k-bottom" aria-label={t('menu.label')} data-region="menu" tabIndex={-1}>
      <ul>
        <Entry to="/" icon={House} label={t('home.title')} exact />
        {items.slice(0, ON_BAR).map((item) => (
          <Entry
            key={`${item.feature.id} ${item.key}`}
            to={item.path}
            icon={item.feature.icons?.[item.key] ?? item.feature.icon}
            label={menuText(item)}
            badge={{ feature: item.feature, menuKey: item.key }}
          />
        ))}
        {items.length > ON_BAR && (
          <li>
            <Button
              variant="quiet"
              className="k-menu-link"
              icon={MenuIcon}
              onPress={() => setOpen(true)}
              aria-expanded={open}
            >
              {t('menu.more')}
            </Button>
          </li>
        )}
      </ul>
      {open && <MenuDrawer items={items} onClose={() => setOpen(false)} />}
    </nav>
  )
}
