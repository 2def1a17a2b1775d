import { defineFeature, later } from '@kairan/ui'
import { Search } from 'lucide-react'
import ja from './messages/ja.json'
import { findTitles } from './palette.ts'
import './search.css'

export default defineFeature({
  id: 'search',
  icon: Search,
  messages: { ja, en: () => import('./messages/en.json') },
  commands: [{ id: 'search', title: 'palette', search: findTitles }],
  routes: [
    { path: '/search', title: 'title', component: later(async () => (await import('./search.tsx')).SearchScreen) },
  ],
})
