import { Button, DateField, dayOf, Dialog, Form, RadioGroup, TextField, TimeField, useT, ZONE } from '@kairan/ui'
import { useState } from 'react'
import { useSaying } from './acts.ts'
import { STATUS_NAMES } from './statuses.ts'
import type { PresenceListing, StatusWord } from './types.ts'

interface SetDialogProps {
  person: { id: number; name: string }
  presence: PresenceListing | undefined
  onClose: () => void
}

function timeOf(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  )
}

/** Where somebody is, in full: what, where, until when, and a word for the others. */
export function SetDialog({ person, presence, onClose }: SetDialogProps) {
  const t = useT('presence')
  const saying = useSaying(person.id)
  const said = presence?.setBy ? presence : undefined
  const today = dayOf(Date.now())
  const [status, setStatus] = useState<StatusWord>(said?.status ?? 'out')
  const [place, setPlace] = useState(said?.place ?? '')
  const [note, setNote] = useState(said?.note ?? '')
  const [day, setDay] = useState(said?.backAt ? dayOf(said.backAt) : today)
  const [time, setTime] = useState(said?.backAt ? timeOf(said.backAt) : '')
  const untimed = time === '' && day === today
  const send = (next: Parameters<typeof saying.mutate>[0]) => saying.mutate(next, { onSuccess: onClose })
  const save = () =>
    send({
      said: {
        status,
        place,
        note,
        backAt: untimed ? undefined : new Date(`${day}T${time || '08:30'}:00+09:00`).toISOString(),
      },
      was: presence,
      text: t('set.done', { name: person.name, status: t(`status.${status}`) }),
    })
  return (
    <Dialog
      title={t('set.title', { name: person.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          {said && (
            <Button
              isPending={saying.isPending}
              onPress={() => send({ said: undefined, was: presence, text: t('set.taken', { name: person.name }) })}
            >
              {t('set.takeBack')}
            </Button>
          )}
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isPending={saying.isPending} onPress={save}>
            {t('set.do')}
          </Button>
        </>
      }
    >
      <Form onSubmit={save}>
        <RadioGroup
          label={t('set.status')}
          orientation="horizontal"
          value={status}
          onChange={(value) => setStatus(value as StatusWord)}
          options={STATUS_NAMES.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <TextField label={t('set.place')} value={place} onChange={setPlace} maxLength={100} />
        <div className="presence-until">
          <TimeField
            label={t(status === 'in' || status === 'left' ? 'set.holds' : 'set.back')}
            value={time}
            onChange={setTime}
          />
          <DateField label={t('set.day')} value={day} onChange={setDay} min={today} />
        </div>
        {untimed && <p className="k-description">{t('set.untimed')}</p>}
        <TextField
          label={t('set.note')}
          description={t('set.noteHint')}
          value={note}
          onChange={setNote}
          maxLength={200}
        />
      </Form>
    </Dialog>
  )
}
