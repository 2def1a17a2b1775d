import { Button, useT } from '@kairan/ui'
import { useEffect, useState, type RefObject } from 'react'

export interface MoreButtonProps {
  hasMore: boolean
  isPending: boolean
  onMore: () => void
  /** How many rows are shown; when it has grown, the focus goes to the first of the new ones. */
  count: number
  list: RefObject<HTMLElement | null>
}

/** Brings the next rows and takes the focus to the first of them, so that who uses the keyboard goes on where the list went on. */
export function MoreButton({ hasMore, isPending, onMore, count, list }: MoreButtonProps) {
  const t = useT()
  const [from, setFrom] = useState<number>()
  useEffect(() => {
    if (from === undefined || isPending || count <= from) return
    list.current?.querySelectorAll<HTMLElement>('tbody tr')[from]?.querySelector<HTMLElement>('a, button')?.focus()
    setFrom(undefined)
  }, [from, count, isPending, list])
  if (!hasMore) return null
  return (
    <div className="org-more">
      <Button
        isPending={isPending}
        onPress={() => {
          setFrom(count)
          onMore()
        }}
      >
        {isPending ? t('loadingMore') : t('more')}
      </Button>
    </div>
  )
}
