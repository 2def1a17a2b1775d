import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SEEN_AFTER_MS, watchSeen } from './seen.ts'

let focused = true
let visibility: DocumentVisibilityState = 'visible'
let report: (isIntersecting: boolean) => void = () => {}
const disconnect = vi.fn()

class FakeObserver {
  constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
    report = (isIntersecting) => callback([{ isIntersecting }])
  }
  observe(): void {}
  disconnect(): void {
    disconnect()
  }
}

function set(change: { focused?: boolean; visibility?: DocumentVisibilityState }): void {
  if (change.focused !== undefined) {
    focused = change.focused
    window.dispatchEvent(new Event(focused ? 'focus' : 'blur'))
  }
  if (change.visibility !== undefined) {
    visibility = change.visibility
    document.dispatchEvent(new Event('visibilitychange'))
  }
}

beforeEach(() => {
  focused = true
  visibility = 'visible'
  disconnect.mockReset()
  vi.useFakeTimers()
  vi.stubGlobal('IntersectionObserver', FakeObserver)
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused)
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a bulletin counts as read', () => {
  it('after two seconds in view of a focused window, and once', () => {
    const seen = vi.fn()
    watchSeen(document.body, seen)
    report(true)
    vi.advanceTimersByTime(SEEN_AFTER_MS - 1)
    expect(seen).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(seen).toHaveBeenCalledTimes(1)
    expect(disconnect).toHaveBeenCalled()
    set({ focused: false })
    set({ focused: true })
    vi.advanceTimersByTime(SEEN_AFTER_MS * 2)
    expect(seen).toHaveBeenCalledTimes(1)
  })

  it('not while it is out of view', () => {
    const seen = vi.fn()
    watchSeen(document.body, seen)
    vi.advanceTimersByTime(SEEN_AFTER_MS * 3)
    expect(seen).not.toHaveBeenCalled()
  })

  it('not in a window without the focus, and the time starts again when the focus comes back', () => {
    const seen = vi.fn()
    watchSeen(document.body, seen)
    report(true)
    vi.advanceTimersByTime(1500)
    set({ focused: false })
    vi.advanceTimersByTime(5000)
    expect(seen).not.toHaveBeenCalled()
    set({ focused: true })
    vi.advanceTimersByTime(1500)
    expect(seen).not.toHaveBeenCalled()
    vi.advanceTimersByTime(500)
    expect(seen).toHaveBeenCalledTimes(1)
  })

  it('not in a tab in the background, and the time starts again when it is shown', () => {
    const seen = vi.fn()
    visibility = 'hidden'
    watchSeen(document.body, seen)
    report(true)
    vi.advanceTimersByTime(5000)
    expect(seen).not.toHaveBeenCalled()
    set({ visibility: 'visible' })
    vi.advanceTimersByTime(SEEN_AFTER_MS)
    expect(seen).toHaveBeenCalledTimes(1)
  })

  it('not when it was scrolled away before the time was up', () => {
    const seen = vi.fn()
    watchSeen(document.body, seen)
    report(true)
    vi.advanceTimersByTime(1000)
    report(false)
    vi.advanceTimersByTime(5000)
    expect(seen).not.toHaveBeenCalled()
  })

  it('not when the focus was lost without an event', () => {
    const seen = vi.fn()
    watchSeen(document.body, seen)
    report(true)
    focused = false
    vi.advanceTimersByTime(SEEN_AFTER_MS)
    expect(seen).not.toHaveBeenCalled()
    set({ focused: true })
    vi.advanceTimersByTime(SEEN_AFTER_MS)
    expect(seen).toHaveBeenCalledTimes(1)
  })

  it('not after the reader has left the page', () => {
    const seen = vi.fn()
    const stop = watchSeen(document.body, seen)
    report(true)
    stop()
    vi.advanceTimersByTime(SEEN_AFTER_MS * 2)
    expect(seen).not.toHaveBeenCalled()
  })
})
