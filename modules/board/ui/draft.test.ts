import { beforeEach, describe, expect, it } from 'vitest'
import { draftKey, dropDraft, loadDraft, sameDraft, saveDraft, type StoredDraft } from './draft.ts'

const draft: StoredDraft = {
  title: '庁舎の停電について',
  text: '11月29日(日)は停電します。',
  audience: ['everyone'],
  importance: 'important',
  savedAt: 1,
}

beforeEach(() => localStorage.clear())

describe('a draft', () => {
  it('is kept over a reload', () => {
    saveDraft(draftKey(7), draft)
    expect(loadDraft(draftKey(7))).toEqual(draft)
  })

  it('belongs to one person and one bulletin', () => {
    saveDraft(draftKey(7), draft)
    expect(loadDraft(draftKey(8))).toBeUndefined()
    expect(loadDraft(draftKey(7, 12))).toBeUndefined()
  })

  it('is gone when dropped', () => {
    saveDraft(draftKey(7), draft)
    dropDraft(draftKey(7))
    expect(loadDraft(draftKey(7))).toBeUndefined()
  })

  it('that cannot be understood is none', () => {
    localStorage.setItem(draftKey(7), '{"title":1}')
    expect(loadDraft(draftKey(7))).toBeUndefined()
    localStorage.setItem(draftKey(7), '{not json')
    expect(loadDraft(draftKey(7))).toBeUndefined()
  })

  it('is no draft where storage is not allowed', () => {
    const forbidden = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    } as unknown as Storage
    expect(loadDraft('k', forbidden)).toBeUndefined()
    expect(saveDraft('k', draft, forbidden)).toBe(false)
  })

  it('is the same whatever the order of its audience', () => {
    expect(
      sameDraft({ ...draft, audience: ['tree:1', 'title:2'] }, { ...draft, audience: ['title:2', 'tree:1'] }),
    ).toBe(true)
    expect(sameDraft(draft, { ...draft, text: '別の本文' })).toBe(false)
  })
})
