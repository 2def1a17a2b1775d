import { defineFeature } from '@kairan/ui'
import { ScrollText } from 'lucide-react'
import { lazy } from 'react'
import './audit.css'
import en from './messages/en.json'
import ja from './messages/ja.json'

export default defineFeature({
  id: 'audit',
  icon: ScrollText,
  messages: { ja, en },
  routes: [
    {
      path: '/audit',
      title: 'list.title',
      permission: 'audit.read',
      component: lazy(async () => ({ default: (await import('./audit.tsx')).AuditScreen })),
    },
  ],
})
