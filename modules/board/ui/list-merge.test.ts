import { describe, expect, it } from 'vitest'
import { hold, once } from './list-merge.ts'

const rows = (...ids: number[]) => ids.map((id) => ({ id }))

describe('a list that grows at its top', () => {
  it('shows everything at first and while the reader is at the top', () => {
    expect(hold(rows(3, 2, 1), [], false)).toEqual({ shown: rows(3, 2, 1), held: [] })
    expect(hold(rows(4, 3, 2), rows(3, 2), true)).toEqual({ shown: rows(4, 3, 2), held: [] })
  })

  it('holds newcomers back while the reader is further down', () => {
    expect(hold(rows(5, 4, 3, 2, 1), rows(3, 2, 1), false)).toEqual({ shown: rows(3, 2, 1), held: rows(5, 4) })
  })

  it('lets older rows come at the bottom and withdrawn ones go', () => {
    expect(hold(rows(5, 2, 1, 0), rows(3, 2, 1), false)).toEqual({ shown: rows(2, 1, 0), held: rows(5) })
  })

  it('keeps in place what newcomers pushed over the end of the page', () => {
    expect(hold(rows(6, 5, 4), rows(4, 3, 2), false)).toEqual({ shown: rows(4, 3, 2), held: rows(6, 5) })
    expect(hold(rows(5, 4, 2), rows(4, 3, 2, 1), false)).toEqual({ shown: rows(4, 2, 1), held: rows(5) })
  })

  it('starts anew when nothing of what was shown is left', () => {
    expect(hold(rows(9, 8), rows(3, 2), false)).toEqual({ shown: rows(9, 8), held: [] })
  })

  it('shows a row once even when pages overlap', () => {
    expect(once([{ items: rows(3, 2) }, { items: rows(2, 1) }])).toEqual(rows(3, 2, 1))
  })
})
