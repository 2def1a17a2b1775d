import { describe, expect, it } from 'vitest'
import type { SectionListing } from '../api/types.ts'
import { ancestors, choiceOf, choose, opened, toggle, treeOf } from './audience.ts'

const section = (id: number, parentId?: number): SectionListing => ({
  id,
  code: String(id),
  name: `所属${id}`,
  order: id,
  people: 1,
  peopleBelow: 1,
  ...(parentId === undefined ? {} : { parentId }),
})
const list = [section(1), section(2, 1), section(3, 2), section(4, 1), section(5)]
const sections = new Map(list.map((one) => [one.id, one]))

describe('an audience by sections', () => {
  it('makes a tree of the flat list, in its order', () => {
    const roots = treeOf(list)
    expect(roots.map((node) => node.section.id)).toEqual([1, 5])
    expect(roots[0]!.children.map((node) => node.section.id)).toEqual([2, 4])
    expect(treeOf([section(9, 99)]).map((node) => node.section.id)).toEqual([9])
  })

  it('names what is above, and does not run in a circle', () => {
    expect(ancestors(3, sections)).toEqual([2, 1])
    const circle = new Map([section(1, 2), section(2, 1)].map((one) => [one.id, one]))
    expect(ancestors(1, circle)).toEqual([2, 1])
  })

  it('drops what a wider choice covers', () => {
    expect(choose(['section:3', 'tree:4', 'person:7', 'section:5'], 1, 'below', sections)).toEqual([
      'person:7',
      'section:5',
      'tree:1',
    ])
  })

  it('keeps what is below when only the section itself is chosen', () => {
    expect(choose(['section:3'], 1, 'only', sections)).toEqual(['section:3', 'section:1'])
    expect(choose(['tree:1'], 1, 'only', sections)).toEqual(['section:1'])
  })

  it('tells how a section stands', () => {
    expect(choiceOf(['tree:1'], 3, sections)).toBe('covered')
    expect(choiceOf(['section:1'], 3, sections)).toBe('none')
    expect(choiceOf(['section:3'], 3, sections)).toBe('only')
    expect(choiceOf(['tree:2'], 2, sections)).toBe('below')
  })

  it('takes a section out', () => {
    expect(choose(['tree:1', 'title:2'], 1, 'none', sections)).toEqual(['title:2'])
  })

  it('narrows from everyone', () => {
    expect(choose(['everyone'], 2, 'only', sections)).toEqual(['section:2'])
    expect(toggle(['everyone'], 'person:1')).toEqual(['person:1'])
  })

  it('adds and takes out people and titles', () => {
    expect(toggle(['person:1'], 'title:2')).toEqual(['person:1', 'title:2'])
    expect(toggle(['person:1', 'title:2'], 'person:1')).toEqual(['title:2'])
  })

  it('opens the tree where something is chosen', () => {
    expect([...opened(['section:3', 'person:1'], sections)]).toEqual([2, 1])
  })
})
