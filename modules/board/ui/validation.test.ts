import { expect, it } from 'vitest'
import { faultsOf, TITLE_MAX } from './validation.ts'

const draft = { title: '停電', text: '本文', audience: ['everyone'], importance: 'normal' as const }

it('lets a complete bulletin through, also while the people are still being counted', () => {
  expect(faultsOf(draft, 1399)).toEqual({})
  expect(faultsOf(draft, undefined)).toEqual({})
})

it('names each field that is missing', () => {
  expect(Object.keys(faultsOf({ ...draft, title: ' 　', text: '\n', audience: [] }, 0))).toEqual([
    'title',
    'text',
    'audience',
  ])
})

it('refuses an audience that reaches nobody, and a title that is too long', () => {
  expect(faultsOf(draft, 0).audience?.key).toBe('edit.audienceNobody')
  expect(faultsOf({ ...draft, title: '字'.repeat(TITLE_MAX) }, 1)).toEqual({})
  expect(faultsOf({ ...draft, title: '字'.repeat(TITLE_MAX + 1) }, 1).title?.values).toEqual({
    max: TITLE_MAX,
    n: TITLE_MAX + 1,
  })
})
