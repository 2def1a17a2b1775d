import { api, Badge, Button, ConfirmDialog, problemText, useFormat, useMutation, useT, useToast } from '@kairan/ui'
import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useRefresh } from './queries.ts'
import type { AgendaItem, RoomDetail, RoomListing } from './types.ts'

/** The settings of a room as an edit has to send them. */
export function editOf(detail: RoomDetail, change: Partial<{ name: string; purpose: string; agenda: object[] }> = {}) {
  const { room, agenda } = detail
  return {
    name: room.name,
    purpose: room.purpose,
    agenda,
    ...(room.opensAt ? { opensAt: room.opensAt } : {}),
    ...(room.closesAt ? { closesAt: room.closesAt } : {}),
    ...change,
  }
}

export function useRoomEdit(detail: RoomDetail | undefined) {
  const toast = useToast()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: async (change: Parameters<typeof editOf>[1]) => {
      if (!detail) return
      await api.put(`/chat/rooms/${detail.room.id}`, editOf(detail, change), { ifMatch: `"${detail.version}"` })
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
    onSettled: () => refresh(detail?.room.id),
  })
}

/** A meeting's items, one of which is looked at and written to; who leads it opens and closes them. */
export function AgendaTabs({
  room,
  detail,
  selected,
  onSelect,
}: {
  room: RoomListing
  detail: RoomDetail | undefined
  selected: number | undefined
  onSelect: (item: number | undefined) => void
}) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useRoomEdit(detail)
  const [isClosing, setClosing] = useState(false)
  const agenda = detail?.agenda ?? []
  const item = agenda.find(({ id }) => id === selected)
  const closed = Boolean(room.closedAt)
  const turn = useMutation({
    mutationFn: () => api.post(`/chat/rooms/${room.id}/${closed ? 'reopening' : 'closing'}`),
    onSuccess: () => {
      setClosing(false)
      refresh(room.id)
      toast.show({ tone: 'success', text: t(closed ? 'meeting.reopened' : 'meeting.closed') })
    },
    onError: (problem) => toast.show({ tone: 'error', text: problemText(problem) }),
  })
  const setState = (one: AgendaItem, state: AgendaItem['state']) =>
    edit.mutate({ agenda: agenda.map((each) => (each.id === one.id ? { ...each, state } : each)) })
  return (
    <div className="chat-agenda">
      <p className="chat-agenda-state">
        <Badge tone={closed ? 'neutral' : 'success'}>{t(closed ? 'meeting.isClosed' : 'meeting.isOpen')}</Badge>
        <span className="chat-quiet">
          {room.opensAt && t('meeting.from', { when: format.dateTime(room.opensAt) })}{' '}
          {room.closesAt && t('meeting.until', { when: format.dateTime(room.closesAt) })}
        </span>
        {item && room.mayManage && !closed && (
          <Button
            size="small"
            isPending={edit.isPending}
            onPress={() => setState(item, item.state === 'open' ? 'closed' : 'open')}
          >
            {t(item.state === 'open' ? 'agenda.close' : 'agenda.reopen')}
          </Button>
        )}
        {room.mayManage && (
          <Button size="small" isPending={turn.isPending} onPress={() => (closed ? turn.mutate() : setClosing(true))}>
            {t(closed ? 'meeting.reopen' : 'meeting.close')}
          </Button>
        )}
      </p>
      {agenda.length > 0 && (
        <ToggleButtonGroup
          aria-label={t('agenda.title')}
          className="k-segments chat-agenda-items"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[selected ?? 'all']}
          onSelectionChange={(chosen) => {
            const key = [...chosen][0]
            onSelect(key === 'all' ? undefined : Number(key))
          }}
        >
          <ToggleButton id="all" className="k-segment">
            {t('agenda.all')}
          </ToggleButton>
          {agenda.map((one, at) => (
            <ToggleButton key={one.id} id={one.id} className="k-segment">
              {t('agenda.numbered', { n: at + 1, title: one.title })}
              {one.state === 'closed' && <span className="chat-quiet"> {t('agenda.isClosed')}</span>}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <ConfirmDialog
        title={t('meeting.closeTitle')}
        isOpen={isClosing}
        onClose={() => setClosing(false)}
        onConfirm={() => turn.mutateAsync().catch(() => undefined)}
        confirmLabel={t('meeting.close')}
        tone="primary"
      >
        <p>{t('meeting.closeText')}</p>
      </ConfirmDialog>
    </div>
  )
}
