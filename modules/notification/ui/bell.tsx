import { cx, Icon, useNavigate, useT } from '@kairan/ui'
import { Bell as BellIcon } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useNoticeCount } from './queries.ts'

const NoticePopover = lazy(() => import('./notice-popover.tsx'))

/** In the header of every page: how much is new, and on a wide screen what it is. A phone has a page for it. */
export function Bell() {
  const t = useT()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { data } = useNoticeCount()
  const count = data?.count ?? 0
  const shown = data?.more ? `${count}+` : String(count)
  return (
    <>
      <Button
        ref={button}
        className={cx('notice-bell', count > 0 && 'notice-bell-new')}
        aria-label={count > 0 ? t('bell.unread', { count, n: shown }) : t('bell.label')}
        aria-expanded={open}
        onPress={() => {
          if (matchMedia('(min-width: 48rem)').matches) setOpen(true)
          else void navigate({ to: '/notification' })
        }}
      >
        <Icon icon={BellIcon} />
        {count > 0 && (
          <span className="k-count" aria-hidden="true">
            {shown}
          </span>
        )}
      </Button>
      {open && (
        <Suspense>
          <NoticePopover trigger={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
