import { defineFeature, later } from '@kairan/ui'
import { MapPinned } from 'lucide-react'
import './presence.css'
import { presenceLive } from './live.ts'
import ja from './messages/ja.json'
import { OwnPresence } from './own-presence.tsx'
import { PresenceMark } from './person-mark.tsx'

const HomeCard = later(async () => (await import('./home-card.tsx')).HomeCard)

export default defineFeature({
  id: 'presence',
  icon: MapPinned,
  messages: { ja, en: () => import('./messages/en.json') },
  live: presenceLive(),
  headerItem: OwnPresence,
  personMark: PresenceMark,
  homeCard: HomeCard,
  homeOrder: 18,
  shortcuts: [
    { keys: 'P', text: 'keys.own' },
    { keys: '1 – 7', text: 'keys.choose' },
  ],
  routes: [
    {
      path: '/presence',
      title: 'board.title',
      component: later(async () => (await import('./board.tsx')).BoardScreen),
    },
    {
      path: '/presence/managers',
      title: 'managers.title',
      component: later(async () => (await import('./managers.tsx')).ManagersScreen),
    },
  ],
})
