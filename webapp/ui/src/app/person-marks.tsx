import { useMemo, type ReactNode } from 'react'
import { NamespaceContext } from '../i18n/i18n.ts'
import { PersonMarkContext } from '../kit/person-mark.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import type { Feature } from './feature.ts'

const nothing = () => null

/** Has the features' marks drawn beside people's names; one that fails is not missed there. */
export function PersonMarks({ features, children }: { features: readonly Feature[]; children: ReactNode }) {
  const draw = useMemo(() => {
    const known = features.flatMap(({ id, personMark }) => (personMark ? [{ feature: id, Mark: personMark }] : []))
    if (known.length === 0) return undefined
    return (id: number, inWords: boolean) =>
      known.map(({ feature, Mark }) => (
        <NamespaceContext.Provider key={feature} value={feature}>
          <ErrorBoundary fallback={nothing}>
            <Mark id={id} inWords={inWords} />
          </ErrorBoundary>
        </NamespaceContext.Provider>
      ))
  }, [features])
  return <PersonMarkContext.Provider value={draw}>{children}</PersonMarkContext.Provider>
}
