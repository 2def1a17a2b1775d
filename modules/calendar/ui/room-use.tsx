import { api, EmptyState, Link, Select, Skeleton, Table, useFormat, useNavigate, useSearch, useT } from '@kairan/ui'
import { ChartColumn } from 'lucide-react'
import { useState } from 'react'
import { Frame, LoadFailure } from './frame.tsx'
import { ROOM_KINDS } from './kinds.ts'
import { isMonth, MonthField, thisMonth } from './month-field.tsx'
import { useRoomUse } from './queries.ts'
import type { UseListing } from './types.ts'

const SHOWN_SECTIONS = 5

/** How much each room was used in a month and by whom, for those who look after it. */
export function RoomUseScreen() {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const search: { month?: string } = useSearch({ strict: false })
  const month = isMonth(search.month) ? search.month : thisMonth()
  const [kind, setKind] = useState('all')
  const query = useRoomUse(month)
  const rows = (query.data?.items ?? []).filter((one) => kind === 'all' || one.kind === kind)
  const hours = (minutes: number) => t('use.hours', { n: format.number(Math.round(minutes / 6) / 10) })
  const rate = ({ within, open }: UseListing) =>
    open === 0 ? '' : t('use.percent', { n: Math.round((within / open) * 100) })
  return (
    <Frame
      title={t('use.title')}
      actions={
        <a
          className="k-button k-button-secondary"
          href={api.href('/calendar/room-use/csv', { month })}
          download={`room-use-${month}.csv`}
        >
          {t('use.csv')}
        </a>
      }
    >
      <div className="cal-row cal-filters">
        <MonthField
          label={t('use.month')}
          value={month}
          onChange={(next) =>
            void navigate({ to: '/calendar/room-use', search: { month: next } as never, replace: true })
          }
        />
        <Select
          label={t('rooms.kind')}
          value={kind}
          onChange={setKind}
          options={['all', ...ROOM_KINDS].map((one) => ({ value: one, label: t(`roomKind.${one}`) }))}
        />
      </div>
      <p className="cal-quiet">{t('use.explained')}</p>
      {!query.data ? (
        query.isError ? (
          <LoadFailure problem={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )
      ) : (
        <Table
          label={t('use.title')}
          rows={rows}
          getKey={({ room }) => room.id}
          empty={<EmptyState icon={ChartColumn} title={t('use.none')} text={t('use.noneText')} />}
          columns={[
            {
              id: 'name',
              header: t('rooms.name'),
              cell: ({ room, kind: its }) =>
                its === 'car' ? (
                  <Link to="/calendar/rooms/$id/trips" params={{ id: room.id }} search={{ month }}>
                    {[room.building, room.name].filter(Boolean).join(' ')}
                  </Link>
                ) : (
                  [room.building, room.name].filter(Boolean).join(' ')
                ),
            },
            { id: 'kind', header: t('rooms.kind'), cell: (one) => t(`roomKind.${one.kind}`) },
            {
              id: 'bookings',
              header: t('use.bookings'),
              align: 'end',
              cell: ({ bookings }) => t('count', { n: format.number(bookings) }),
            },
            { id: 'hours', header: t('use.time'), align: 'end', cell: ({ minutes }) => hours(minutes) },
            { id: 'rate', header: t('use.rate'), align: 'end', cell: rate },
            {
              id: 'sections',
              header: t('use.sections'),
              cell: ({ sections }) =>
                [
                  ...sections
                    .slice(0, SHOWN_SECTIONS)
                    .map(({ name, minutes }) => `${name || t('use.noSection')} ${hours(minutes)}`),
                  ...(sections.length > SHOWN_SECTIONS
                    ? [t('use.moreSections', { n: sections.length - SHOWN_SECTIONS })]
                    : []),
                ].join(t('listSeparator')),
            },
          ]}
        />
      )}
    </Frame>
  )
}
