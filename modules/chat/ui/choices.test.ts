import { expect, it } from 'vitest'
import { isQuiet } from './choices.ts'

const at = (time: string) => Date.parse(`2026-11-29T${time}:00+09:00`)

it('knows the quiet hours, over midnight too, by the city’s clock', () => {
  const night = { quietFrom: '20:00', quietUntil: '07:30' }
  expect(
    ['19:59', '20:00', '23:59', '00:00', '07:29', '07:30', '12:00'].map((time) => isQuiet(night, at(time))),
  ).toEqual([false, true, true, true, true, false, false])
  expect(
    ['11:59', '12:00', '12:59', '13:00'].map((time) => isQuiet({ quietFrom: '12:00', quietUntil: '13:00' }, at(time))),
  ).toEqual([false, true, true, false])
  expect(isQuiet(undefined, at('03:00'))).toBe(false)
  expect(isQuiet({ quietFrom: null }, at('03:00'))).toBe(false)
})
