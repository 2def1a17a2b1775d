import { api, Button, DateField, Icon, Section, Skeleton, urlOf, useQuery, useT } from '@kairan/ui'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { CalendarField } from './calendar-field.tsx'
import { Feeds } from './feeds.tsx'
import { Frame, LoadFailure } from './frame.tsx'
import { ImportFlow } from './import-flow.tsx'
import { keys } from './keys.ts'
import type { ExchangeCalendar, ExchangeCalendars } from './types.ts'

/** What goes out to other calendars, and what is brought in from them. */
export function ExchangeScreen() {
  const t = useT()
  const calendars = useQuery({
    queryKey: keys.exchange('calendars'),
    queryFn: async ({ signal }) => (await api.get<ExchangeCalendars>('/calendar/exports/calendars', { signal })).items,
  })
  return (
    <Frame title={t('exchange.title')}>
      {calendars.data ? (
        <>
          <ImportFlow calendars={calendars.data} />
          <Export calendars={calendars.data.filter(({ mine }) => mine)} />
          <Feeds calendars={calendars.data.filter(({ mine }) => mine)} />
        </>
      ) : calendars.isError ? (
        <LoadFailure problem={calendars.error} onRetry={() => void calendars.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Frame>
  )
}

function Export({ calendars }: { calendars: readonly ExchangeCalendar[] }) {
  const t = useT()
  const [calendar, setCalendar] = useState(calendars[0]?.calendar.principal ?? '')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const isWrong = from !== '' && to !== '' && from >= to
  return (
    <Section title={t('exchange.out')} card>
      <p>{t('exchange.outText')}</p>
      <div className="cal-row" role="group" aria-label={t('exchange.out')}>
        <CalendarField label={t('exchange.calendar')} calendars={calendars} value={calendar} onChange={setCalendar} />
        <DateField label={t('exchange.from')} value={from} onChange={setFrom} />
        <DateField
          label={t('exchange.to')}
          value={to}
          onChange={setTo}
          error={isWrong ? t('problem.end-before-start') : undefined}
        />
      </div>
      <p>
        {isWrong ? (
          <Button isDisabled icon={Download}>
            {t('exchange.download')}
          </Button>
        ) : (
          <a
            className="k-button k-button-secondary"
            href={urlOf('/calendar/exports', { principal: calendar, from, to })}
            download
          >
            <Icon icon={Download} />
            <span>{t('exchange.download')}</span>
          </a>
        )}
      </p>
    </Section>
  )
}
