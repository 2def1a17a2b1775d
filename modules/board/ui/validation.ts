import type { Draft } from './draft.ts'

/** As the server counts, in UTF-16 units; the server decides. */
export const TITLE_MAX = 200
export const TEXT_MAX = 50_000

export interface DraftFault {
  key: string
  values?: Record<string, unknown>
}

/** What keeps a draft from being published, by field. `people` is how many the audience reaches, where that is known. */
export function faultsOf(
  draft: Draft,
  people: number | undefined,
): { title?: DraftFault; text?: DraftFault; audience?: DraftFault } {
  const title = draft.title.trim()
  const length = title.length
  return {
    ...(title === '' ? { title: { key: 'edit.titleMissing' } } : {}),
    ...(length > TITLE_MAX ? { title: { key: 'edit.titleLong', values: { max: TITLE_MAX, n: length } } } : {}),
    ...(draft.text.trim() === '' ? { text: { key: 'edit.textMissing' } } : {}),
    ...(draft.text.length > TEXT_MAX
      ? { text: { key: 'edit.textLong', values: { max: TEXT_MAX, n: draft.text.length } } }
      : {}),
    ...(draft.audience.length === 0
      ? { audience: { key: 'edit.audienceMissing' } }
      : people === 0
        ? { audience: { key: 'edit.audienceNobody' } }
        : {}),
  }
}
