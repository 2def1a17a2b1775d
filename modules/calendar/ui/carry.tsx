import { cx, useT } from '@kairan/ui'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { isArrow, scrollBy, type Arrow, type Edge, type Span } from './drag.ts'
import type { RoomRef } from './types.ts'

/** Where something is wanted: its time, and the room if that is another one. */
export interface Wish extends Span {
  room?: RoomRef
}

/** A place on a sheet: which column or row, and which minute of the day. */
export interface Place {
  column: number
  minute: number
}

/** What a sheet knows of its places and of the things on it. */
export interface Sheet<T> {
  keyOf: (item: T) => string
  wishOf: (item: T) => Wish
  placeAt: (x: number, y: number) => Place | undefined
  /** What becomes of a thing that is taken from one place to another. */
  drag: (item: T, edge: Edge, from: Place, to: Place) => Wish
  /** What an arrow makes of it; nothing where it leads nowhere. */
  step: (wish: Wish, edge: Edge, key: Arrow) => Wish | undefined
  /** In words, as it is read out. */
  text: (wish: Wish) => string
  onDrop: (item: T, wish: Wish) => Promise<void>
  /** Held by a finger and let go where it was. */
  onHeld?: (item: T, element: HTMLElement) => void
  /** The span of empty time between two places, and what is done with it. */
  sweep?: (from: Place, to: Place) => Wish
  onSwept?: (wish: Wish) => void
}

/** What is on its way: a thing, or a span of empty time. */
export interface Carried {
  /** Of the thing; nothing for empty time. */
  key?: string
  wish: Wish
  byKeys: boolean
}

/** How long a finger rests on a thing until it has hold of it: moved before that it scrolls the page. */
const HOLD_MS = 400
const SLACK = { mouse: 5, finger: 10, sweep: 8 }

/**
 * Lets the things on a sheet be taken elsewhere: dragged by mouse, pen or finger, or by Alt and the arrows. Enter or letting go puts them down, Escape leaves them
 * where they were.
 */
