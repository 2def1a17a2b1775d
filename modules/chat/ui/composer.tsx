import {
  api,
  Button,
  bytesIn,
  DateField,
  dayOf,
  Dialog,
  Icon,
  IconButton,
  problemText,
  RadioGroup,
  Select,
  useFormat,
  useMutation,
  useQuery,
  useQueryClient,
  useSession,
  useT,
  useToast,
  useUploads,
} from '@kairan/ui'
import { AtSign, CalendarClock, ClipboardCheck, FileText, Paperclip, Send, X } from 'lucide-react'
import { useCallback, useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useChoices } from './choices.ts'
import { keepDraft, loadDraft, tellDraft } from './drafts.ts'
import { keys } from './keys.ts'
import { decoded, encoded, excerptOf, labelsOf, mentionAt, tokensIn, type Typed } from './markup.ts'
import { useCandidates, type Candidate } from './mentions.ts'
import { newKey } from './outbox.ts'
import { outbox } from './queries.ts'
import { useWorld } from './room-context.ts'
import type { Draft, Limits, Message } from './types.ts'

export interface ComposerHandle {
  focus: () => void
  reply: (message: Message) => void
  edit: (message: Message) => void
  /** Puts back what could not be sent. */
  restore: (text: string, mentions: Message['mentions']) => void
}

export interface ComposerProps {
  ref: Ref<ComposerHandle>
  limits: Limits
  /** The agenda item that is shown, to which what is written belongs. */
  agenda: number | undefined
  /** The last message of one's own, for Arrow Up. */
  lastOwn: Message | undefined
  onSent: () => void
  onLeave: () => void
}

const TELL_AFTER_MS = 1200
const NOTHING: Typed = { text: '', names: [] }

