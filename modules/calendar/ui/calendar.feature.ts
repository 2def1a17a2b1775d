import { defineFeature, later } from '@kairan/ui'
import { CalendarDays } from 'lucide-react'
import './calendar.css'
import { calendarLive } from './live.ts'
import ja from './messages/ja.json'

const HomeCard = later(async () => (await import('./home-card.tsx')).HomeCard)

export default defineFeature({
  id: 'calendar',
  icon: CalendarDays,
  messages: { ja, en: () => import('./messages/en.json') },
  live: calendarLive(),
  settings: later(async () => (await import('./reminders.tsx')).UsualRemindersPart),
  homeCard: HomeCard,
  homeOrder: 15,
  shortcuts: [
    { keys: 'D / W / M / L', text: 'keys.views' },
    { keys: 'J / K', text: 'keys.move' },
    { keys: 'T', text: 'keys.today' },
    { keys: 'N', text: 'keys.new' },
    { keys: '← ↑ → ↓', text: 'keys.slots' },
    { keys: 'Alt + ← ↑ → ↓', text: 'keys.carry' },
    { keys: 'Alt + Shift + ← ↑ → ↓', text: 'keys.stretch' },
    { keys: 'Shift + F10', text: 'keys.menu' },
    { keys: 'Ctrl + Z', text: 'keys.undo' },
  ],
  routes: [
    {
      path: '/calendar',
      title: 'own.title',
      component: later(async () => (await import('./own-calendar.tsx')).OwnCalendarScreen),
    },
    {
      path: '/calendar/group',
      title: 'group.title',
      component: later(async () => (await import('./group-week.tsx')).GroupWeekScreen),
    },
    {
      path: '/calendar/rooms',
      title: 'rooms.title',
      component: later(async () => (await import('./rooms-day.tsx')).RoomsScreen),
    },
    {
      path: '/calendar/free-times',
      title: 'free.title',
      component: later(async () => (await import('./free-times.tsx')).FreeTimesScreen),
    },
    {
      path: '/calendar/proposals',
      title: 'proposal.list',
      component: later(async () => (await import('./proposal-list.tsx')).ProposalsScreen),
    },
    {
      path: '/calendar/proposals/new',
      title: 'proposal.newTitle',
      component: later(async () => (await import('./proposal-editor.tsx')).NewProposalScreen),
    },
    {
      path: '/calendar/proposals/$id',
      title: 'proposal.title',
      component: later(async () => (await import('./proposal-view.tsx')).ProposalScreen),
    },
    {
      path: '/calendar/proposals/$id/edit',
      title: 'proposal.editTitle',
      component: later(async () => (await import('./proposal-editor.tsx')).EditProposalScreen),
    },
    {
      path: '/calendar/approvals',
      title: 'approval.title',
      component: later(async () => (await import('./approvals.tsx')).ApprovalsScreen, { ahead: false }),
    },
    {
      path: '/calendar/room-use',
      title: 'use.title',
      component: later(async () => (await import('./room-use.tsx')).RoomUseScreen, { ahead: false }),
    },
    {
      path: '/calendar/rooms/$id/trips',
      title: 'trip.log',
      component: later(async () => (await import('./trips.tsx')).TripLogScreen, { ahead: false }),
    },
    {
      path: '/calendar/room-administration',
      title: 'admin.title',
      permission: 'calendar.administer',
      component: later(async () => (await import('./room-administration.tsx')).RoomAdministrationScreen, {
        ahead: false,
      }),
    },
    {
      path: '/calendar/exchange',
      title: 'exchange.title',
      component: later(async () => (await import('./exchange.tsx')).ExchangeScreen, { ahead: false }),
    },
    {
      path: '/calendar/new',
      title: 'edit.newTitle',
      component: later(async () => (await import('./event-editor.tsx')).NewEventScreen),
    },
    {
      path: '/calendar/events/$id',
      title: 'view.title',
      component: later(async () => (await import('./event-view.tsx')).EventScreen),
    },
    {
      path: '/calendar/events/$id/edit',
      title: 'edit.editTitle',
      component: later(async () => (await import('./event-editor.tsx')).EditEventScreen),
    },
  ],
})
