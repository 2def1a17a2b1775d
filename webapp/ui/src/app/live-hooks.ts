import { useEffect, useRef } from 'react'
import type { Hint } from '../api/types.ts'

type Handler = (hint: Hint) => void
const handlers = new Set<Handler>()

export function tellHint(hint: Hint): void {
  for (const handler of handlers) handler(hint)
}

/** Calls back for each hint whose type is the one given or begins with it: `board.`, `board.bulletin-read`. */
export function useLive(type: string, handler: Handler): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const listen: Handler = (hint) => {
      if (hint.type.startsWith(type)) latest.current(hint)
    }
    handlers.add(listen)
    return () => {
      handlers.delete(listen)
    }
  }, [type])
}
