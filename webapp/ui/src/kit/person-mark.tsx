import { createContext, useContext, type ReactNode } from 'react'

/** Draws what the application has to say beside a person's name; missing if no feature has anything to say of people. */
export const PersonMarkContext = createContext<((id: number, inWords: boolean) => ReactNode) | undefined>(undefined)

/** Goes behind a person's name wherever one stands: what features say of that person, each by a small sign that is also read; where there is room for it, in words. */
export function PersonMark({ id, inWords = false }: { id: number; inWords?: boolean }) {
  return useContext(PersonMarkContext)?.(id, inWords)
}
