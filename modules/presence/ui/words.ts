import { dayOf, useFormat, useT, type Format, type Translate } from '@kairan/ui'
import { useMemo } from 'react'
import { comesBack } from './statuses.ts'
import type { PresenceListing } from './types.ts'

/** Where somebody is, in the reader's words. */
export class Words {
  constructor(
    private readonly t: Translate,
    private readonly format: Format,
  ) {}

  /** 外出, 離席（会議） */
  status({ status, activity }: PresenceListing): string {
    const word = this.t(`status.${status}`)
    return activity === 'meeting' || activity === 'visitor'
      ? this.t('statusFor', { status: word, activity: this.t(`activity.${activity}`) })
      : word
  }

  /** 15:00 戻り, 本日は戻りません, 12/3(木)まで; of work at home until when; nothing where nothing is to be said. */
  back(presence: PresenceListing, now = Date.now()): string | undefined {
    const { status, backAt, goneToday, setBy } = presence
    if (!comesBack(status)) return undefined
    if (backAt === undefined)
      return setBy && status !== 'telework' && status !== 'leave' ? this.t('backUnknown') : undefined
    const last = dayOf(Date.parse(backAt) - 1)
    if (last !== dayOf(now)) {
      // Whole days end at midnight: who is on leave to the third is back on the fourth.
      return last === dayOf(backAt)
        ? this.t('back', { time: `${this.format.day(backAt)} ${this.format.time(backAt)}` })
        : this.t('backDay', { day: this.format.day(last) })
    }
    if (!goneToday) return this.t(status === 'telework' ? 'until' : 'back', { time: this.format.time(backAt) })
    return status === 'away' || status === 'out' ? this.t('backNot') : undefined
  }

  /** All of it in one line. */
  line(presence: PresenceListing): string {
    return [this.status(presence), presence.place, this.back(presence), presence.note].filter(Boolean).join(' ')
  }
}

export function useWords(): Words {
  const t = useT('presence')
  const format = useFormat()
  return useMemo(() => new Words(t, format), [t, format])
}
