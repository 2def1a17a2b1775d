import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem } from './problem.ts'
import { request } from './request.ts'

/** A file on its way to the server by the tus protocol, or there already. */
export interface UploadItem {
  key: string
  name: string
  size: number
  sent: number
  state: 'sending' | 'waiting' | 'paused' | 'done' | 'failed'
  /** The server's number of the upload. */
  upload?: string
  /** The number of what it has become, where it was there before. */
  id?: number
  /** The file is not at hand any more, after a reload say: choosing it again goes on. */
  lost?: boolean
  renamed?: boolean
  privateUse?: boolean
  problem?: unknown
}

interface Detail {
  id: string
  name: string
  size: number
  received: number
  finished: boolean
  renamed: boolean
  privateUse: boolean
}

const FIRST_PIECE = 256 * 1024
const BIGGEST_PIECE = 8 * 1024 * 1024
const TUS = { 'Tus-Resumable': '1.0.0' }

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

/** What may be better in a moment: no answer, a server that is just starting, or a piece that arrived although nobody heard of it. */
function passes(problem: unknown): boolean {
  return (
    problem instanceof ApiProblem &&
    (problem.offline || [409, 500, 502, 503, 504].includes(problem.status)) &&
    problem.code !== 'storage.no-folder' &&
    problem.code !== 'storage.too-many-uploads'
  )
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      removeEventListener('online', wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    addEventListener('online', wake)
    signal.addEventListener('abort', wake)
  })
}

/** Sends a file, goes on where an earlier upload of it stood, and waits out a lost line. Rejects when the server refuses, or with the signal's reason. */
export async function sendFile(
  file: File,
  known: string | undefined,
  signal: AbortSignal,
  tell: (part: Partial<UploadItem>) => void,
): Promise<void> {
  let upload = known
  let offset: number | undefined
  let piece = FIRST_PIECE
  for (let failures = 0; ;) {
    try {
      if (upload === undefined) {
        const { data } = await request<Detail>('POST', '/storage/uploads', {
          headers: { ...TUS, 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${base64(file.name)}` },
          signal,
        })
        upload = data.id
        offset = data.received
        tell({ upload, name: data.name, renamed: data.renamed, privateUse: data.privateUse })
      } else if (offset === undefined) {
        offset = (await request<Detail>('GET', `/storage/uploads/${upload}`, { signal })).data.received
      }
      tell({ sent: offset, state: 'sending' })
      while (offset < file.size) {
        const began = performance.now()
        const end: number = Math.min(file.size, offset + piece)
        await request('PATCH', `/storage/uploads/${upload}`, {
          body: file.slice(offset, end),
          contentType: 'application/offset+octet-stream',
          headers: { ...TUS, 'Upload-Offset': String(offset) },
          signal,
        })
        offset = end
        failures = 0
        tell({ sent: offset, state: 'sending' })
        const took = performance.now() - began
        if (took < 500) piece = Math.min(BIGGEST_PIECE, piece * 2)
        else if (took > 2000) piece = Math.max(FIRST_PIECE, piece / 2)
      }
      return
    } catch (problem) {
      signal.throwIfAborted()
      if (!passes(problem) || (failures > 8 && !(problem as ApiProblem).offline)) throw problem
      offset = undefined
      tell({ state: 'waiting' })
      await rest(Math.min(15_000, 500 * 2 ** failures++), signal)
      signal.throwIfAborted()
    }
  }
}

/** The files of a form and their uploads, which go on as long as the form is shown. */
export function useUploads(initial: () => UploadItem[]) {
  const [items, setItems] = useState(initial)
  const files = useRef(new Map<string, File>())
  const running = useRef(new Map<string, AbortController>())

  const tell = useCallback((key: string, part: Partial<UploadItem>) => {
    setItems((old) => old.map((item) => (item.key === key ? { ...item, ...part } : item)))
  }, [])

  const start = useCallback(
    (key: string, upload?: string) => {
      const file = files.current.get(key)
      if (!file || running.current.has(key)) return
      const control = new AbortController()
      running.current.set(key, control)
      tell(key, { state: 'sending', problem: undefined, lost: false })
      sendFile(file, upload, control.signal, (part) => {
        if (!control.signal.aborted) tell(key, part)
      })
        .then(
          () => tell(key, { state: 'done', sent: file.size }),
          (problem: unknown) => {
            if (!control.signal.aborted) tell(key, { state: 'failed', problem })
          },
        )
        .finally(() => {
          if (running.current.get(key) === control) running.current.delete(key)
        })
    },
    [tell],
  )

  const stop = (key: string) => {
    running.current.get(key)?.abort()
    running.current.delete(key)
  }

  const add = (chosen: readonly File[]) => {
    for (const file of chosen) {
      const again = items.find((item) => item.lost && item.size === file.size && item.name === file.name)
      const key = again?.key ?? `${performance.now()}-${files.current.size}`
      files.current.set(key, file)
      if (!again) setItems((old) => [...old, { key, name: file.name, size: file.size, sent: 0, state: 'sending' }])
      start(key, again?.upload)
    }
  }

  const pause = (key: string) => {
    stop(key)
    tell(key, { state: 'paused' })
  }

  const resume = (key: string) => start(key, items.find((item) => item.key === key)?.upload)

  const remove = (key: string) => {
    stop(key)
    files.current.delete(key)
    const gone = items.find((item) => item.key === key)
    setItems((old) => old.filter((item) => item.key !== key))
    // Whatever becomes of this: what nobody takes up is removed by the server after some days.
    if (gone?.upload) request('DELETE', `/storage/uploads/${gone.upload}`).catch(() => undefined)
  }

  const replace = (next: UploadItem[]) => {
    for (const key of running.current.keys()) stop(key)
    setItems(next)
  }

  useEffect(() => {
    const now = running.current
    return () => {
      for (const control of now.values()) control.abort()
      now.clear()
    }
  }, [])

  return { items, add, pause, resume, remove, replace }
}

/** 0 bytes, 12 kB, 3.4 MB: as people call sizes, in steps of a thousand. */
export function bytesIn(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit]}`
}
