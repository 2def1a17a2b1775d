import { translator, useT } from '../i18n/i18n.ts'
import { Checkbox } from '../kit/checkbox.tsx'
import { Dialog } from '../kit/dialog.tsx'
import type { Feature } from './feature.ts'
import { changeSettings, useSettings } from './settings.ts'

export default function ShortcutSheet({ onClose, features }: { onClose: () => void; features: readonly Feature[] }) {
  const t = useT('shell')
  const { singleKeys } = useSettings()
  const own = [
    { keys: 'Ctrl + K', text: t('shortcuts.palette') },
    { keys: 'F6', text: t('shortcuts.region') },
    { keys: 'Shift + F6', text: t('shortcuts.regionBack') },
    { keys: '?', text: t('shortcuts.sheet') },
    { keys: 'Esc', text: t('shortcuts.close') },
  ]
  const others = features.flatMap((feature) =>
    (feature.shortcuts ?? []).map(({ keys, text }) => ({ keys, text: translator(feature.id)(text) })),
  )
  return (
    <Dialog title={t('shortcuts.title')} isOpen onClose={onClose}>
      <dl className="k-keys">
        {[...own, ...others].map(({ keys, text }) => (
          <div key={`${keys} ${text}`}>
            <dt>
              {keys.split(' + ').map((key, index) => (
                <span key={key}>
                  {index > 0 && ' + '}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={t('shortcuts.singleKeys')}
        description={t('shortcuts.singleKeysHint')}
        value={singleKeys}
        onChange={(value) => changeSettings({ singleKeys: value })}
      />
    </Dialog>
  )
}
