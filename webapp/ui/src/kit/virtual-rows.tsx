import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type CSSProperties } from 'react'
import { Head, Line, type TableProps } from './table.tsx'

/** The rows in view of a long table; the table scrolls in a box of its own. */
export default function VirtualRows<Row>(table: TableProps<Row>) {
  const { rows, columns, label, getKey } = table
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 56,
    getItemKey: (index) => getKey(rows[index]!),
    overscan: 12,
    initialRect: { width: 1000, height: 800 },
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <div className="k-table-scroll" ref={box} role="region" aria-label={label} tabIndex={0}>
      <table className="k-table" role="table" aria-label={label} aria-rowcount={rows.length + 1}>
        <Head columns={columns} sort={table.sort} onSort={table.onSort} />
        <tbody role="rowgroup">
          {before > 0 && <Gap height={before} columns={columns.length} />}
          {items.map((item) => (
            <Line
              key={item.key}
              row={rows[item.index]!}
              table={table}
              index={item.index}
              measure={virtual.measureElement}
            />
          ))}
          {after > 0 && <Gap height={after} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  )
}

function Gap({ height, columns }: { height: number; columns: number }) {
  const style: CSSProperties = { height }
  return (
    <tr role="presentation" aria-hidden="true" className="k-gap" style={style}>
      <td role="presentation" colSpan={columns} style={style} />
    </tr>
  )
}
