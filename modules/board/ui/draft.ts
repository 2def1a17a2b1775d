import type { UploadItem } from '@kairan/ui'

/** What somebody has typed and not yet published, kept on this machine so that a reload or a lost session costs nothing. */

export interface Draft {
  title: string
  text: string
  audience: string[]
  importance: 'normal' | 'important'
  sectionId?: number
  /** Files, sent or on their way. */
  files?: UploadItem[]
  /** The version that an edit started from. */
  version?: number
}

export interface StoredDraft extends Draft {
  savedAt: number
}

const PREFIX = 'kairan.board.draft'

/** A draft belongs to a person, since machines are shared, and to a bulletin, or to the new one. */
export function draftKey(personId: number, bulletinId?: number): string {
  return `${PREFIX}.${personId}.${bulletinId ?? 'new'}`
}

export function loadDraft(key: string, storage: Storage = localStorage): StoredDraft | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? 'null')
    return isDraft(value) ? value : undefined
  } catch {
    return undefined // Written by another version, or storage is not allowed here: there is no draft.
  }
}

export function saveDraft(key: string, draft: StoredDraft, storage: Storage = localStorage): boolean {
  try {
    storage.setItem(key, JSON.stringify(draft))
    return true
  } catch {
    return false // Storage is full or not allowed: the text is still on the screen.
  }
}

export function dropDraft(key: string, storage: Storage = localStorage): void {
  try {
    storage.removeItem(key)
  } catch {
    // Storage is not allowed here, so nothing was kept either.
  }
}

export function sameDraft(a: Draft, b: Draft): boolean {
  return fingerprint(a) === fingerprint(b)
}

function fingerprint(draft: Draft): string {
  const { title, text, audience, importance, sectionId, files = [] } = draft
  return JSON.stringify([
    title.trim(),
    text.trimEnd(),
    [...audience].sort(),
    importance,
    sectionId ?? null,
    files.map((file) => file.id ?? file.upload ?? file.key),
  ])
}

function isDraft(value: unknown): value is StoredDraft {
  if (typeof value !== 'object' || value === null) return false
  const draft = value as Partial<StoredDraft>
  return (
    typeof draft.title === 'string' &&
    typeof draft.text === 'string' &&
    typeof draft.savedAt === 'number' &&
    Array.isArray(draft.audience) &&
    draft.audience.every((group) => typeof group === 'string') &&
    (draft.importance === 'normal' || draft.importance === 'important') &&
    (draft.files === undefined || Array.isArray(draft.files))
  )
}

/** Files as they can be kept: one whose sending was cut off by leaving the page goes on when it is chosen again. */
export function keptFiles(items: readonly UploadItem[]): UploadItem[] {
  return items
    .filter((item) => item.id !== undefined || item.upload !== undefined)
    .map((item) => (item.state === 'done' ? item : { ...item, state: 'paused', lost: true, problem: undefined }))
}
