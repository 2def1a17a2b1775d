import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { lazy, Suspense, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { cx } from './classes.ts'
import { Skeleton } from './page.tsx'
import { Select } from './select.tsx'
import { Icon } from './icon.tsx'

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The cell that names the row. The first column, unless one says so. */
  isRowHeader?: boolean
  sortable?: boolean
  align?: 'start' | 'end' | 'center'
  /** Any CSS width. */
  width?: string
  /** Keeps the heading for assistive technology only. */
  hideHeader?: boolean
}

export interface Sort {
  column: string
  direction: 'ascending' | 'descending'
}

export interface TableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  getKey: (row: Row) => string | number
  sort?: Sort | undefined
  onSort?: (sort: Sort) => void
  /** A press on a row, and Enter or a press on its heading cell. */
  onRowAction?: (row: Row) => void
  empty?: ReactNode
  /** Draws a row apart, an unread one say; the state must also be told in words. */
  isStrong?: (row: Row) => boolean
}

const VIRTUAL_FROM = 200

// Few tables are that long, so that the others need not load it.
const VirtualRows = lazy(() => import('./virtual-rows.tsx')) as <Row>(table: TableProps<Row>) => ReactNode

/**
 * A table for reading, sorting and opening rows. Past 200 rows only those in view are drawn; on a phone every row is a card. The roles are
 * written out because a table drawn as blocks would lose them.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, sort, onSort, empty } = props
  const t = useT('shell')
  const sortable = columns.filter((column) => column.sortable)
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div className="k-table-box">
      {onSort && sortable.length > 0 && (
        <div className="k-table-sort">
          <Select
            label={t('kit.table.sortBy')}
            value={sort ? `${sort.column} ${sort.direction}` : ''}
            onChange={(value) => {
              const [column, direction] = value.split(' ') as [string, Sort['direction']]
              onSort({ column, direction })
            }}
            options={sortable.flatMap((column) => [
              { value: `${column.id} ascending`, label: t('kit.table.ascending', { column: column.header }) },
              { value: `${column.id} descending`, label: t('kit.table.descending', { column: column.header }) },
            ])}
          />
        </div>
      )}
      {rows.length > VIRTUAL_FROM ? (
        <Suspense fallback={<Skeleton lines={8} />}>
          <VirtualRows {...props} />
        </Suspense>
      ) : (
        <table className="k-table" role="table" aria-label={label}>
          <Head columns={columns} sort={sort} onSort={onSort} />
          <tbody role="rowgroup">
            {rows.map((row) => (
              <Line key={props.getKey(row)} row={row} table={props} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

export function Head<Row>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[]
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : undefined
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              className={cx(column.align && `k-align-${column.align}`)}
              {...(column.width ? { style: { width: column.width } } : {})}
              {...(column.sortable && onSort ? { 'aria-sort': direction ?? 'none' } : {})}
            >
              {column.sortable && onSort ? (
                <button
                  type="button"
                  className="k-sort"
                  onClick={() =>
                    onSort({ column: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
                  }
                >
                  {column.header}
                  <Icon
                    icon={direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ChevronsUpDown}
                    size="1em"
                  />
                </button>
              ) : (
                <span className={cx(column.hideHeader && 'k-hidden')}>{column.header}</span>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface LineProps<Row> {
  row: Row
  table: TableProps<Row>
  index?: number
  measure?: (element: HTMLElement | null) => void
}

export function Line<Row>({ row, table, index, measure }: LineProps<Row>) {
  const { columns, onRowAction, isStrong } = table
  const headerColumn = columns.find((column) => column.isRowHeader) ?? columns[0]
  return (
    <tr
      role="row"
      ref={measure}
      data-index={index}
      {...(index === undefined ? {} : { 'aria-rowindex': index + 2 })}
      className={cx(onRowAction && 'k-row-action', isStrong?.(row) && 'k-row-strong')}
      onClick={
        onRowAction &&
        ((event: MouseEvent<HTMLElement>) => {
          const inner = (event.target as HTMLElement).closest('a, button, input, label, [role="button"]')
          if (!inner && !window.getSelection()?.toString()) onRowAction(row)
        })
      }
    >
      {columns.map((column) => {
        const isHeader = column === headerColumn
        const Cell = isHeader ? 'th' : 'td'
        return (
          <Cell
            key={column.id}
            role={isHeader ? 'rowheader' : 'cell'}
            {...(isHeader ? { scope: 'row' } : { 'data-label': column.hideHeader ? undefined : column.header })}
            className={cx(column.align && `k-align-${column.align}`)}
          >
            {isHeader && onRowAction ? (
              <button
                type="button"
                className="k-row-button"
                onClick={() => onRowAction(row)}
                onKeyDown={moveBetweenRows}
              >
                {column.cell(row)}
              </button>
            ) : (
              column.cell(row)
            )}
          </Cell>
        )
      })}
    </tr>
  )
}

/** Up and down go from row to row, as in a list. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const row = event.currentTarget.closest('tr')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  const button = next?.querySelector<HTMLElement>('.k-row-button')
  if (!button) return
  event.preventDefault()
  button.focus()
  button.scrollIntoView({ block: 'nearest' })
}
