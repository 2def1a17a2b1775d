import { useParams } from '@tanstack/react-router'

/** One parameter of the path: `useParam('id')` on `/board/$id`. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}
