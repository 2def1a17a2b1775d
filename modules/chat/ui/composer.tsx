import {
  api,
  Button,
  IconButton,
  useFormat,
  useMutation,
  useQuery,
  useQueryClient,
  useSession,
  useT,
  useToast,
  useUploads,
} from '@kairan/ui'
import { AtSign, CalendarClock, ClipboardCheck, Paperclip, Send } from 'lucide-react'
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react'
import { FileTrigger } from 'react-aria-components'
import { useChoices } from './choices.ts'
import { AckDialog, LaterDialog, ManyDialog } from './composer-dialogs.tsx'
import { CandidateList, Context, UploadRows } from './composer-parts.tsx'
import { loadDraft } from './drafts.ts'
import { keys } from './keys.ts'
import { decoded, encoded, excerptOf, labelsOf, mentionAt, tokensIn, type Typed } from './markup.ts'
import { useCandidates, type Candidate } from './mentions.ts'
import { newKey } from './outbox.ts'
import { RoomOffers } from './offers.tsx'
import { askPage, outbox } from './queries.ts'
import { useWorld } from './room-context.ts'
import { NOTHING, useServerDraft } from './server-draft.ts'
import type { Limits, Message } from './types.ts'

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
  const [kept] = useState(() => loadDraft(storage, person.id, room.id))
  const [typed, setTyped] = useState<Typed>(kept ?? NOTHING)
  const [replyTo, setReplyTo] = useState(kept?.reply)
  const answered = useAnswered(room.id, replyTo)
  const [editing, setEditing] = useState<{ message: Message; before: Typed }>()
  const [ackBy, setAckBy] = useState<string>()
  const [dialog, setDialog] = useState<'later' | 'ack' | { all: number; next: 'send' | 'later' }>()
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

  const wanted = useRef<number>(undefined)
  const putCaret = (place: number) => {
    setCaret(place)
    wanted.current = place
  }
  // Before the next key: it belongs behind the name that was put there.
  useLayoutEffect(() => {
    if (!area.current) return
    fit(area.current)
    if (wanted.current === undefined) return
    area.current.focus()
    area.current.setSelectionRange(wanted.current, wanted.current)
    wanted.current = undefined
  }, [typed.text])
  const draft = useServerDraft({
    room: room.id,
    person: person.id,
    storage,
    typed,
    reply: replyTo,
    isPaused: editing !== undefined,
    onLoaded: (text, reply) => {
      setTyped(decoded(text, (token) => tokenLabel(token)))
      setReplyTo(reply)
    },
  })
  const tokenLabel = (token: string) =>
    token === 'all' ? t('mention.all') : token.startsWith('person:') ? people[Number(token.slice(7))]?.name : undefined

  const focus = useCallback(() => area.current?.focus(), [])
  useImperativeHandle(ref, () => ({
    focus,
    reply: (message) => {
      client.setQueryData<Answered>(keys.answered(room.id, message.seq), {
        name: people[message.author]?.name,
        excerpt: message.deletedAt ? '' : excerptOf(message),
      })
      setReplyTo(message.seq)
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

  // It has been removed meanwhile, or is not shown any more.
  const isGone = answered === null
  useEffect(() => {
    if (isGone) setReplyTo(undefined)
  }, [isGone])

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

  const leaveEdit = () => {
    if (editing) setTyped(editing.before)
    setEditing(undefined)
  }

  const send = (confirmAll = false) => {
    if (!maySend) return
    if (editing) {
      if (text !== '' && text !== editing.message.text) void acts.edit(editing.message, text)
      leaveEdit()
      return
    }
    const named = reachOf(typed, room.members)
    if (named > limits.confirm && !confirmAll) {
      setDialog({ all: named, next: 'send' })
      return
    }
    void outbox.add({
      key: newKey(),
      room: room.id,
      text,
      reply: replyTo,
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
        ...(replyTo === undefined ? {} : { reply: replyTo }),
        ...(agenda ? { agenda } : {}),
        files: uploads.items.flatMap(({ upload }) => (upload ? [upload] : [])),
        ...(ackBy ? { ackBy } : {}),
        confirmAll: reachOf(typed, room.members) > limits.confirm,
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
        { token: candidate.token, label: candidate.label, people: candidate.people },
      ],
    })
    putCaret(before.length)
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
        leaveEdit()
      } else if (replyTo !== undefined) {
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
    const tooBig = list.find(({ size }) => size > limits.fileBytes)
    if (tooBig)
      toast.show({
        tone: 'error',
        text: t('problem.file-too-big', { name: tooBig.name, max: limits.fileBytes / 1_000_000 }),
      })
    uploads.add(list.slice(0, Math.max(0, room)).filter(({ size }) => size <= limits.fileBytes))
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
        <Context
          title={t('compose.editing')}
          detail={t('compose.editingHint')}
          undo={t('compose.cancelEdit')}
          onUndo={() => {
            leaveEdit()
            focus()
          }}
        />
      )}
      {replyTo !== undefined && !editing && (
        <Context
          title={t('compose.replyTo', { name: answered?.name ?? t('room.somebody') })}
          detail={answered?.excerpt}
          undo={t('compose.cancelReply')}
          onUndo={() => setReplyTo(undefined)}
        />
      )}
      {ackBy && !editing && (
        <Context
          title={t('ack.asked')}
          detail={t('ack.until', { day: format.day(ackBy) })}
          undo={t('compose.cancelAck')}
          onUndo={() => setAckBy(undefined)}
        />
      )}
      <UploadRows items={uploads.items} onRemove={uploads.remove} />
      {isChoosing && <CandidateList candidates={candidates} chosen={chosen} onTake={take} />}
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
              <RoomOffers />
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
                  putCaret(next.length)
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
                onPress={() => {
                  const named = reachOf(typed, room.members)
                  setDialog(named > limits.confirm ? { all: named, next: 'later' } : 'later')
                }}
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
        <ManyDialog
          count={dialog.all}
          onClose={() => setDialog(undefined)}
          onSend={() => {
            setDialog(dialog.next === 'later' ? 'later' : undefined)
            if (dialog.next === 'send') send(true)
          }}
        />
      )}
    </form>
  )
}

/** Of the message that is answered: what stands above the field. */
interface Answered {
  name: string | undefined
  excerpt: string
}

/** A draft from elsewhere names only the message's number; `null` where there is none any more. */
function useAnswered(room: number, seq: number | undefined): Answered | null | undefined {
  return useQuery({
    queryKey: keys.answered(room, seq ?? 0),
    queryFn: async ({ signal }): Promise<Answered | null> => {
      const { messages, people } = await askPage(room, { around: seq, limit: 1 }, signal)
      const message = messages.find((one) => one.seq === seq)
      return message
        ? { name: people[message.author]?.name, excerpt: message.deletedAt ? '' : excerptOf(message) }
        : null
    },
    enabled: seq !== undefined,
    staleTime: 'static',
  }).data
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

/** How many people a text calls at once, as far as is known here; the server counts exactly. */
function reachOf(typed: Typed, members: number): number {
  const tokens = tokensIn(encoded(typed))
  if (tokens.includes('all')) return members - 1
  const known = new Map(typed.names.map(({ token, people }) => [token, people]))
  return Math.min(
    members - 1,
    tokens.reduce((sum, token) => sum + (known.get(token) ?? 1), 0),
  )
}

/** As high as what is in it. */
function fit(element: HTMLTextAreaElement): void {
  element.style.height = 'auto'
  element.style.height = `${Math.min(element.scrollHeight, 240)}px`
}
