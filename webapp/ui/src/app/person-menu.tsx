import { Keyboard, KeyRound, LogOut, MonitorSmartphone, Settings as SettingsIcon } from 'lucide-react'
import { useState, type RefObject } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { api } from '../api/request.ts'
import { useLanguage, useT, type Language } from '../i18n/i18n.ts'
import { Button, Link } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { modalSection } from '../kit/modal-section.tsx'
import { RadioGroup } from '../kit/radio-group.tsx'
import { toasts } from '../kit/toast.tsx'
import { problemText } from '../i18n/problem-text.ts'
import type { Feature } from './feature.ts'
import { forgetStart } from './offline-shell.ts'
import { useSession } from './session.ts'
import { changeLanguage, changeSettings, forgetSettings, useSettings, type Settings } from './settings.ts'

/** Behind one's own name: how the screen looks, one's account, and out. */
export default function PersonMenu({
  trigger,
  onClose,
  onShortcuts,
  features,
}: {
  features: readonly Feature[]
  trigger: RefObject<HTMLElement | null>
  onClose: () => void
  onShortcuts: () => void
}) {
  const t = useT('shell')
  const session = useSession()
  const language = useLanguage()
  const settings = useSettings()
  const [leaving, setLeaving] = useState(false)
  const signOut = async () => {
    setLeaving(true)
    try {
      try {
        await api.delete('/session', { anonymous: true })
      } catch (error) {
        // It has ended already; what lies on this machine has not gone by that.
        if ((error as { status?: number }).status !== 401) throw error
      }
      forgetStart()
      // Signed out one is, whatever a feature could not tidy up.
      await Promise.allSettled(features.map(async ({ onSignOut }) => onSignOut?.(session)))
      if (session.sharedPc) {
        forgetSettings()
        sessionStorage.clear()
      }
      location.assign('/')
    } catch (error) {
      setLeaving(false)
      toasts.show({ tone: 'error', text: problemText(error) })
    }
  }
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
      offset={6}
      className="k-popover k-person-popover"
    >
      <Dialog
        aria-label={t('person.menu', { name: session.person.name })}
        className="k-person-dialog"
        render={modalSection}
      >
        <RadioGroup
          label={t('person.language')}
          value={language}
          onChange={(value) => changeLanguage(value as Language)}
          orientation="horizontal"
          options={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
        />
        <RadioGroup
          label={t('person.textSize')}
          value={settings.textSize}
          onChange={(value) => changeSettings({ textSize: value as Settings['textSize'] })}
          orientation="horizontal"
          options={[
            { value: 'normal', label: t('person.textNormal') },
            { value: 'large', label: t('person.textLarge') },
            { value: 'larger', label: t('person.textLarger') },
          ]}
        />
        <RadioGroup
          label={t('person.theme')}
          value={settings.theme}
          onChange={(value) => changeSettings({ theme: value as Settings['theme'] })}
          orientation="horizontal"
          options={[
            { value: 'auto', label: t('person.themeAuto') },
            { value: 'light', label: t('person.themeLight') },
            { value: 'dark', label: t('person.themeDark') },
            { value: 'contrast', label: t('person.themeContrast') },
          ]}
        />
        <p className="k-description">{t('person.kept')}</p>
        <ul className="k-person-links">
          <li>
            <Link to="/settings" className="k-menu-link" onClick={onClose}>
              <Icon icon={SettingsIcon} /> {t('settings.title')}
            </Link>
          </li>
          <li>
            <Link to="/account/sessions" className="k-menu-link" onClick={onClose}>
              <Icon icon={MonitorSmartphone} /> {t('sessions.title')}
            </Link>
          </li>
          <li>
            <Link to="/account/password" className="k-menu-link" onClick={onClose}>
              <Icon icon={KeyRound} /> {t('password.title')}
            </Link>
          </li>
          <li>
            <Button
              variant="quiet"
              icon={Keyboard}
              className="k-menu-link"
              onPress={() => {
                onClose()
                onShortcuts()
              }}
            >
              {t('shortcuts.title')}
            </Button>
          </li>
          <li>
            <Button
              variant="quiet"
              icon={LogOut}
              className="k-menu-link"
              isPending={leaving}
              onPress={() => void signOut()}
            >
              {t('person.signOut')}
            </Button>
          </li>
        </ul>
      </Dialog>
    </Popover>
  )
}
