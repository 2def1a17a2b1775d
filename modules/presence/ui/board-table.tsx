import {
  Button,
  EmptyState,
  IconButton,
  PersonChip,
  problemText,
  Skeleton,
  Table,
  useFormat,
  useT,
  type Column,
} from '@kairan/ui'
import { Bell, BellRing, MapPinPen, Users } from 'lucide-react'
import { useState } from 'react'
import { useWaiting } from './acts.ts'
import { useBoard } from './queries.ts'
import { SetDialog } from './set-dialog.tsx'
import { STATUSES } from './statuses.ts'
import type { BoardRow } from './types.ts'
import { useWords } from './words.ts'

function Waiter({ row }: { row: BoardRow }) {
  const t = useT()
  const { id, name } = row.person
  const waiting = useWaiting(id, name)
  return (
    <IconButton
      icon={row.waiting ? BellRing : Bell}
      label={t(row.waiting ? 'waiting.end' : 'waiting.begin', { name })}
      aria-pressed={row.waiting}
      onPress={() => waiting.mutate(!row.waiting)}
    />
  )
}

interface BoardTableProps {
  label: string
  team: readonly string[]
  limit?: number
  me: number
}

/** People, where they are, when they are back and when they can be spoken to. */
export function BoardTable({ label, team, limit, me }: BoardTableProps) {
  const t = useT()
  const words = useWords()
  const format = useFormat()
  const board = useBoard(team, limit)
  const [set, setSet] = useState<BoardRow>()
  if (!board.data) {
    return board.isError ? (
      <EmptyState
        title={t('failed')}
        text={problemText(board.error)}
        action={<Button onPress={() => void board.refetch()}>{t('retry')}</Button>}
      />
    ) : (
      <Skeleton lines={10} />
    )
  }
  const known = new Set<number>()
  const rows = board.data.pages
    .flatMap(({ items }) => items)
    .filter(({ person }) => !known.has(person.id) && known.add(person.id))
  const columns: Column<BoardRow>[] = [
    {
      id: 'name',
      header: t('board.name'),
      isRowHeader: true,
      cell: ({ person }) => <PersonChip person={person} size="small" mark={false} />,
    },
    {
      id: 'status',
      header: t('board.status'),
      cell: ({ presence }) => (
        <span className={`presence-status presence-${presence.status}`}>
          <StatusIcon status={presence.status} /> {words.status(presence)}
        </span>
      ),
    },
    {
      id: 'place',
      header: t('board.place'),
      cell: ({ presence }) => (
        <>
          {[presence.place, presence.note].filter(Boolean).join(' ')}
          {presence.setBy && presence.setBy.id !== presence.person && (
            <span className="presence-by">{t('board.by', { name: presence.setBy.name })}</span>
          )}
        </>
      ),
    },
    { id: 'back', header: t('board.back'), cell: ({ presence }) => words.back(presence) },
    {
      id: 'free',
      header: t('board.free'),
      cell: ({ freeAt }) =>
        freeAt === undefined
          ? t('board.freeNot')
          : Date.parse(freeAt) <= Date.now() + 60_000
            ? t('board.freeNow')
            : t('board.freeFrom', { time: format.time(freeAt) }),
    },
    {
      id: 'extension',
      header: t('board.extension'),
      cell: ({ extension }) => extension && <a href={`tel:${extension}`}>{extension}</a>,
    },
    {
      id: 'acts',
      header: t('board.acts'),
      hideHeader: true,
      cell: (row) => (
        <span className="presence-acts">
          {row.person.id !== me && (row.presence.status !== 'in' || row.waiting) && <Waiter row={row} />}
          {row.maySet && (
            <IconButton
              icon={MapPinPen}
              label={t('set.title', { name: row.person.name })}
              onPress={() => setSet(row)}
            />
          )}
        </span>
      ),
    },
  ]
  return (
    <div className="presence-board">
      <Table
        label={label}
        rows={rows}
        getKey={({ person }) => person.id}
        columns={columns}
        empty={<EmptyState icon={Users} title={t('board.empty')} text={t('board.emptyText')} />}
      />
      {board.hasNextPage && (
        <p className="presence-next">
          <Button isPending={board.isFetchingNextPage} onPress={() => void board.fetchNextPage()}>
            {t('board.more')}
          </Button>
        </p>
      )}
      {set && <SetDialog person={set.person} presence={set.presence} onClose={() => setSet(undefined)} />}
    </div>
  )
}

function StatusIcon({ status }: { status: BoardRow['presence']['status'] }) {
  const Shape = STATUSES[status]
  return <Shape aria-hidden="true" width="1.1em" height="1.1em" className="k-icon" />
}
