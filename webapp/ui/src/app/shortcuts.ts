import { useEffect } from 'react'
import { currentSettings } from './settings.ts'

export interface ShortcutActs {
  palette: () => void
  sheet: () => void
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** The next region of the page after the one that has the focus. */
export function nextRegion(back: boolean, root: ParentNode = document): HTMLElement | undefined {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.childElementCount > 0 && region.getClientRects().length > 0,
  )
  if (regions.length === 0) return undefined
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const next = at < 0 ? (back ? regions.length - 1 : 0) : (at + (back ? -1 : 1) + regions.length) % regions.length
  return regions[next]
}

export function useShortcuts({ palette, sheet }: ShortcutActs): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        palette()
      } else if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
        const region = nextRegion(event.shiftKey)
        if (!region) return
        event.preventDefault()
        region.focus()
      } else if (
        event.key === '?' &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.altKey &&
        !isTyping(event.target) &&
        currentSettings().singleKeys
      ) {
        event.preventDefault()
        sheet()
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [palette, sheet])
}
