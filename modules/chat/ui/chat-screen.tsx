import { cx, EmptyState, later, useParam, useT } from '@kairan/ui'
import { MessagesSquare } from 'lucide-react'
import { useState } from 'react'
import { RoomList } from './room-list.tsx'
import { Room } from './room.tsx'
import { ViewOf, VIEWS, type ViewName } from './views.tsx'

const NewRoomDialog = later(async () => (await import('./new-room.tsx')).NewRoomDialog, { fallback: null })

/** The list and what is chosen in it side by side; on a phone one of the two. */
export function ChatScreen() {
  const id = useParam('id')
  const [isMaking, setMaking] = useState(false)
  const view = VIEWS.find((one) => one === id) as ViewName | undefined
  return (
    <div className={cx('k-page', 'chat', id !== '' && 'chat-at-room')}>
      <RoomList isPage={id === ''} onNew={() => setMaking(true)} />
      {id === '' ? <Nothing /> : view ? <ViewOf key={view} name={view} /> : <Room key={id} id={Number(id)} />}
      {isMaking && <NewRoomDialog onClose={() => setMaking(false)} />}
    </div>
  )
}

function Nothing() {
  const t = useT()
  return (
    <div className="chat-room chat-nowhere">
      <EmptyState icon={MessagesSquare} title={t('nowhere.title')} text={t('nowhere.text')} />
    </div>
  )
}
