import { useInfiniteQuery } from '@tanstack/react-query'
import { Puzzle } from 'lucide-react'
import { api } from '../api/request.ts'
import type { Slice } from '../api/types.ts'
import { useFormat, type Format } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { problemText } from '../i18n/problem-text.ts'
import { Button } from '../kit/button.tsx'
import { EmptyState, Page, Skeleton } from '../kit/page.tsx'
import { Table } from '../kit/table.tsx'
import { defineFeature, type Feature } from './feature.ts'

/** What a module without screens of its own says of its page, in `META-INF/resources/modules/<id>/page.json` of its jar. */
interface Description {
  /** The resource that answers `{items, next}`, such as `/notebook/notes`. */
  list: string
  /** Names of what each item has; the text for a heading is `column.<name>`. */
  columns: string[]
}

type Row = Record<string, unknown>

async function read<T>(id: string, name: string): Promise<T> {
  const answer = await fetch(`/modules/${id}/${name}.json`)
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`)
  return (await answer.json()) as T
}

/** Makes a feature of what such a module brings: its texts, and a page with a plain table. */
export default async function outsideFeature(id: string): Promise<{ default: Feature }> {
  const [description, ja, en] = await Promise.all([
    read<Description>(id, 'page'),
    read<object>(id, 'ja'),
    read<object>(id, 'en'),
  ])
  return {
    default: defineFeature({
      id,
      icon: Puzzle,
      messages: { ja, en },
      live: (hint, client) => {
        if (hint.type.startsWith(`${id}.`)) void client.invalidateQueries({ queryKey: [id] })
      },
      routes: [
        {
          path: `/x/${id}`,
          title: 'list.title',
          component: () => <OutsideList id={id} list={description.list} columns={description.columns} />,
        },
      ],
    }),
  }
}

function textOf(value: unknown, format: Format): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return format.number(value)
  if (typeof value !== 'string') return JSON.stringify(value)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return format.dateTime(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(value) : value
}

function OutsideList({ id, list, columns }: Description & { id: string }) {
  // The module's own, not the shell's.
  const words = useT()
  const format = useFormat()
  const rows = useInfiniteQuery({
    queryKey: [id, 'list'],
    queryFn: ({ pageParam, signal }) => api.get<Slice<Row>>(list, { query: { after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const items = rows.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={words('list.title')}>
      {rows.isPending ? (
        <Skeleton />
      ) : rows.isError ? (
        <EmptyState title={problemText(rows.error)} />
      ) : (
        <Table
          label={words('list.title')}
          columns={columns.map((name) => ({
            id: name,
            header: words(`column.${name}`),
            cell: (row: Row) => textOf(row[name], format),
          }))}
          rows={items}
          getKey={(row) => String(row.id ?? items.indexOf(row))}
          empty={<EmptyState title={words('list.empty')} icon={Puzzle} />}
        />
      )}
      {rows.hasNextPage && (
        <Button isPending={rows.isFetchingNextPage} onPress={() => void rows.fetchNextPage()}>
          {words('list.more')}
        </Button>
      )}
    </Page>
  )
}
