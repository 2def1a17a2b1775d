import { describe, expect, it } from 'vitest'
import { parseInline, parseMarkup, plainText, safeHref } from './markup.ts'

const text = (words: string) => ({ kind: 'text', text: words })

describe('markup', () => {
  it('reads headings, paragraphs with their line breaks, and lists', () => {
    expect(parseMarkup('# 件名\n\n一行目\n二行目\n\n- 甲\n- 乙\n\n3. 三\n4. 四\n## 小見出し')).toEqual([
      { kind: 'heading', level: 1, content: [text('件名')] },
      { kind: 'paragraph', lines: [[text('一行目')], [text('二行目')]] },
      { kind: 'list', ordered: false, start: 1, items: [[text('甲')], [text('乙')]] },
      { kind: 'list', ordered: true, start: 3, items: [[text('三')], [text('四')]] },
      { kind: 'heading', level: 2, content: [text('小見出し')] },
    ])
  })

  it('takes what a Japanese keyboard writes: a wide space, a wide full stop, a middle dot', () => {
    expect(parseMarkup('#　趣旨')[0]).toMatchObject({ kind: 'heading', level: 1 })
    expect(parseMarkup('・　甲')[0]).toMatchObject({ kind: 'list', ordered: false })
    expect(parseMarkup('1．　甲')[0]).toMatchObject({ kind: 'list', ordered: true })
  })

  it('leaves signs without a space as they are', () => {
    expect(parseMarkup('#話題 ###見出しでない -5度 1.5倍')).toEqual([
      { kind: 'paragraph', lines: [[text('#話題 ###見出しでない -5度 1.5倍')]] },
    ])
    expect(parseMarkup('### 三つ')).toEqual([{ kind: 'paragraph', lines: [[text('### 三つ')]] }])
  })

  it('reads any line ending and nothing out of nothing', () => {
    expect(parseMarkup('甲\r\n\r\n乙')).toHaveLength(2)
    expect(parseMarkup('')).toEqual([])
    expect(parseMarkup(' \n\u3000\n')).toEqual([])
  })

  it('finds links with words and bare ones, without the punctuation of the sentence', () => {
    expect(parseInline('[様式](https://a.example/x)と https://b.example/y。まで')).toEqual([
      { kind: 'link', text: '様式', href: 'https://a.example/x' },
      text('と '),
      { kind: 'link', text: 'https://b.example/y', href: 'https://b.example/y' },
      text('。まで'),
    ])
    expect(parseInline('(see https://b.example/y).')).toEqual([
      text('(see '),
      { kind: 'link', text: 'https://b.example/y', href: 'https://b.example/y' },
      text(').'),
    ])
    expect(parseInline('https://b.example/a_(b)')[0]).toMatchObject({ href: 'https://b.example/a_(b)' })
    expect(parseInline('[係へ](mailto:kakari@city.example)')[0]).toMatchObject({
      kind: 'link',
      href: 'mailto:kakari@city.example',
    })
  })

  it('makes no link of any other scheme', () => {
    for (const bad of [
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      '//host/x',
      '/board',
    ]) {
      expect(safeHref(bad), bad).toBeUndefined()
      expect(
        parseInline(`[押す](${bad})`).every((part) => part.kind === 'text'),
        bad,
      ).toBe(true)
    }
  })

  it('keeps markup of other kinds as words', () => {
    expect(parseInline('<img src=x onerror=alert(1)> & <b>')).toEqual([text('<img src=x onerror=alert(1)> & <b>')])
  })

  it('is not slowed by long hostile text', () => {
    const began = performance.now()
    parseMarkup(`${'['.repeat(20_000)}](${'('.repeat(20_000)}`)
    parseMarkup('[a](x'.repeat(5_000))
    parseMarkup(`https://${'('.repeat(20_000)}`)
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  it('gives the plain words', () => {
    expect(plainText('# 甲\n\n- [乙](https://x.example)\n- 丙')).toBe('甲 乙 丙')
  })
})
