import { api, Icon, IconButton, translator, useNavigate, useQuery, useT } from '@kairan/ui'
import { CalendarPlus, Plus } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { keys } from './keys.ts'
import { useWorld } from './room-context.ts'
import type { OfferListing, MemberListing } from './types.ts'

/** Members whom one names when one leads to another module's page: more than these are chosen there by section. */
const NAMED = 30

/** What other modules offer to do with a room or with what was said in it; nothing without a line. */
export function useOffers(room: number, message?: number, enabled = true) {
  return useQuery({
    queryKey: keys.acts(room, message),
    queryFn: async ({ signal }) =>
      (await api.get<{ items: OfferListing[] }>(`/chat/rooms/${room}/acts`, { query: { message }, signal })).items,
    enabled,
    staleTime: 'static',
    retry: false,
  }).data
}

/** The page on which it is done, with what is known of the thing. */
export function useOfferRun() {
  const navigate = useNavigate()
  return (act: OfferListing, search: Record<string, string>) => void navigate({ to: act.path, search: search as never })
}

/** In the field where one writes: what others offer to do with the room. */
export function RoomOffers() {
  const t = useT()
  const { room, me } = useWorld()
  const offers = useOffers(room.id)
  const run = useOfferRun()
  if (!offers || offers.length === 0) return null
  const start = async (act: OfferListing) => {
    const named: Record<string, string> = { back: `/chat/${room.id}` }
    if (room.kind !== 'direct') named.title = room.name
    if (room.members <= NAMED) {
      const members = await api
        .get<{ items: MemberListing[] }>(`/chat/rooms/${room.id}/members`)
        // Without their names the page is as good as without a room.
        .catch(() => ({ items: [] }))
      const others = members.items.filter(({ person }) => person.id !== me.id)
      if (others.length > 0) named.with = others.map(({ person }) => `person:${person.id}`).join(',')
    }
    run(act, named)
  }
  return (
    <MenuTrigger>
      <IconButton icon={Plus} label={t('compose.offers')} />
      <Popover className="k-popover chat-menu" placement="top start" offset={4}>
        <Menu
          aria-label={t('compose.offers')}
          className="chat-menu-list"
          onAction={(key) => {
            const act = offers.find((one) => nameOf(one) === key)
            if (act) void start(act)
          }}
        >
          {offers.map((act) => (
            <MenuItem key={nameOf(act)} id={nameOf(act)} textValue={textOf(act)} className="chat-menu-item">
              <Icon icon={CalendarPlus} /> {textOf(act)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

export function nameOf(act: OfferListing): string {
  return `${act.module} ${act.key}`
}

export function textOf(act: OfferListing): string {
  return translator(act.module)(act.key)
}
