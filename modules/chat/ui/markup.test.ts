import { addMessages } from '../../../webapp/ui/src/i18n/i18n.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import en from './messages/en.json'
import ja from './messages/ja.json'
import {
  decoded,
  encoded,
  excerptOf,
  labelsOf,
  mentionAt,
  pagesIn,
  parseLine,
  parseMessage,
  tokensIn,
  wordsOf,
} from './markup.ts'

beforeAll(() => addMessages('chat', { ja, en }))

const mentions = [
  { kind: 'person', id: 12, label: '佐藤 花子' },
  { kind: 'all', label: '' },
]

describe('the markup of a message', () => {
  it('knows bold, code, links, lists, quotes and names, and nothing else', () => {
    expect(parseMessage('**重要** `a<b` @[person:12]\n> 引用\n- 一\n- 二\n1. 甲', labelsOf(mentions))).toEqual([
      {
        kind: 'lines',
        lines: [
          [
            { kind: 'bold', parts: [{ kind: 'text', text: '重要' }] },
            { kind: 'text', text: ' ' },
            { kind: 'code', text: 'a<b' },
            { kind: 'text', text: ' ' },
            { kind: 'mention', token: 'person:12', label: '佐藤 花子' },
          ],
        ],
      },
      { kind: 'quote', lines: [[{ kind: 'text', text: '引用' }]] },
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [[{ kind: 'text', text: '一' }], [{ kind: 'text', text: '二' }]],
      },
      { kind: 'list', ordered: true, start: 1, items: [[{ kind: 'text', text: '甲' }]] },
    ])
  })

  it('lets no address through that a browser would run', () => {
    for (const evil of ['[押す](javascript:alert(1))', '<img src=x onerror=alert(1)>', '[x](data:text/html,x)'])
      expect(parseLine(evil).every((part) => part.kind === 'text')).toBe(true)
    expect(parseLine('https://example.jp/')[0]).toMatchObject({ kind: 'link', href: 'https://example.jp/' })
  })

  it('is bounded in time for the worst text', () => {
    const began = performance.now()
    parseMessage('*'.repeat(8000))
    parseMessage('**a'.repeat(2600))
    parseMessage('`'.repeat(8000))
    parseMessage('@['.repeat(4000))
    expect(performance.now() - began).toBeLessThan(1500)
  })

  it('reads names out, and files where there are no words', () => {
    expect(wordsOf({ text: '@[all] 会議です\n- **本日**', mentions })).toBe('@全員 会議です 本日')
    expect(
      excerptOf({
        text: '',
        mentions: [],
        files: [{ id: 1, file: 'f', name: '資料.pdf', type: '', size: 1, state: 'ready' }],
      }),
    ).toBe('資料.pdf')
    expect(excerptOf({ text: '字'.repeat(90), mentions: [], files: [] })).toHaveLength(81)
  })
})

describe('the pages to which a text links', () => {
  it('are those of Kairan itself, each once, and of a question only the message', () => {
    const here = location.origin
    expect(
      pagesIn(
        `**${here}/board/12** と ${here}/board/12 と ${here}/chat/3?m=4&x=5\n- ${here}/people/7\n> https://example.jp/board/9 ${here}/`,
      ),
    ).toEqual(['/board/12', '/chat/3?m=4', '/people/7'])
    expect(pagesIn('ただの文')).toEqual([])
  })
})

describe('a mention', () => {
  it('is typed as a name and sent as a token', () => {
    const typed = {
      text: '@佐藤 花子さん、@佐藤 へ',
      names: [
        { token: 'person:1', label: '佐藤' },
        { token: 'person:12', label: '佐藤 花子' },
      ],
    }
    expect(encoded(typed)).toBe('@[person:12]さん、@[person:1] へ')
  })

  it('comes back as it was typed', () => {
    const typed = decoded('@[person:12] と @[title:3]', labelsOf(mentions))
    expect(typed).toEqual({ text: '@佐藤 花子 と @[title:3]', names: [{ token: 'person:12', label: '佐藤 花子' }] })
    expect(encoded(typed)).toBe('@[person:12] と @[title:3]')
    expect(tokensIn('@[person:12] と @[all]')).toEqual(['person:12', 'all'])
  })

  it('is being typed only after an at sign that begins a word', () => {
    expect(mentionAt('@さと', 3)).toEqual({ from: 0, query: 'さと' })
    expect(mentionAt('はい、@', 4)).toEqual({ from: 3, query: '' })
    expect(mentionAt('a@example', 9)).toBeUndefined()
    expect(mentionAt('@佐藤 花', 5)).toBeUndefined()
  })
})
