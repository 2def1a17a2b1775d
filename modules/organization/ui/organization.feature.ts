import { defineFeature, later } from '@kairan/ui'
import { CalendarOff, FileUp, KeyRound, ShieldCheck, UserPen, UserSearch, Users } from 'lucide-react'
import { lazy } from 'react'
import { organizationLive } from './live.ts'
import ja from './messages/ja.json'
import './organization.css'
import { findPeople } from './palette.ts'

const ADMINISTER = 'organization.administer'
const ADMINISTER_SECTION = 'organization.administer-section'

export default defineFeature({
  id: 'organization',
  icon: UserSearch,
  icons: {
    'menu.people': UserSearch,
    'menu.imports': FileUp,
    'menu.codes': KeyRound,
    'menu.groups': Users,
    'menu.edits': UserPen,
    'menu.grants': ShieldCheck,
    'menu.closedDays': CalendarOff,
  },
  messages: { ja, en: () => import('./messages/en.json') },
  live: organizationLive(),
  settings: lazy(() => import('./own-settings.tsx')),
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
      permission: ADMINISTER_SECTION,
      component: later(async () => (await import('./codes.tsx')).CodesScreen, { ahead: false }),
    },
    {
      path: '/organization/groups',
      title: 'groups.title',
      component: later(async () => (await import('./groups.tsx')).GroupsScreen, { ahead: false }),
    },
    {
      path: '/organization/groups/new',
      title: 'groups.new',
      component: later(async () => (await import('./groups.tsx')).NewGroupScreen, { ahead: false }),
    },
    {
      path: '/organization/groups/$id',
      title: 'groups.title',
      component: later(async () => (await import('./groups.tsx')).GroupScreen, { ahead: false }),
    },
    {
      path: '/organization/grants',
      title: 'grants.title',
      permission: ADMINISTER,
      component: later(async () => (await import('./grants.tsx')).GrantsScreen, { ahead: false }),
    },
    {
      path: '/organization/edits',
      title: 'edit.title',
      permission: ADMINISTER_SECTION,
      component: later(async () => (await import('./edits.tsx')).EditsScreen, { ahead: false }),
    },
    {
      path: '/organization/edits/people/new',
      title: 'edit.newPerson',
      permission: ADMINISTER_SECTION,
      component: later(async () => (await import('./edit-person.tsx')).NewPersonScreen, { ahead: false }),
    },
    {
      path: '/organization/edits/people/$id',
      title: 'edit.people',
      permission: ADMINISTER_SECTION,
      component: later(async () => (await import('./edit-person.tsx')).EditPersonScreen, { ahead: false }),
    },
    {
      path: '/organization/edits/sections/new',
      title: 'edit.newSection',
      permission: ADMINISTER,
      component: later(async () => (await import('./edit-section.tsx')).NewSectionScreen, { ahead: false }),
    },
    {
      path: '/organization/edits/sections/$id',
      title: 'edit.sections',
      permission: ADMINISTER,
      component: later(async () => (await import('./edit-section.tsx')).EditSectionScreen, { ahead: false }),
    },
    {
      path: '/organization/edits/titles/new',
      title: 'edit.newTitle',
      permission: ADMINISTER,
      component: later(async () => (await import('./edit-title.tsx')).NewTitleScreen, { ahead: false }),
    },
    {
      path: '/organization/edits/titles/$id',
      title: 'edit.titles',
      permission: ADMINISTER,
      component: later(async () => (await import('./edit-title.tsx')).EditTitleScreen, { ahead: false }),
    },
    {
      path: '/organization/closed-days',
      title: 'closedDays.title',
      permission: ADMINISTER,
      component: later(async () => (await import('./closed-days.tsx')).ClosedDaysScreen, { ahead: false }),
    },
  ],
})
