import { createContext, useContext, type ReactNode } from 'react'

/** Draws what the application has to say beside a person's name; missing if no feature has anything to say of people. */
export const PersonMarkContext = createContext<((id: number) => ReactNode) | undefined>(undefined)

/** Goes behind a person's name wherever one stands: what features say of that person, each by a small sign that is also read. */
export function PersonMark({ id }: { id: number }) {
  return useContext(PersonMarkContext)?.(id)
}
