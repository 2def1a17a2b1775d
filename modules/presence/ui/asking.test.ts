import { describe, expect, test } from 'vitest'
import { askIn, Gathered, holdsFor } from './asking.ts'

describe('what is asked one by one', () => {
  test('goes out together and comes back to each', async () => {
    const asked: number[][] = []
    const gathered = new Gathered<string>(async (ids) => {
      asked.push(ids)
      return new Map(ids.filter((id) => id !== 3).map((id) => [id, `p${id}`]))
    })
    const all = await Promise.all([1, 2, 3, 2].map((id) => gathered.one(id)))
    expect(all).toEqual(['p1', 'p2', undefined, 'p2'])
    expect(asked).toEqual([[1, 2, 3]])
    expect(await gathered.one(1)).toBe('p1')
    expect(asked).toHaveLength(2)
  })

  test('is not more than the server takes at once', async () => {
    const sizes: number[] = []
    const gathered = new Gathered<number>(async (ids) => {
      sizes.push(ids.length)
      return new Map(ids.map((id) => [id, id]))
    })
    const all = await Promise.all(Array.from({ length: 1_201 }, (_, id) => gathered.one(id)))
    expect(all[1_200]).toBe(1_200)
    expect(sizes).toEqual([500, 500, 201])
  })

  test('fails for all who have asked', async () => {
    const gathered = new Gathered<string>(() => Promise.reject(new Error('away')))
    const all = await Promise.allSettled([gathered.one(1), gathered.one(2)])
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

describe('an answer', () => {
  test('holds by the server’s clock, whatever the browser’s says', () => {
    expect(holdsFor('2027-01-12T01:00:00Z', '2027-01-12T02:00:00Z', 300)).toBe(3_600_300)
    expect(holdsFor('2027-01-12T01:00:00Z', '2027-01-12T01:00:00Z', 0)).toBe(1_000)
  })

  test('of a while ago is asked for sooner', () => {
    expect(askIn(60_000, 1_000, 31_000)).toBe(30_000)
    expect(askIn(60_000, 1_000, 99_000)).toBe(10_000)
    expect(askIn(undefined, 1_000, 2_000)).toBe(false)
  })
})
