/**
 * When has somebody read what is on the screen? When it has been visible for two seconds on end in a window that has the focus.
 * A tab in the background, a window behind another one or an article scrolled out of view does not count, and the two seconds start again.
 */

export const SEEN_AFTER_MS = 2000

/** Calls `onSeen` once. Returns what stops the watch. */
export function watchSeen(article: Element, onSeen: () => void, after = SEEN_AFTER_MS): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let inView = false
  let over = false

  const observer =
    typeof IntersectionObserver === 'undefined'
      ? undefined
      : new IntersectionObserver((entries) => {
          inView = entries[entries.length - 1]?.isIntersecting ?? inView
          check()
        })

  function attended(): boolean {
    return inView && document.visibilityState === 'visible' && document.hasFocus()
  }

  function check(): void {
    if (over) return
    if (!attended()) {
      clearTimeout(timer)
      timer = undefined
    } else if (timer === undefined) {
      timer = setTimeout(() => {
        // The focus can be lost without an event, for instance to the browser's own address bar.
        timer = undefined
        if (!attended()) return
        stop()
        onSeen()
      }, after)
    }
  }

  function stop(): void {
    over = true
    clearTimeout(timer)
    observer?.disconnect()
    document.removeEventListener('visibilitychange', check)
    window.removeEventListener('focus', check)
    window.removeEventListener('blur', check)
  }

  document.addEventListener('visibilitychange', check)
  window.addEventListener('focus', check)
  window.addEventListener('blur', check)
  if (observer) {
    observer.observe(article)
  } else {
    inView = true
    check()
  }
  return stop
}
