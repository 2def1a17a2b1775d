import { defineFeature, later, translator, type Hint, type QueryClient } from '@kairan/ui'
import { Archive, MessagesSquare, ShieldAlert } from 'lucide-react'
import { lazy } from 'react'
import { cardsLive } from './cards-live.ts'
import { ChatLine } from './chat-line.tsx'
import './chat.css'
import { forgetChoices } from './choices.ts'
import { keys } from './keys.ts'
import { line } from './line.ts'
import ja from './messages/ja.json'
import { ordered } from './log.ts'
import { plain } from './mentions.ts'
import { useRooms } from './queries.ts'
import { roomIcon } from './room-icon.ts'
import { forget } from './store.ts'

const HomeCard = later(async () => (await import('./home-card.tsx')).HomeCard)
const Screen = later(async () => (await import('./chat-screen.tsx')).ChatScreen)

/** One's own lists are asked for once, however many hints arrive. */
const SOON_MS = 400
let asking: ReturnType<typeof setTimeout> | undefined

const renewCards = cardsLive()

function live(hint: Hint, client: QueryClient): void {
  if (!hint.type.startsWith('chat.')) renewCards(hint, client)
  if (hint.type !== 'chat.mine-changed') return
  asking ??= setTimeout(
    () => {
      asking = undefined
      void client.invalidateQueries({ queryKey: keys.rooms })
      void client.invalidateQueries({ queryKey: keys.own })
    },
    SOON_MS / 2 + (SOON_MS / 2) * Math.random(),
  )
}

const FOUND = 6

export default defineFeature({
  id: 'chat',
  icon: MessagesSquare,
  icons: { 'menu.chatAdministration': ShieldAlert, 'menu.chatExports': Archive },
  messages: { ja, en: () => import('./messages/en.json') },
  live,
  headerItem: ChatLine,
  homeCard: HomeCard,
  homeOrder: 20,
  settings: lazy(() => import('./own-choices.tsx')),
  onSignOut: ({ sharedPc }) => {
    if (sharedPc) forgetChoices()
    return forget()
  },
  useBadge: (menuKey) => {
    const rooms = useRooms().data?.rooms
    if (menuKey !== 'menu.chat') return undefined
    return (
      rooms && {
        count: rooms.reduce((sum, room) => sum + (room.muted ? 0 : room.unread), 0),
        mentions: rooms.reduce((sum, room) => sum + room.mentions, 0),
      }
    )
  },
  commands: [
    {
      id: 'rooms',
      title: 'list.title',
      search: (q) => {
        const words = plain(q)
        if (words === '') return []
        return ordered(line.rooms())
          .filter((room) => plain(`${room.name} ${room.purpose}`).includes(words))
          .slice(0, FOUND)
          .map((room) => ({
            id: String(room.id),
            label: room.name,
            detail: translator('chat')(`roomKind.${room.kind}`),
            icon: roomIcon(room.kind),
            to: `/chat/${room.id}`,
          }))
      },
    },
  ],
  shortcuts: [
    { keys: '↑ / ↓ / J / K', text: 'keys.move' },
    { keys: 'Enter', text: 'keys.acts' },
    { keys: '↑', text: 'keys.editLast' },
    { keys: 'Shift + Enter', text: 'keys.newLine' },
    { keys: 'Esc', text: 'keys.leave' },
  ],
  routes: [
    {
      path: '/chat-administration',
      title: 'admin.title',
      permission: 'chat.administer',
      component: lazy(async () => ({ default: (await import('./administration.tsx')).AdministrationScreen })),
    },
    {
      path: '/chat-exports',
      title: 'exports.title',
      permission: 'chat.export',
      component: lazy(async () => ({ default: (await import('./administration.tsx')).ExportsScreen })),
    },
    { path: '/chat', title: 'title', component: Screen },
    { path: '/chat/$id', title: 'title', component: Screen },
  ],
})
