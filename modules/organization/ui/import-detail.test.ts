import type { ImportChange } from '@kairan/ui'
import { describe, expect, it } from 'vitest'
import { countOf, itemsOf, matching } from './import-detail.ts'

const changes: ImportChange[] = [
  { row: 2, kind: 'new', subject: 'person', key: '100001', name: '佐藤 花子', after: '総務課 主事' },
  {
    row: 3,
    kind: 'moved',
    subject: 'person',
    key: '100002',
    name: '田中 誠',
    before: '総務課 主事',
    after: '税務課 主任',
  },
  { row: 4, kind: 'left', subject: 'person', key: 'A100003', name: '鈴木　一', before: '税務課 課長' },
]
const rows = (found: ImportChange[]) => found.map((change) => change.row)

describe('changes of an import', () => {
  it('are filtered by kind', () => {
    expect(rows(matching(changes, 'all', ''))).toEqual([2, 3, 4])
    expect(rows(matching(changes, 'moved', ''))).toEqual([3])
  })

  it('are found by name, number and section, whatever the width of the letters', () => {
    expect(rows(matching(changes, 'all', '税務課'))).toEqual([3, 4])
    expect(rows(matching(changes, 'all', '１００００１'))).toEqual([2])
    expect(rows(matching(changes, 'all', 'a100003'))).toEqual([4])
    expect(rows(matching(changes, 'all', '鈴木 一'))).toEqual([4])
    expect(rows(matching(changes, 'all', '総務課 田中'))).toEqual([3])
    expect(rows(matching(changes, 'new', '税務課'))).toEqual([])
  })

  it('tell primary from concurrent assignments', () => {
    expect(itemsOf('総務部/総務課 係長\n+北支所 主査')).toEqual([
      { text: '総務部/総務課 係長', concurrent: false },
      { text: '北支所 主査', concurrent: true },
    ])
    expect(itemsOf(undefined)).toEqual([])
  })
})

it('counts what is new by the server’s word', () => {
  const counts = { added: 2, moved: 1, left: 0, changed: 0, unchanged: 5 }
  expect([countOf(counts, 'new'), countOf(counts, 'moved'), countOf(counts, 'unchanged')]).toEqual([2, 1, 5])
})
