import { api, problemText, useQueryClient, useToast } from '@kairan/ui'
import { useMemo } from 'react'
import { keys } from './keys.ts'
import { line } from './line.ts'
import type { Held } from './log.ts'
import type { Mark, Message } from './types.ts'

/** The six stamps that say what somebody does about a message, in the order in which they are offered. */
export const STAMPS = ['understood', 'confirmed', 'working', 'thanks', 'well-done', 'please'] as const
export const EMOJI = ['👍', '❤️', '😄', '🎉', '🙏', '👀', '😮', '😢', '💡', '🆗'] as const

export function isStamp(key: string): boolean {
  return (STAMPS as readonly string[]).includes(key)
}

function change(room: number, seq: number, part: (message: Held) => Partial<Message>) {
  line.setLog(room, (log) => ({
    ...log,
    messages: log.messages.map((one) => (one.seq === seq ? { ...one, ...part(one) } : one)),
  }))
}

export function withReaction(message: Message, key: string, me: number): Message['reactions'] {
  const mine = message.reactions.find((one) => one.key === key)
  if (!mine) return [...message.reactions, { key, people: [me], count: 1 }]
  if (!mine.people.includes(me))
    return message.reactions.map((one) =>
      one === mine ? { ...one, people: [...one.people, me], count: one.count + 1 } : one,
    )
  return message.reactions
    .map((one) => (one === mine ? { ...one, people: one.people.filter((id) => id !== me), count: one.count - 1 } : one))
    .filter(({ count }) => count > 0)
}

/** What one does to a message: shown at once, and taken back when the server refuses. */
export function useActs(room: number, me: number) {
  const client = useQueryClient()
  const toast = useToast()
  return useMemo(() => {
    const path = (seq: number, rest = '') => `/chat/rooms/${room}/messages/${seq}${rest}`
    const failed = (problem: unknown) => toast.show({ tone: 'error', text: problemText(problem) })
    const attempt = async (seq: number, part: (message: Held) => Partial<Message>, act: () => Promise<unknown>) => {
      let before: Partial<Message> | undefined
      change(room, seq, (message) => {
        const next = part(message)
        before = Object.fromEntries(Object.keys(next).map((name) => [name, message[name as keyof Message]]))
        return next
      })
      try {
        await act()
      } catch (problem) {
        if (before) change(room, seq, () => before!)
        failed(problem)
      }
    }
    return {
      react: (message: Message, key: string) => {
        const has = message.reactions.some((one) => one.key === key && one.people.includes(me))
        const where = path(message.seq, `/reactions/${encodeURIComponent(key)}`)
        return attempt(
          message.seq,
          (now) => ({ reactions: withReaction(now, key, me) }),
          () => (has ? api.delete(where) : api.put(where)),
        )
      },
      pin: (message: Message) =>
        attempt(
          message.seq,
          () => ({ pinned: !message.pinned }),
          () => (message.pinned ? api.delete(path(message.seq, '/pin')) : api.put(path(message.seq, '/pin'))),
        ),
      mark: (message: Message, mark: Mark | null) =>
        attempt(
          message.seq,
          () => ({ mark }),
          () => api.put(path(message.seq, '/mark'), { mark }),
        ),
      bookmark: async (message: Message) => {
        await attempt(
          message.seq,
          () => ({ bookmarked: !message.bookmarked }),
          () =>
            message.bookmarked ? api.delete(path(message.seq, '/bookmark')) : api.put(path(message.seq, '/bookmark')),
        )
        void client.invalidateQueries({ queryKey: keys.bookmarks })
      },
      acknowledge: (message: Message) =>
        attempt(
          message.seq,
          (now) => ({
            ack: now.ack && { ...now.ack, done: now.ack.done + 1, mine: new Date().toISOString() },
          }),
          () => api.post(path(message.seq, '/acknowledgement')),
        ),
      edit: (message: Message, text: string) =>
        attempt(
          message.seq,
          () => ({ text, editedAt: new Date().toISOString() }),
          () => api.put(path(message.seq), { text, baseVersion: message.version }),
        ),
      remove: (message: Message) =>
        attempt(
          message.seq,
          () => ({ text: '', files: [], reactions: [], deletedAt: new Date().toISOString() }),
          () => api.delete(path(message.seq)),
        ),
      unreadFrom: async (message: Message) => {
        try {
          await api.put(`/chat/rooms/${room}/unread`, { from: message.seq })
          line.markUnread(room)
          await client.invalidateQueries({ queryKey: keys.rooms })
          return true
        } catch (problem) {
          failed(problem)
          return false
        }
      },
      report: async (message: Message, reason: string) => {
        await api.post(path(message.seq, '/report'), { reason })
      },
    }
  }, [room, me, client, toast])
}

export type Acts = ReturnType<typeof useActs>
