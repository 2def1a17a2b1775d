import { describe, expect, it } from 'vitest'
import { bulleted, headed, linked, numbered } from './markup-edit.ts'

describe('the toolbar of a text', () => {
  it('signs every selected line, and takes the sign away again', () => {
    const done = bulleted({ text: '甲\n乙\n丙', from: 0, to: 3 })
    expect(done.text).toBe('- 甲\n- 乙\n丙')
    expect(bulleted({ ...done }).text).toBe('甲\n乙\n丙')
  })

  it('changes one kind of line into another', () => {
    expect(numbered({ text: '- 甲\n- 乙', from: 0, to: 7 }).text).toBe('1. 甲\n2. 乙')
    expect(headed({ text: '1. 甲', from: 2, to: 2 }).text).toBe('## 甲')
  })

  it('wraps words as a link and selects the address to type', () => {
    const done = linked('文字')({ text: '様式を', from: 0, to: 2 })
    expect(done.text).toBe('[様式](https://)を')
    expect(done.text.slice(done.from, done.to)).toBe('https://')
  })

  it('makes a link of a selected address and selects the words to type', () => {
    const done = linked('文字')({ text: 'https://a.example', from: 0, to: 17 })
    expect(done.text).toBe('[文字](https://a.example)')
    expect(done.text.slice(done.from, done.to)).toBe('文字')
  })
})
