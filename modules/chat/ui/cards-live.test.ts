import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { cardsLive } from './cards-live.ts'
import { keys } from './keys.ts'

const soon = () => new Promise((done) => setTimeout(done, 20))
const card = (path: string, module = 'calendar', kind = 'proposal') => ({ path, module, kind, title: 'x' })

it('asks anew for the cards of the thing that has changed, and for no others', async () => {
  const client = new QueryClient()
  const pages = {
    shown: ['/calendar/proposals/12', '/board/5'],
    other: ['/calendar/proposals/112'],
    event: ['/calendar/events/12'],
  }
  client.setQueryData(keys.cards(pages.shown), [card('/board/5', 'board', 'bulletin'), card('/calendar/proposals/12')])
  client.setQueryData(keys.cards(pages.other), [card('/calendar/proposals/112')])
  client.setQueryData(keys.cards(pages.event), [card('/calendar/events/12', 'calendar', 'event')])
  cardsLive(0)({ type: 'calendar.changed', ref: 'calendar:proposal:12' }, client)
  cardsLive(0)({ type: 'calendar.changed' }, client)
  await soon()
  const isOld = (paths: string[]) => client.getQueryState(keys.cards(paths))?.isInvalidated
  expect([isOld(pages.shown), isOld(pages.other), isOld(pages.event)]).toEqual([true, false, false])
})
