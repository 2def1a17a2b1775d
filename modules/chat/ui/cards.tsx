import { api, Icon, Link, translator, useQuery, useT, type IconLike } from '@kairan/ui'
import { FileText, MessageSquareText, MessagesSquare, UserRound } from 'lucide-react'
import { useMemo } from 'react'
import { keys } from './keys.ts'
import { pagesIn } from './markup.ts'
import type { CardListing } from './types.ts'

const FRESH_MS = 5_000
const KNOWN_MS = 5 * 60_000

/** All who look at a room get a message in the same moment; they need not all ask in the same. */
const SPREAD_MS = 800

const ICONS: Record<string, IconLike> = { person: UserRound, room: MessagesSquare, message: MessageSquareText }

/** What the links of a message lead to, as far as its reader may see it; the others stay links. */
export function Cards({ text, at, isActive }: { text: string; at: string; isActive: boolean }) {
  const t = useT()
  const pages = useMemo(() => pagesIn(text), [text])
  const cards = useQuery({
    queryKey: keys.cards(pages),
    queryFn: async ({ signal }) => {
      if (Date.now() - Date.parse(at) < FRESH_MS)
        await new Promise((done) => setTimeout(done, Math.random() * SPREAD_MS))
      return (await api.get<{ items: CardListing[] }>('/chat/cards', { query: { path: pages }, signal })).items
    },
    enabled: pages.length > 0,
    staleTime: KNOWN_MS,
    retry: false,
  })
  if (!cards.data || cards.data.length === 0) return null
  return (
    <ul className="chat-cards" aria-label={t('cards.title')}>
      {cards.data.map(({ path, module, kind, title, detail }) => (
        <li key={path}>
          <CardLink path={path} isActive={isActive}>
            <Icon icon={ICONS[kind] ?? FileText} />
            <span className="chat-card-text">
              <strong>{title}</strong>
              <span className="chat-quiet">
                {[kind === 'person' ? undefined : translator(module)('name'), detail].filter(Boolean).join('・')}
              </span>
            </span>
          </CardLink>
        </li>
      ))}
    </ul>
  )
}

function CardLink({ path, isActive, children }: { path: string; isActive: boolean; children: React.ReactNode }) {
  const [pathname, query] = path.split('?m=')
  return (
    <Link
      to={pathname!}
      search={query === undefined ? {} : { m: Number(query) }}
      className="chat-card"
      tabIndex={isActive ? 0 : -1}
    >
      {children}
    </Link>
  )
}
