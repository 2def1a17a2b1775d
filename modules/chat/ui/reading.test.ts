import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Eyes, PRESENT_MS, readThrough, SEEN_AFTER_MS } from './reading.ts'

const row = (seq: number, author = 2, deletedAt?: string) => ({ seq, author, deletedAt })

describe('how far one has read', () => {
  it('is as far as nothing was skipped', () => {
    const messages = [row(3), row(4), row(5, 1), row(6, 2, 'x'), row(7), row(8)]
    expect(readThrough(2, messages, new Set([3, 4, 7]), 1)).toBe(7)
    expect(readThrough(2, messages, new Set([4, 7, 8]), 1)).toBe(2)
    expect(readThrough(7, messages, new Set([3]), 1)).toBe(7)
  })

  it('does not jump over messages that are not here', () => {
    expect(readThrough(2, [row(9), row(10)], new Set([9, 10]), 1)).toBe(2)
  })

  it('writing reads nothing that came before', () => {
    expect(readThrough(2, [row(3), row(4, 1)], new Set(), 1)).toBe(2)
  })
})

let focused = true
let visibility: DocumentVisibilityState = 'visible'
let look: (entries: Partial<IntersectionObserverEntry>[]) => void = () => {}

class FakeObserver {
  constructor(callback: (entries: Partial<IntersectionObserverEntry>[]) => void) {
    look = callback
  }
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

describe('a message is read', () => {
  const seen: number[] = []
  let eyes: Eyes
  const one = document.createElement('li')
  const shown = (ratio: number, height = 40, root = 600) =>
    look([
      {
        target: one,
        isIntersecting: ratio > 0,
        intersectionRatio: ratio,
        intersectionRect: { height } as DOMRectReadOnly,
        rootBounds: { height: root } as DOMRectReadOnly,
      },
    ])

  beforeEach(() => {
    focused = true
    visibility = 'visible'
    seen.length = 0
    vi.useFakeTimers()
    vi.stubGlobal('IntersectionObserver', FakeObserver)
    vi.spyOn(document, 'hasFocus').mockImplementation(() => focused)
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
    eyes = new Eyes(document.body, (seq) => seen.push(seq))
    eyes.watch(one, 5)
  })
  afterEach(() => {
    eyes.end()
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  it('when half of it was in view for a second, and once', () => {
    shown(0.5)
    vi.advanceTimersByTime(SEEN_AFTER_MS - 300)
    expect(seen).toEqual([])
    vi.advanceTimersByTime(600)
    expect(seen).toEqual([5])
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([5])
  })

  it('not when less than half of it was, or for less than a second', () => {
    shown(0.4)
    vi.advanceTimersByTime(5000)
    shown(0.6)
    vi.advanceTimersByTime(700)
    shown(0)
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([])
  })

  it('that is longer than the window, when it fills half of the window', () => {
    shown(0.2, 320)
    vi.advanceTimersByTime(1500)
    expect(seen).toEqual([5])
  })

  it('not in a window behind others; the second begins anew', () => {
    focused = false
    shown(1)
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([])
    focused = true
    window.dispatchEvent(new Event('focus'))
    vi.advanceTimersByTime(700)
    expect(seen).toEqual([])
    vi.advanceTimersByTime(600)
    expect(seen).toEqual([5])
  })

  it('not on a page that is not shown', () => {
    visibility = 'hidden'
    shown(1)
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([])
  })

  it('not on a PC that nobody has touched for a minute, until somebody does', () => {
    vi.advanceTimersByTime(PRESENT_MS + 1000)
    shown(1)
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([])
    window.dispatchEvent(new Event('pointermove'))
    vi.advanceTimersByTime(1500)
    expect(seen).toEqual([5])
  })
})
