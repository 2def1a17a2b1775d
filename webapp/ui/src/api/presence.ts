/** Long enough for what an act causes, retries of a slow network included. */
const CAUSED_MS = 30_000

let lastAct = Date.now()

/**
 * Whether somebody is at the page: has typed, pressed, scrolled or opened it just now. What a page asks while nobody is, after a live hint
 * or a broken line say, must not keep the session of a shared PC alive.
 */
export function isPresent(now = Date.now()): boolean {
  return now - lastAct < CAUSED_MS
}

if (typeof window !== 'undefined') {
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove', 'input']) {
    window.addEventListener(
      kind,
      () => {
        lastAct = Date.now()
      },
      { capture: true, passive: true },
    )
  }
}
