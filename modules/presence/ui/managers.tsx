import {
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Skeleton,
  useFormat,
  useNavigate,
  useSearch,
  useSession,
  useT,
  useTitles,
} from '@kairan/ui'
import { Crown, Printer, UserCog } from 'lucide-react'
import { useState } from 'react'
import { BoardTable } from './board-table.tsx'
import { Frame } from './frame.tsx'
import { managers } from './titles.ts'

/** More than a page of paper holds, and fewer than a city has managers of. */
const LIMIT = 200

/** Who of the managers is in, and when the others can be spoken to. */
export function ManagersScreen() {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const { person } = useSession()
  const search: { titles?: string } = useSearch({ strict: false })
  const titles = useTitles()
  const [isChoosing, setChoosing] = useState(false)
  const all = titles.data?.items ?? []
  const chosen =
    search.titles === undefined ? managers(all) : String(search.titles).split(',').filter(Boolean).map(Number)
  return (
    <Frame
      title={t('managers.title')}
      actions={
        <Button variant="quiet" icon={Printer} onPress={() => window.print()}>
          {t('managers.print')}
        </Button>
      }
    >
      <p className="presence-printed">
        {format.date(Date.now())} {format.time(Date.now())}
      </p>
      <div className="presence-choose">
        <Button icon={UserCog} onPress={() => setChoosing(true)}>
          {t('managers.choose')}
        </Button>
      </div>
      {!titles.data ? (
        <Skeleton lines={10} />
      ) : chosen.length === 0 ? (
        <EmptyState icon={Crown} title={t('managers.none')} text={t('managers.noneText')} />
      ) : (
        <BoardTable label={t('managers.title')} team={chosen.map((id) => `title:${id}`)} limit={LIMIT} me={person.id} />
      )}
      {isChoosing && (
        <TitlesDialog
          titles={all}
          value={chosen}
          onClose={() => setChoosing(false)}
          onDone={(ids) => {
            setChoosing(false)
            void navigate({ to: '/presence/managers', search: { titles: ids.join(',') } as never, replace: true })
          }}
        />
      )}
    </Frame>
  )
}

function TitlesDialog({
  titles,
  value,
  onClose,
  onDone,
}: {
  titles: readonly { id: number; name: string }[]
  value: readonly number[]
  onClose: () => void
  onDone: (ids: number[]) => void
}) {
  const t = useT()
  const [chosen, setChosen] = useState(new Set(value))
  return (
    <Dialog
      title={t('managers.choose')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" onPress={() => onDone(titles.map(({ id }) => id).filter((id) => chosen.has(id)))}>
            {t('managers.show')}
          </Button>
        </>
      }
    >
      <div className="presence-titles">
        {titles.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            value={chosen.has(id)}
            onChange={(on) => setChosen((was) => new Set([...was].filter((one) => one !== id).concat(on ? [id] : [])))}
          />
        ))}
      </div>
    </Dialog>
  )
}
