import { Button, DateField, dayOf, Dialog, problemText, RadioGroup, Select, useFormat, useT } from '@kairan/ui'
import { useState } from 'react'

/** Calling many people at once is asked back. */
export function ManyDialog({ count, onClose, onSend }: { count: number; onClose: () => void; onSend: () => void }) {
  const t = useT()
  const format = useFormat()
  return (
    <Dialog
      title={t('confirm.title')}
      isOpen
      role="alertdialog"
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('confirm.back')}
          </Button>
          <Button variant="primary" onPress={onSend}>
            {t('confirm.send', { n: format.number(count) })}
          </Button>
        </>
      }
    >
      <p>{t('confirm.text', { n: format.number(count) })}</p>
    </Dialog>
  )
}

/** Until when an acknowledgement is asked for. */
export function AckDialog({
  value,
  onClose,
  onChoose,
}: {
  value: string | undefined
  onClose: () => void
  onChoose: (day: string) => void
}) {
  const t = useT()
  const [day, setDay] = useState(value ?? dayOf(Date.now() + 3 * 86_400_000))
  const min = dayOf(Date.now())
  return (
    <Dialog
      title={t('ack.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isDisabled={day < min} onPress={() => onChoose(day)}>
            {t('ack.set')}
          </Button>
        </>
      }
    >
      <p>{t('ack.explain')}</p>
      <DateField label={t('ack.due')} value={day} onChange={setDay} min={min} isRequired />
    </Dialog>
  )
}

/** When a message that is written now goes out. */
export function LaterDialog({
  problem,
  isPending,
  onClose,
  onChoose,
}: {
  problem: Error | null
  isPending: boolean
  onClose: () => void
  onChoose: (when: { at: string | null; inWorkingHours: boolean }) => void
}) {
  const t = useT()
  const [way, setWay] = useState('hours')
  const [day, setDay] = useState(dayOf(Date.now() + 86_400_000))
  const [time, setTime] = useState('09:00')
  const at = new Date(`${day}T${time}:00+09:00`)
  const isPast = Number.isNaN(at.getTime()) || at.getTime() <= Date.now()
  return (
    <Dialog
      title={t('later.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={way === 'at' && isPast}
            onPress={() =>
              onChoose(
                way === 'hours' ? { at: null, inWorkingHours: true } : { at: at.toISOString(), inWorkingHours: false },
              )
            }
          >
            {t('later.set')}
          </Button>
        </>
      }
    >
      <div className="k-form">
        {problem && (
          <p className="k-field-error" role="alert">
            {problemText(problem)}
          </p>
        )}
        <RadioGroup
          label={t('later.when')}
          value={way}
          onChange={setWay}
          options={[
            { value: 'hours', label: t('later.hours'), description: t('later.hoursHint') },
            { value: 'at', label: t('later.at') },
          ]}
        />
        {way === 'at' && (
          <div className="chat-pair">
            <DateField label={t('later.day')} value={day} onChange={setDay} min={dayOf(Date.now())} isRequired />
            <TimeChoice value={time} onChange={setTime} />
          </div>
        )}
        {way === 'at' && isPast && <p className="k-field-error">{t('later.past')}</p>}
      </div>
    </Dialog>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const QUARTERS = ['00', '15', '30', '45']

/** Times of a day in quarters of an hour. */
export function TimeChoice({
  value,
  onChange,
  label,
}: {
  value: string
  onChange: (time: string) => void
  label?: string
}) {
  const t = useT()
  return (
    <Select
      label={label ?? t('later.time')}
      value={value}
      onChange={onChange}
      options={HOURS.flatMap((hour) =>
        QUARTERS.map((minute) => {
          const time = `${String(hour).padStart(2, '0')}:${minute}`
          return { value: time, label: time }
        }),
      )}
    />
  )
}
