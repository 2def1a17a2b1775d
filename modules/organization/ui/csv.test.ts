import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

it('opens in Excel: byte order mark, CRLF, quotes where needed', () => {
  expect(
    csvOf([
      ['行', '列'],
      [12, '所属コード'],
      [43, '田中, "太郎"\n次'],
    ]),
  ).toBe('\uFEFF行,列\r\n12,所属コード\r\n43,"田中, ""太郎""\n次"\r\n')
})

it('lets no cell be a formula', () => {
  expect(csvOf([['=1+1', '-2', '@a', '＝A1', -2]])).toBe("\uFEFF'=1+1,'-2,'@a,'＝A1,-2\r\n")
})
