import { defineFeature } from '@kairan/ui'
import { Bell as BellIcon, MailWarning } from 'lucide-react'
import { lazy } from 'react'
import { Bell } from './bell.tsx'
import ja from './messages/ja.json'
import './notification.css'
import { noticesLive } from './queries.ts'

export default defineFeature({
  id: 'notification',
  icon: BellIcon,
  icons: { 'menu.mails': MailWarning },
  messages: { ja, en: () => import('./messages/en.json') },
  live: noticesLive(),
  headerItem: Bell,
  settings: lazy(() => import('./choices.tsx')),
  routes: [
    { path: '/notification', title: 'list.title', component: lazy(() => import('./notices.tsx')) },
    {
      path: '/notification/mails',
      title: 'mails.title',
      permission: 'notification.see-mails',
      component: lazy(() => import('./mails.tsx')),
    },
  ],
})