export function useCarry<T>(sheet: Sheet<T>) {
  const t = useT()
  const [carried, setCarried] = useState<Carried>()
  const [said, setSaid] = useState('')
  const latest = useRef(sheet)
  const stop = useRef<() => void>(undefined)
  useEffect(() => {
    latest.current = sheet
  })
  useEffect(() => () => stop.current?.(), [])

  const put = (item: T, now: Carried) => {
    const settled = () => setCarried((old) => (old === now ? undefined : old))
    latest.current.onDrop(item, now.wish).then(settled, settled)
  }

  const press = (event: PointerEvent<HTMLElement>, item?: T) => {
    if (event.button !== 0 || !event.isPrimary || stop.current) return
    const from = latest.current.placeAt(event.clientX, event.clientY)
    if (!from || (item === undefined && !latest.current.sweep)) return
    const element = event.currentTarget
    const edge = item === undefined ? 'both' : edgeOf(event.target)
    const byFinger = event.pointerType !== 'mouse'
    const { pointerId, clientX, clientY } = event
    let [x, y] = [clientX, clientY]
    let now: Carried | undefined
    let hasMoved = false
    let frame = 0
    const slack = byFinger ? SLACK.finger : item === undefined ? SLACK.sweep : SLACK.mouse
    const update = () => {
      const { sweep, drag, keyOf, placeAt } = latest.current
      const to = placeAt(x, y) ?? from
      now = {
        byKeys: false,
        ...(item === undefined ? { wish: sweep!(from, to) } : { key: keyOf(item), wish: drag(item, edge, from, to) }),
      }
      setCarried(now)
    }
    const scroller = scrollerOf(element)
    const scroll = () => {
      frame = requestAnimationFrame(scroll)
      const [top, bottom] = seenOf(scroller)
      const by = scrollBy(y, top, bottom)
      const before = scroller.scrollTop
      if (by !== 0) scroller.scrollTop += by
      if (scroller.scrollTop !== before) update()
    }
    const take = () => {
      document.documentElement.classList.add('cal-carrying')
      update()
      frame = requestAnimationFrame(scroll)
    }
    const timer = byFinger ? setTimeout(take, HOLD_MS) : undefined
    const end = (isKept: boolean) => {
      stop.current = undefined
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      document.documentElement.classList.remove('cal-carrying')
      for (const [name, listener] of listeners) window.removeEventListener(name, listener, true)
      if (!now) return
      swallowClick()
      const last = now
      if (isKept && item === undefined) {
        setCarried(undefined)
        // A finger that only rested has swept over nothing.
        if (hasMoved) latest.current.onSwept?.(last.wish)
      } else if (isKept && item !== undefined && !same(last.wish, latest.current.wishOf(item))) {
        put(item, last)
      } else {
        setCarried(undefined)
        if (isKept && byFinger && item !== undefined) latest.current.onHeld?.(item, element)
      }
    }
    const listeners: [string, (event: Event) => void][] = [
      [
        'pointermove',
        (moved) => {
          const { clientX: toX, clientY: toY, pointerId: id } = moved as globalThis.PointerEvent
          if (id !== pointerId) return
          ;[x, y] = [toX, toY]
          hasMoved ||= Math.hypot(x - clientX, y - clientY) > slack
          if (now) update()
          else if (hasMoved) {
            if (byFinger) end(false)
            else take()
          }
        },
      ],
      ['pointerup', (up) => (up as globalThis.PointerEvent).pointerId === pointerId && end(true)],
      ['pointercancel', () => end(false)],
      ['blur', (blurred) => blurred.target === window && end(false)],
      // What has hold of a thing does not scroll the page as well, and opens no menu of the browser's.
      ['touchmove', (moved) => now && moved.cancelable && moved.preventDefault()],
      ['contextmenu', (menu) => byFinger && menu.preventDefault()],
      [
        'keydown',
        (pressed) => {
          if (!now || (pressed as globalThis.KeyboardEvent).key !== 'Escape') return
          pressed.preventDefault()
          pressed.stopPropagation()
          setSaid(t('move.dropped'))
          end(false)
        },
      ],
    ]
    for (const [name, listener] of listeners) window.addEventListener(name, listener, { capture: true, passive: false })
    stop.current = () => end(false)
  }

  const isHeld = (item: T) => carried?.byKeys === true && carried.key === latest.current.keyOf(item)

  /** Whether the key was for this. */
  const key = (event: KeyboardEvent<HTMLElement>, item: T): boolean => {
    const held = isHeld(item)
    if (event.ctrlKey || event.metaKey) return false
    if (isArrow(event.key) && (event.altKey || held)) {
      // Alt and an arrow would lead to another page.
      event.preventDefault()
      event.stopPropagation()
      const before = held ? carried!.wish : latest.current.wishOf(item)
      const wish = latest.current.step(before, event.shiftKey ? 'end' : 'both', event.key)
      if (!wish) return true
      setCarried({ key: latest.current.keyOf(item), wish, byKeys: true })
      setSaid(t('move.carrying', { when: latest.current.text(wish) }))
      return true
    }
    if (!held) return false
    if (event.key === 'Enter') {
      event.preventDefault()
      setSaid('')
      if (same(carried!.wish, latest.current.wishOf(item))) setCarried(undefined)
      else {
        const now = { ...carried!, byKeys: false }
        setCarried(now)
        put(item, now)
      }
      return true
    }
    if (event.key !== 'Escape') return false
    event.preventDefault()
    event.stopPropagation()
    drop()
    return true
  }

  const drop = () => {
    setCarried(undefined)
    setSaid(t('move.dropped'))
  }

  return {
    carried,
    /** Read out, and while the arrows carry something, seen. */
    said: (
      <p role="status" className={cx(carried?.byKeys ? 'cal-carry' : 'k-hidden')}>
        {said}
      </p>
    ),
    press,
    key,
    /** Whoever goes elsewhere meanwhile has changed their mind. */
    leave: (item: T) => isHeld(item) && drop(),
  }
}

function same(one: Wish, other: Wish): boolean {
  return one.start === other.start && one.end === other.end && one.room?.id === other.room?.id
}

function edgeOf(target: EventTarget): Edge {
  const grip = target instanceof Element ? target.closest<HTMLElement>('[data-edge]') : null
  return (grip?.dataset.edge as Edge | undefined) ?? 'both'
}

/** What moves when something is held at its edge: the box around it, or the page. */
function scrollerOf(element: HTMLElement): HTMLElement {
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
    if (box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box
  return document.scrollingElement as HTMLElement
}

/** From where to where one sees of it; on a page the head lies over its beginning. */
function seenOf(scroller: HTMLElement): [number, number] {
  if (scroller !== document.scrollingElement) {
    const { top, bottom } = scroller.getBoundingClientRect()
    return [Math.max(0, top), Math.min(window.innerHeight, bottom)]
  }
  return [document.querySelector('header')?.getBoundingClientRect().bottom ?? 0, window.innerHeight]
}

/** Letting go is no press, although the browser makes one of it. */
function swallowClick() {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, true), 50)
}
