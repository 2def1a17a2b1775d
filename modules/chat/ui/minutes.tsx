import {
  Button,
  Checkbox,
  Dialog,
  problemText,
  RadioGroup,
  request,
  Select,
  useFormat,
  useMutation,
  useT,
} from '@kairan/ui'
import { FileDown, Printer } from 'lucide-react'
import { useState } from 'react'
import type { Log } from './log.ts'
import { excerptOf } from './markup.ts'
import type { Message, RoomDetail, RoomListing } from './types.ts'

const FORMATS = ['docx', 'pdf', 'csv'] as const
type Format = (typeof FORMATS)[number]

/** 会議録: which part of the room, and in which form. */
export function MinutesDialog({
  room,
  detail,
  log,
  onClose,
}: {
  room: RoomListing
  detail: RoomDetail | undefined
  log: Log
  onClose: () => void
}) {
  const t = useT()
  const format = useFormat()
  const [what, setWhat] = useState('all')
  const [item, setItem] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [marked, setMarked] = useState(false)
  const agenda = detail?.agenda ?? []
  const places = log.messages
    .filter(({ deletedAt }) => !deletedAt)
    .map((message) => ({ value: String(message.seq), label: placeOf(message) }))
  function placeOf(message: Message): string {
    return `${format.day(message.at)} ${format.time(message.at)} ${excerptOf(message, 24)}`
  }
  const query = {
    ...(what === 'range' ? { from: from || undefined, to: to || undefined } : {}),
    ...(what === 'item' ? { agenda: item || undefined } : {}),
    ...(marked ? { marked: true } : {}),
  }
  const take = useMutation({
    mutationFn: (wanted: Format) => save(room.id, wanted, query),
    meta: { quiet: true },
  })
  const print = useMutation({
    // A PDF is what prints the same everywhere; the browser shows it with a button for it.
    mutationFn: async (page: Window | null) => {
      const { blob } = await fetched(room.id, 'pdf', query)
      if (page) page.location.href = URL.createObjectURL(blob)
    },
    meta: { quiet: true },
    onError: (_problem, page) => page?.close(),
  })
  const incomplete = what === 'item' && item === ''
  return (
    <Dialog
      title={t('minutes.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            icon={Printer}
            isDisabled={incomplete}
            isPending={print.isPending}
            onPress={() => print.mutate(window.open('', '_blank'))}
          >
            {t('minutes.print')}
          </Button>
          {FORMATS.map((one) => (
            <Button
              key={one}
              icon={FileDown}
              variant={one === 'docx' ? 'primary' : 'secondary'}
              isDisabled={incomplete}
              isPending={take.isPending && take.variables === one}
              onPress={() => take.mutate(one)}
            >
              {t(`minutes.${one}`)}
            </Button>
          ))}
        </>
      }
    >
      <div className="k-form">
        <p>{t('minutes.explain')}</p>
        {(take.error ?? print.error) && (
          <p className="k-field-error" role="alert">
            {problemText(take.error ?? print.error)}
          </p>
        )}
        <RadioGroup
          label={t('minutes.what')}
          value={what}
          onChange={setWhat}
          options={[
            { value: 'all', label: t('minutes.whole') },
            ...(agenda.length > 0 ? [{ value: 'item', label: t('minutes.item') }] : []),
            { value: 'range', label: t('minutes.range') },
          ]}
        />
        {what === 'item' && (
          <Select
            label={t('agenda.title')}
            value={item}
            onChange={setItem}
            options={agenda.map(({ id, title }, at) => ({
              value: String(id),
              label: t('agenda.numbered', { n: at + 1, title }),
            }))}
          />
        )}
        {what === 'range' && (
          <>
            <Select label={t('minutes.from')} value={from} onChange={setFrom} options={places} />
            <Select label={t('minutes.to')} value={to} onChange={setTo} options={places} />
          </>
        )}
        <Checkbox
          label={t('minutes.marked')}
          description={t('minutes.markedHint')}
          value={marked}
          onChange={setMarked}
        />
        <p className="chat-quiet">{t('minutes.hint')}</p>
        <p role="status">{take.data && t('minutes.done', { hash: take.data.slice(0, 16) })}</p>
      </div>
    </Dialog>
  )
}

async function fetched(
  room: number,
  format: Format,
  query: Record<string, string | boolean | undefined>,
): Promise<{ blob: Blob; name: string; hash: string }> {
  const { data: blob, headers } = await request<Blob>('GET', `/chat/rooms/${room}/minutes`, {
    query: { ...query, format },
    blob: true,
  })
  const named = /filename\*=UTF-8''([^;]+)/i.exec(headers?.get('Content-Disposition') ?? '')
  return {
    blob,
    name: named ? decodeURIComponent(named[1]!) : `minutes-${room}.${format}`,
    hash: headers?.get('Kairan-Content-Hash') ?? '',
  }
}

/** Saves the file and answers its content's hash, which stands in it too. */
async function save(
  room: number,
  format: Format,
  query: Record<string, string | boolean | undefined>,
): Promise<string> {
  const { blob, name, hash } = await fetched(room, format, query)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return hash
}
