import { expect, it } from 'vitest'
import { ofMessage } from './offered.ts'

it('takes the first line of a message as the title of what is made of it, and the words with the way back as its notes', () => {
  expect(ofMessage(7, '打合せをしましょう\n来週の月曜に', 'http://kairan/chat/7?m=3')).toEqual({
    title: '打合せをしましょう',
    notes: '打合せをしましょう\n来週の月曜に\nhttp://kairan/chat/7?m=3',
    back: '/chat/7',
  })
})

it('cuts what is too long for an address between two letters, not within one', () => {
  const { title, notes } = ofMessage(7, '𠮷'.repeat(2000), 'x')
  expect(title).toBe(`${'𠮷'.repeat(60)}…`)
  expect(notes).toBe(`${'𠮷'.repeat(600)}…\nx`)
})
