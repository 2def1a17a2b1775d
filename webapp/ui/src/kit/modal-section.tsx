import { createElement, type ComponentProps } from 'react'

/**
 * The element of a dialog that holds everything else back, said so in words of ARIA as well. React Aria hides the rest of the page but
 * leaves the word out, and then a page with a dialog looks like a page without a main part.
 */
export function modalSection(props: ComponentProps<'section'>) {
  return createElement('section', { ...props, 'aria-modal': true })
}
