import { api, useQuery, useQueryClient } from '@kairan/ui'
import { useCallback, useEffect, useRef } from 'react'
import { keepDraft, loadDraft, tellDraft } from './drafts.ts'
import { keys } from './keys.ts'
import { encoded, type Typed } from './markup.ts'
import type { Draft } from './types.ts'

export const NOTHING: Typed = { text: '', names: [] }
const TELL_AFTER_MS = 1200

interface ServerDraft {
  room: number
  person: number
  storage: Storage
  typed: Typed
  reply: number | undefined
  /** What is in the field is an edit, and no draft. */
  isPaused: boolean
  onLoaded: (text: string, reply: number | undefined) => void
}

/** Two drafts are the same where this is: a reply without a word is none yet. */
const stateOf = (text: string, reply: number | undefined) => (text === '' ? '' : `${reply ?? ''} ${text}`)

/** Takes the draft up where another device left it, and keeps it here and there. */
export function useServerDraft({ room, person, storage, typed, reply, isPaused, onLoaded }: ServerDraft) {
  const client = useQueryClient()
  const key = [...keys.drafts, room]
  const told = useRef<string | undefined>(undefined)
  const kept = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api.get<Draft | undefined>(`/chat/rooms/${room}/draft`, { signal })) ?? null,
    retry: false,
  })
  const text = encoded(typed)
  const state = stateOf(text, reply)
  const now = useRef({ typed, text, reply, state, isPaused })
  useEffect(() => {
    now.current = { typed, text, reply, state, isPaused }
  })

  const loaded = kept.data ? stateOf(kept.data.text, kept.data.reply) : undefined
  useEffect(() => {
    if (loaded === undefined || !kept.data) return
    const local = loadDraft(storage, person, room)
    // What was typed here and has not arrived there is newer; so is what is being typed.
    const isClean = now.current.state === (told.current ?? now.current.state) && !local?.unsent
    if (isClean && !now.current.isPaused && loaded !== now.current.state) {
      told.current = loaded
      onLoaded(kept.data.text, kept.data.reply)
    } else if (told.current === undefined) {
      told.current = loaded
    }
    // Only what the server says is a reason to look.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [loaded])

  const tell = useCallback(async () => {
    const { text: last, reply: to, state: that, isPaused: paused } = now.current
    if (paused || that === (told.current ?? '')) return
    try {
      await tellDraft(room, last, to)
      told.current = that
      client.setQueryData(key, last === '' ? null : { text: last, ...(to === undefined ? {} : { reply: to }) })
      keepDraft(storage, person, room, {
        ...now.current.typed,
        reply: now.current.reply,
        unsent: now.current.state !== that,
      })
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
    const unsent = state !== (told.current ?? '')
    keepDraft(storage, person, room, { ...typed, reply, unsent })
    if (!unsent) return
    const timer = setTimeout(() => void tell(), TELL_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typed, state, reply, isPaused, tell, storage, person, room])

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
