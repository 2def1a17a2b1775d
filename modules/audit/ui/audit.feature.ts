import { defineFeature } from '@kairan/ui'
import { ScrollText } from 'lucide-react'
import { lazy } from 'react'
import './audit.css'
import ja from './messages/ja.json'

export default defineFeature({
  id: 'audit',
  icon: ScrollText,
  messages: { ja, en: () => import('./messages/en.json') },
  routes: [
    {
      path: '/audit',
      title: 'list.title',
      permission: 'audit.read',
      component: lazy(async () => ({ default: (await import('./audit.tsx')).AuditScreen })),
    },
  ],
})
