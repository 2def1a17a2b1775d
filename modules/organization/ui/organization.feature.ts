import { defineFeature, later } from '@kairan/ui'
import { CalendarOff, FileUp, KeyRound, UserSearch } from 'lucide-react'
import { organizationLive } from './live.ts'
import en from './messages/en.json'
import ja from './messages/ja.json'
import './organization.css'
import { findPeople } from './palette.ts'

const ADMINISTER = 'organization.administer'

export default defineFeature({
  id: 'organization',
  icon: UserSearch,
  icons: {
    'menu.people': UserSearch,
    'menu.imports': FileUp,
    'menu.codes': KeyRound,
    'menu.closedDays': CalendarOff,
  },
  messages: { ja, en },
  live: organizationLive(),
  commands: [{ id: 'people', title: 'people.palette', search: findPeople }],
  routes: [
    {
      path: '/people',
      title: 'people.title',
      component: later(async () => (await import('./people.tsx')).PeopleScreen),
    },
    {
      path: '/people/$id',
      title: 'people.title',
      component: later(async () => (await import('./person.tsx')).PersonScreen),
    },
    {
      path: '/organization/imports',
      title: 'imports.title',
      permission: ADMINISTER,
      component: later(async () => (await import('./imports.tsx')).ImportsScreen, { ahead: false }),
    },
    {
      path: '/organization/imports/new',
      title: 'newImport.title',
      permission: ADMINISTER,
      component: later(async () => (await import('./new-import.tsx')).NewImportScreen, { ahead: false }),
    },
    {
      path: '/organization/imports/$id',
      title: 'imports.title',
      permission: ADMINISTER,
      component: later(async () => (await import('./import-preview.tsx')).ImportPreviewScreen, { ahead: false }),
    },
    {
      path: '/organization/codes',
      title: 'codes.title',
      permission: ADMINISTER,
      component: later(async () => (await import('./codes.tsx')).CodesScreen, { ahead: false }),
    },
    {
      path: '/organization/closed-days',
      title: 'closedDays.title',
      permission: ADMINISTER,
      component: later(async () => (await import('./closed-days.tsx')).ClosedDaysScreen, { ahead: false }),
    },
  ],
})