/** Where one writes. Nothing is sent while an input method composes, and nothing that was typed gets lost. */
export function Composer({ ref, limits, agenda, lastOwn, onSent, onLeave }: ComposerProps) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const { person, sharedPc } = useSession()
  const { room, people, acts } = useWorld()
  const { send: sendBy } = useChoices()
  const storage = sharedPc ? sessionStorage : localStorage
  const [typed, setTyped] = useState<Typed>(() => loadDraft(storage, person.id, room.id) ?? NOTHING)
  const [replyTo, setReplyTo] = useState<{ seq: number; name: string; excerpt: string }>()
  const [editing, setEditing] = useState<{ message: Message; before: Typed }>()
  const [ackBy, setAckBy] = useState<string>()
  const [dialog, setDialog] = useState<'later' | 'ack' | { all: number; send: () => void }>()
  const uploads = useUploads(() => [])
  const area = useRef<HTMLTextAreaElement>(null)
  const composing = useRef(false)
  const [caret, setCaret] = useState(0)
  const [choice, setChoice] = useState(0)
  const [dismissed, setDismissed] = useState<number>()

  const mention = mentionAt(typed.text, caret)
  const asked = mention && mention.from !== dismissed ? mention : undefined
  const candidates = useCandidates(room, asked?.query)
  const isChoosing = asked !== undefined && candidates.length > 0
  const chosen = Math.min(choice, candidates.length - 1)

  useEffect(() => {
    if (area.current) fit(area.current)
  }, [typed.text])
  const draft = useServerDraft({
    room: room.id,
    person: person.id,
    storage,
    typed,
    reply: replyTo?.seq,
    isPaused: editing !== undefined,
    onLoaded: (text) => setTyped(decoded(text, (token) => tokenLabel(token))),
  })
  const tokenLabel = (token: string) =>
    token === 'all' ? t('mention.all') : token.startsWith('person:') ? people[Number(token.slice(7))]?.name : undefined

  const focus = useCallback(() => area.current?.focus(), [])
  useImperativeHandle(ref, () => ({
    focus,
    reply: (message) => {
      setReplyTo({
        seq: message.seq,
        name: people[message.author]?.name ?? t('room.somebody'),
        excerpt: message.deletedAt ? '' : excerptOf(message),
      })
      focus()
    },
    edit: (message) => {
      setEditing({ message, before: typed })
      setTyped(decoded(message.text, labelsOf(message.mentions)))
      focus()
    },
    restore: (text, mentions) => {
      setTyped((now) => {
        const back = decoded(text, labelsOf(mentions))
        return now.text.trim() === ''
          ? back
          : { text: `${back.text}\n${now.text}`, names: [...back.names, ...now.names] }
      })
      focus()
    },
  }))

  const text = encoded(typed).trim()
  const isSending = uploads.items.some(({ state }) => state !== 'done')
  const tooLong = text.length > limits.body
  const isEmpty = text === '' && uploads.items.length === 0
  const maySend = !isEmpty && !tooLong && !isSending

  const clear = () => {
    setTyped(NOTHING)
    setReplyTo(undefined)
    setAckBy(undefined)
    uploads.replace([])
    draft.sent()
  }

  const reach = () => reachOf(text, candidatesKnown(candidates), room.members)

  const send = (confirmAll = false) => {
    if (!maySend) return
    if (editing) {
      if (text !== '' && text !== editing.message.text) void acts.edit(editing.message, text)
      setTyped(editing.before)
      setEditing(undefined)
      return
    }
    const named = reach()
    if (named > limits.confirm && !confirmAll) {
      setDialog({ all: named, send: () => send(true) })
      return
    }
    void outbox.add({
      key: newKey(),
      room: room.id,
      text,
      reply: replyTo?.seq,
      agenda,
      files: uploads.items.flatMap(({ upload, name }) => (upload ? [{ upload, name }] : [])),
      ackBy,
      confirmAll,
      clientAt: new Date().toISOString(),
      mentions: mentionsOf(typed),
    })
    clear()
    onSent()
  }

  const later = useMutation({
    mutationFn: (when: { at: string | null; inWorkingHours: boolean }) =>
      api.post(`/chat/rooms/${room.id}/scheduled`, {
        text,
        ...(replyTo ? { reply: replyTo.seq } : {}),
        ...(agenda ? { agenda } : {}),
        files: uploads.items.flatMap(({ upload }) => (upload ? [upload] : [])),
        ...(ackBy ? { ackBy } : {}),
        ...when,
      }),
    meta: { quiet: true },
    onSuccess: (_answer, when) => {
      setDialog(undefined)
      clear()
      void client.invalidateQueries({ queryKey: keys.scheduled })
      toast.show({
        tone: 'success',
        text: when.at ? t('later.done', { when: format.dateTime(when.at) }) : t('later.doneHours'),
      })
    },
  })

  const take = (candidate: Candidate) => {
    if (!asked) return
    const after = typed.text.slice(caret)
    const before = `${typed.text.slice(0, asked.from)}@${candidate.label} `
    setTyped({
      text: before + after,
      names: [
        ...typed.names.filter(({ label }) => label !== candidate.label),
        { token: candidate.token, label: candidate.label },
      ],
    })
    setCaret(before.length)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(before.length, before.length)
    })
  }

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229: the key belongs to the input method, also where the browser says so only in this way.
    if (event.nativeEvent.isComposing || composing.current || event.keyCode === 229) return
    if (isChoosing) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        setChoice((chosen + (event.key === 'ArrowDown' ? 1 : -1) + candidates.length) % candidates.length)
        return
      }
      if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey)) {
        event.preventDefault()
        take(candidates[chosen]!)
        return
      }
      if (event.key === 'Escape') {
        event.preventDefault()
        setDismissed(asked?.from)
        return
      }
    }
    const command = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && (command || (sendBy === 'enter' && !event.shiftKey && !event.altKey))) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' && typed.text === '' && lastOwn && !editing && !command && !event.shiftKey) {
      event.preventDefault()
      setEditing({ message: lastOwn, before: typed })
      setTyped(decoded(lastOwn.text, labelsOf(lastOwn.mentions)))
    } else if (event.key === 'Escape') {
      if (editing) {
        setTyped(editing.before)
        setEditing(undefined)
      } else if (replyTo) {
        setReplyTo(undefined)
      } else {
        onLeave()
      }
      event.preventDefault()
    }
  }

  const choose = (files: FileList | File[] | null) => {
    const list = [...(files ?? [])]
    const room = limits.files - uploads.items.length
    if (list.length > room) toast.show({ tone: 'error', text: t('files.tooMany', { max: limits.files }) })
    uploads.add(list.slice(0, Math.max(0, room)))
  }

  const label = t('compose.label', { room: room.name })
  return (
    // Files may be dropped or pasted; the button is the twin.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="chat-composer"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        choose(event.dataTransfer.files)
      }}
    >
      {editing && (
        <p className="chat-context">
          <strong>{t('compose.editing')}</strong> <span>{t('compose.editingHint')}</span>
          <IconButton
            icon={X}
            label={t('compose.cancelEdit')}
            onPress={() => {
              setTyped(editing.before)
              setEditing(undefined)
              focus()
            }}
          />
        </p>
      )}
      {replyTo && !editing && (
        <p className="chat-context">
          <strong>{t('compose.replyTo', { name: replyTo.name })}</strong> <span>{replyTo.excerpt}</span>
          <IconButton icon={X} label={t('compose.cancelReply')} onPress={() => setReplyTo(undefined)} />
        </p>
      )}
      {ackBy && !editing && (
        <p className="chat-context">
          <strong>{t('ack.asked')}</strong> <span>{t('ack.until', { day: format.day(ackBy) })}</span>
          <IconButton icon={X} label={t('compose.cancelAck')} onPress={() => setAckBy(undefined)} />
        </p>
      )}
      {uploads.items.length > 0 && (
        <ul className="chat-uploads" aria-label={t('files.title')}>
          {uploads.items.map((item) => (
            <li key={item.key} data-state={item.state}>
              <Icon icon={FileText} size="1em" /> <span>{item.name}</span>{' '}
              <span className="chat-quiet">
                {item.state === 'done'
                  ? bytesIn(item.size)
                  : item.state === 'failed'
                    ? problemText(item.problem)
                    : t('files.sending', { percent: format.percent(item.sent, item.size) })}
              </span>
              <IconButton
                icon={X}
                label={t('files.remove', { name: item.name })}
                onPress={() => uploads.remove(item.key)}
              />
            </li>
          ))}
        </ul>
      )}
      {isChoosing && (
        <div className="chat-candidates" role="listbox" id="chat-candidates" aria-label={t('mention.list')}>
          {candidates.map((candidate, at) => (
            // The field keeps the focus and the keys; this is what they point at.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={candidate.token}
              id={`chat-candidate-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === chosen}
              className="chat-candidate"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(candidate)}
            >
              <strong>@{candidate.label}</strong> <span className="chat-quiet">{candidate.detail}</span>
            </div>
          ))}
        </div>
      )}
      <div className="chat-field">
        <textarea
          ref={area}
          rows={1}
          aria-label={label}
          aria-describedby="chat-how"
          aria-autocomplete="list"
          {...(isChoosing
            ? { 'aria-controls': 'chat-candidates', 'aria-activedescendant': `chat-candidate-${chosen}` }
            : {})}
          aria-invalid={tooLong || undefined}
          placeholder={t('compose.placeholder')}
          value={typed.text}
          onChange={(event) => {
            setTyped({ ...typed, text: event.target.value })
            setCaret(event.target.selectionStart)
            setChoice(0)
            setDismissed(undefined)
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={press}
          onCompositionStart={() => {
            composing.current = true
          }}
          onCompositionEnd={() => {
            // Safari tells of the Enter that ends a composition after its end.
            setTimeout(() => {
              composing.current = false
            })
          }}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return
            event.preventDefault()
            choose(event.clipboardData.files)
          }}
        />
        <div className="chat-tools">
          {!editing && (
            <>
              <FileTrigger allowsMultiple onSelect={choose}>
                <IconButton icon={Paperclip} label={t('compose.attach')} />
              </FileTrigger>
              <IconButton
                icon={AtSign}
                label={t('compose.mention')}
                onPress={() => {
                  const at = area.current?.selectionStart ?? typed.text.length
                  const space = at === 0 || /\s$/.test(typed.text.slice(0, at)) ? '' : ' '
                  const next = `${typed.text.slice(0, at)}${space}@`
                  setTyped({ ...typed, text: next + typed.text.slice(at) })
                  setCaret(next.length)
                  requestAnimationFrame(() => {
                    area.current?.focus()
                    area.current?.setSelectionRange(next.length, next.length)
                  })
                }}
              />
              <IconButton
                icon={ClipboardCheck}
                label={t('compose.ack')}
                aria-pressed={ackBy !== undefined}
                onPress={() => setDialog('ack')}
              />
              <IconButton
                icon={CalendarClock}
                label={t('compose.later')}
                isDisabled={!maySend}
                onPress={() => setDialog('later')}
              />
            </>
          )}
          <Button
            type="submit"
            variant="primary"
            size="small"
            icon={Send}
            isDisabled={!maySend}
            aria-label={t(editing ? 'compose.save' : 'compose.send')}
          >
            <span className="chat-send-word">{t(editing ? 'compose.save' : 'compose.send')}</span>
          </Button>
        </div>
      </div>
      <p className="chat-how" id="chat-how">
        {tooLong ? (
          <strong className="chat-too-long">{t('compose.tooLong', { max: limits.body, n: text.length })}</strong>
        ) : (
          t(sendBy === 'enter' ? 'compose.howEnter' : 'compose.howCtrl')
        )}
      </p>
      {dialog === 'ack' && (
        <AckDialog
          value={ackBy}
          onClose={() => setDialog(undefined)}
          onChoose={(day) => {
            setAckBy(day)
            setDialog(undefined)
            requestAnimationFrame(focus)
          }}
        />
      )}
      {dialog === 'later' && (
        <LaterDialog
          problem={later.error}
          isPending={later.isPending}
          onClose={() => setDialog(undefined)}
          onChoose={(when) => later.mutate(when)}
        />
      )}
      {typeof dialog === 'object' && (
        <Dialog
          title={t('confirm.title')}
          isOpen
          role="alertdialog"
          onClose={() => setDialog(undefined)}
          actions={
            <>
              <Button autoFocus onPress={() => setDialog(undefined)}>
                {t('confirm.back')}
              </Button>
              <Button
                variant="primary"
                onPress={() => {
                  setDialog(undefined)
                  dialog.send()
                }}
              >
                {t('confirm.send', { n: format.number(dialog.all) })}
              </Button>
            </>
          }
        >
          <p>{t('confirm.text', { n: format.number(dialog.all) })}</p>
        </Dialog>
      )}
    </form>
  )
}

function mentionsOf({ text, names }: Typed): Message['mentions'] {
  const used = new Set(tokensIn(encoded({ text, names })))
  return names
    .filter(({ token }) => used.has(token))
    .map(({ token, label }) => {
      const [kind, id] = token.split(':') as [string, string | undefined]
      return { kind, ...(id ? { id: Number(id) } : {}), label }
    })
}

function candidatesKnown(candidates: readonly Candidate[]): Map<string, number> {
  return new Map(candidates.flatMap(({ token, people }) => (people ? [[token, people]] : [])))
}

/** How many people a text calls at once, as far as is known here; the server counts exactly. */
function reachOf(text: string, known: ReadonlyMap<string, number>, members: number): number {
  const tokens = tokensIn(text)
  if (tokens.includes('all')) return members - 1
  return tokens.reduce((sum, token) => sum + (known.get(token) ?? 1), 0)
}

/** As high as what is in it. */
function fit(element: HTMLTextAreaElement): void {
  element.style.height = 'auto'
  element.style.height = `${Math.min(element.scrollHeight, 240)}px`
}

interface ServerDraft {
  room: number
  person: number
  storage: Storage
  typed: Typed
  reply: number | undefined
  /** What is in the field is an edit, and no draft. */
  isPaused: boolean
  onLoaded: (text: string) => void
}

/** Takes the draft up where another device left it, and keeps it here and there. */
function useServerDraft({ room, person, storage, typed, reply, isPaused, onLoaded }: ServerDraft) {
  const client = useQueryClient()
  const key = [...keys.drafts, room]
  const told = useRef<string | undefined>(undefined)
  const kept = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api.get<Draft | undefined>(`/chat/rooms/${room}/draft`, { signal })) ?? null,
    retry: false,
  })
  const text = encoded(typed)
  const now = useRef({ typed, text, reply, isPaused })
  useEffect(() => {
    now.current = { typed, text, reply, isPaused }
  })

  const loaded = kept.data?.text
  useEffect(() => {
    if (loaded === undefined) return
    const local = loadDraft(storage, person, room)
    // What was typed here and has not arrived there is newer; so is what is being typed.
    const isClean = now.current.text === (told.current ?? now.current.text) && !local?.unsent
    if (isClean && !now.current.isPaused && loaded !== now.current.text) {
      told.current = loaded
      onLoaded(loaded)
    } else if (told.current === undefined) {
      told.current = loaded
    }
    // Only what the server says is a reason to look.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [loaded])

  const tell = useCallback(async () => {
    const { text: last, reply: to, isPaused: paused } = now.current
    if (paused || last === (told.current ?? '')) return
    try {
      await tellDraft(room, last, to)
      told.current = last
      client.setQueryData(key, last === '' ? null : { text: last, ...(to === undefined ? {} : { reply: to }) })
      keepDraft(storage, person, room, { ...now.current.typed, reply: to, unsent: now.current.text !== last })
      void client.invalidateQueries({ queryKey: keys.drafts, exact: true })
    } catch {
      // It is kept here, and told with the next change or visit.
    }
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, room, person, storage])

  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      if (loadDraft(storage, person, room)?.unsent) void tell()
      return
    }
    if (isPaused) return
    const unsent = text !== (told.current ?? '')
    keepDraft(storage, person, room, { ...typed, reply, unsent })
    if (!unsent) return
    const timer = setTimeout(() => void tell(), TELL_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typed, text, reply, isPaused, tell, storage, person, room])

  useEffect(() => {
    const leave = () => void tell()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [tell])

  return {
    /** It has become a message. */
    sent: () => {
      keepDraft(storage, person, room, NOTHING)
    },
  }
}

function AckDialog({
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

function LaterDialog({
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
