import { createContext, useContext } from 'react'
import type { Session } from '../api/types.ts'

export const SessionContext = createContext<Session | undefined>(undefined)

/** Who is signed in. Only screens behind the sign-in may ask. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside a session')
  return session
}

/** Whether the one who is signed in holds a permission, `organization.administer` say. Undefined asks for nothing and is held. */
export function usePermission(name: string | undefined): boolean {
  return mayUse(useSession(), name)
}

export function mayUse(session: Session, permission: string | undefined): boolean {
  return permission === undefined || session.permissions.includes(permission)
}
