import { Outlet, useRouterState } from '@tanstack/react-router'
import { ChevronDown, House, KeyRound, Languages, MonitorSmartphone, Search, Settings, WifiOff } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { language, NamespaceContext, useLanguage, useT } from '../i18n/i18n.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { later } from '../kit/later.tsx'
import { PersonChip } from '../kit/person-chip.tsx'
import { ToastRegion } from '../kit/toast.tsx'
import { Link } from '../kit/button.tsx'
import { useOffline } from './connection.ts'
import type { Command, Feature } from './feature.ts'
import type { MenuItem } from './features.ts'
import { BottomBar, SideMenu } from './main-menu.tsx'
import { Mark } from './mark.tsx'
import { menuText } from './menu-text.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { useSession } from './session.ts'
import { changeLanguage } from './settings.ts'
import { useShortcuts } from './shortcuts.ts'

// What is opened on demand is loaded on demand.
const NOTHING = { fallback: null }
const Palette = later(async () => (await import('./palette.tsx')).default, NOTHING)
const PersonMenu = later(async () => (await import('./person-menu.tsx')).default, NOTHING)
const ShortcutSheet = later(async () => (await import('./shortcut-sheet.tsx')).default, NOTHING)

function OfflineBar() {
  const t = useT('shell')
  const offline = useOffline()
  return (
    <div role="status" className="k-offline-place">
      {offline && (
        <div className="k-offline">
          <Icon icon={WifiOff} /> {t('offline.bar')}
        </div>
      )}
    </div>
  )
}

function PersonButton({ features, onShortcuts }: { features: readonly Feature[]; onShortcuts: () => void }) {
  const t = useT('shell')
  const { person } = useSession()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <AriaButton
        ref={button}
        className="k-person-button"
        aria-expanded={open}
        aria-haspopup="dialog"
        onPress={() => setOpen(true)}
      >
        <PersonChip person={person} mark={false} />
        <span className="k-hidden">{t('person.settings')}</span>
        <Icon icon={ChevronDown} />
      </AriaButton>
      {open && (
        <PersonMenu features={features} trigger={button} onClose={() => setOpen(false)} onShortcuts={onShortcuts} />
      )}
    </>
  )
}

/** What features put beside one's name; one that fails is not missed there. */
function HeaderItems({ features }: { features: readonly Feature[] }) {
  return features.map(
    ({ id, headerItem: Item }) =>
      Item && (
        <NamespaceContext.Provider key={id} value={id}>
          <ErrorBoundary fallback={() => null}>
            <Item />
          </ErrorBoundary>
        </NamespaceContext.Provider>
      ),
  )
}

export interface ShellProps {
  features: readonly Feature[]
  menu: readonly MenuItem[]
}

export function Shell({ features, menu }: ShellProps) {
  const t = useT('shell')
  const current = useLanguage()
  const [palette, setPalette] = useState(false)
  const [sheet, setSheet] = useState(false)
  const openPalette = useCallback(() => setPalette(true), [])
  const openSheet = useCallback(() => setSheet(true), [])
  useShortcuts({ palette: openPalette, sheet: openSheet })
  const busy = useRouterState({ select: (state) => state.isLoading })
  const commands = useMemo<Command[]>(() => {
    const other = current === 'ja' ? 'en' : 'ja'
    return [
      { id: 'home', label: t('home.title'), icon: House, to: '/' },
      ...menu.map((item) => ({
        id: `${item.feature.id} ${item.key}`,
        label: menuText(item),
        icon: item.feature.icons?.[item.key] ?? item.feature.icon,
        to: item.path,
      })),
      { id: 'settings', label: t('settings.title'), icon: Settings, to: '/settings' },
      { id: 'sessions', label: t('sessions.title'), icon: MonitorSmartphone, to: '/account/sessions' },
      { id: 'password', label: t('password.title'), icon: KeyRound, to: '/account/password' },
      {
        id: 'language',
        label: t('palette.language'),
        icon: Languages,
        run: () => changeLanguage(language() === 'ja' ? 'en' : 'ja'),
        detail: other === 'en' ? 'English' : '日本語',
      },
    ]
  }, [menu, t, current])
  return (
    <div className="k-shell">
      <a
        href="#main"
        className="k-skip"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        {t('skip')}
      </a>
      <header className="k-header" data-region="header" tabIndex={-1}>
        <Link to="/" className="k-home-link" activeExact>
          <Mark />
        </Link>
        <Button variant="quiet" icon={Search} className="k-search-button" onPress={openPalette}>
          <span className="k-search-words">{t('palette.title')}</span> <kbd aria-hidden="true">Ctrl K</kbd>
        </Button>
        <HeaderItems features={features} />
        <PersonButton features={features} onShortcuts={openSheet} />
      </header>
      <OfflineBar />
      <SideMenu items={menu} />
      <main id="main" className="k-main" data-region="main" tabIndex={-1} aria-busy={busy}>
        <Outlet />
      </main>
      <BottomBar items={menu} />
      <ToastRegion />
      {palette && <Palette onClose={() => setPalette(false)} features={features} commands={commands} />}
      {sheet && <ShortcutSheet onClose={() => setSheet(false)} features={features} />}
    </div>
  )
}
