import { Button, RadioGroup, Section, useSession, useT } from '@kairan/ui'
import { useState } from 'react'
import { choose, useChoices } from './choices.ts'

/** Chat's part of the page of one's settings. */
export default function OwnChoices() {
  const t = useT()
  const { send, desktop } = useChoices()
  const { sharedPc } = useSession()
  const [permission, setPermission] = useState(() =>
    typeof Notification === 'undefined' ? 'unsupported' : Notification.permission,
  )
  const isOn = desktop && permission === 'granted'
  return (
    <Section title={t('title')} card>
      <div className="k-settings">
        <RadioGroup
          label={t('choices.send')}
          value={send}
          onChange={(value) => choose({ send: value === 'ctrl-enter' ? value : 'enter' })}
          options={[
            { value: 'enter', label: t('choices.enter'), description: t('choices.enterHint') },
            { value: 'ctrl-enter', label: t('choices.ctrlEnter'), description: t('choices.ctrlEnterHint') },
          ]}
        />
        <div>
          <p className="k-label">{t('choices.desktop')}</p>
          <p className="k-description">{t(sharedPc ? 'choices.desktopShared' : 'choices.desktopHint')}</p>
          {permission === 'unsupported' || permission === 'denied' ? (
            <p role="status">{t(permission === 'denied' ? 'choices.denied' : 'choices.unsupported')}</p>
          ) : (
            <Button
              aria-pressed={isOn}
              onPress={() => {
                if (isOn) choose({ desktop: false })
                else
                  void Notification.requestPermission().then((answer) => {
                    setPermission(answer)
                    choose({ desktop: answer === 'granted' })
                  })
              }}
            >
              {t(isOn ? 'choices.turnOff' : 'choices.turnOn')}
            </Button>
          )}
        </div>
      </div>
    </Section>
  )
}
