import { defineFeature, later } from '@kairan/ui'
import { HardDrive } from 'lucide-react'
import ja from './messages/ja.json'
import './storage.css'

export default defineFeature({
  id: 'storage',
  icon: HardDrive,
  messages: { ja, en: () => import('./messages/en.json') },
  routes: [
    {
      path: '/storage',
      title: 'state.title',
      permission: 'storage.administer',
      component: later(async () => (await import('./state.tsx')).StateScreen, { ahead: false }),
    },
  ],
})
