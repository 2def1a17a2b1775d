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
  onLoaded: (text: string) => void
}

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
