import { defineFeature, later } from '@kairan/ui'
import { Megaphone } from 'lucide-react'
import './board.css'
import { HomeCard } from './home-card.tsx'
import { boardLive } from './live.ts'
import ja from './messages/ja.json'
import { useUnreadCount } from './queries.ts'

export default defineFeature({
  id: 'board',
  icon: Megaphone,
  messages: { ja, en: () => import('./messages/en.json') },
  live: boardLive(),
  homeCard: HomeCard,
  homeOrder: 10,
  useBadge: () => useUnreadCount().data,
  routes: [
    {
      path: '/board',
      title: 'list.title',
      component: later(async () => (await import('./bulletin-list.tsx')).BulletinListScreen),
    },
    {
      path: '/board/new',
      title: 'edit.newTitle',
      component: later(async () => (await import('./bulletin-editor.tsx')).NewBulletinScreen),
    },
    {
      path: '/board/$id',
      title: 'list.title',
      component: later(async () => (await import('./bulletin-detail.tsx')).BulletinDetailScreen),
    },
    {
      path: '/board/$id/edit',
      title: 'edit.editTitle',
      component: later(async () => (await import('./bulletin-editor.tsx')).EditBulletinScreen),
    },
    {
      path: '/board/$id/readers',
      title: 'readers.title',
      component: later(async () => (await import('./readers.tsx')).ReadersScreen),
    },
  ],
})
