import { isPresent } from './presence.ts'
import { ApiProblem, problemOf } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Query = Record<string, string | number | boolean | undefined | null | readonly (string | number)[]>

export interface RequestOptions {
  query?: Query
  /** An object is sent as JSON; a Blob (a file) or a string as it is, with its `contentType`. */
  body?: unknown
  contentType?: string
  headers?: Record<string, string>
  /** The version that an edit is based on, as `ETag` gave it. */
  ifMatch?: string
  signal?: AbortSignal
  /** Milliseconds after which an answer is taken as lost; files may take as long as they like. */
  patience?: number
  /** The answer is a file: what comes is a Blob, whatever it holds. */
  blob?: boolean
  /** Asks without a session: 401 is thrown instead of leading to the sign-in dialog. */
  anonymous?: boolean
}

export interface Answer<T> {
  data: T
  etag: string | undefined
  location: string | undefined
  status: number
  headers?: Headers
}

/** Waits until the person has signed in again; the shell sets it. Rejects when that will not happen. */
type SignIn = () => Promise<void>

let signIn: SignIn | undefined

export function onSessionLost(handler: SignIn | undefined): void {
  signIn = handler
}

type Reach = (reached: boolean) => void
const reachListeners = new Set<Reach>()

/** Told after each request whether the server could be reached. */
export function onReach(listener: Reach): () => void {
  reachListeners.add(listener)
  return () => reachListeners.delete(listener)
}

function tellReach(reached: boolean) {
  for (const listener of reachListeners) listener(reached)
}

/**
 * Keys of POSTs that have had no definite answer, so that the same request, repeated by hand after a lost connection or a reload, is
 * recognised by the server. Kept per tab; only a fingerprint of the content is stored.
 */
const unanswered = {
  name: 'kairan.unanswered',
  read(): Record<string, string> {
    try {
      return JSON.parse(sessionStorage.getItem(this.name) ?? '{}') as Record<string, string>
    } catch {
      return {}
    }
  },
  write(keys: Record<string, string>) {
    try {
      sessionStorage.setItem(this.name, JSON.stringify(keys))
    } catch {
      // A browser that stores nothing still sends; only a repeat after a reload would get a new key.
    }
  },
  keyFor(print: string): string {
    const keys = this.read()
    const key = keys[print] ?? crypto.randomUUID?.() ?? randomUuid()
    this.write({ ...keys, [print]: key })
    return key
  },
  settle(print: string) {
    const keys = this.read()
    delete keys[print]
    this.write(keys)
  },
}

/** `crypto.randomUUID` is missing where the page is served without TLS on an intranet name. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function fingerprint(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 2654435761)
    b = Math.imul(b ^ c, 1597334677)
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}${text.length.toString(36)}`
}

export function urlOf(path: string, query?: Query): string {
  const url = path.startsWith('/api/') ? path : `/api${path.startsWith('/') ? '' : '/'}${path}`
  if (!query) return url
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value))
      for (const one of value as readonly (string | number)[]) parameters.append(name, String(one))
    else parameters.append(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? url : `${url}?${text}`
}

/** Longer than any answer takes. A line of which one direction is dead is not noticed by a browser: without this it would wait for ever. */
const PATIENCE = 120_000

/** Tells when a request is to be given up: when its asker says so, or nothing has come for too long. */
function patient(options: RequestOptions): { signal: AbortSignal; settle: () => void } {
  const giveUp = new AbortController()
  const stop = () => giveUp.abort()
  if (options.signal?.aborted) stop()
  options.signal?.addEventListener('abort', stop)
  const isFile = options.blob || options.body instanceof Blob
  const timer = isFile ? undefined : setTimeout(stop, options.patience ?? PATIENCE)
  return {
    signal: giveUp.signal,
    settle: () => {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', stop)
    },
  }
}

/** The only fetch of the application. Throws {@link ApiProblem}; after a lost session it waits for the sign-in and repeats itself. */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const url = urlOf(path, options.query)
  const headers: Record<string, string> = { Accept: options.blob ? '*/*' : 'application/json', ...options.headers }
  let body: BodyInit | undefined
  let print: string | undefined
  if (options.body instanceof Blob || typeof options.body === 'string') {
    body = options.body
    headers['Content-Type'] = options.contentType ?? 'application/octet-stream'
  } else if (options.body !== undefined) {
    body = JSON.stringify(options.body)
    headers['Content-Type'] = 'application/json'
  } else if (method !== 'GET') {
    headers['Content-Type'] = 'application/json'
  }
  if (options.ifMatch !== undefined) headers['If-Match'] = options.ifMatch
  // The server then does not take it for use of the session.
  if (!isPresent()) headers['X-Kairan-Background'] = '1'
  if (method === 'POST' && !options.anonymous && headers['Idempotency-Key'] === undefined) {
    print = fingerprint(`${url}\n${body instanceof Blob ? `${body.size} ${body.type}` : (body ?? '')}`)
    headers['Idempotency-Key'] = unanswered.keyFor(print)
  }

  const { signal, settle } = patient(options)
  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal,
      credentials: 'same-origin',
      cache: method === 'GET' ? 'no-cache' : 'no-store',
    })
  } catch (cause) {
    settle()
    if (options.signal?.aborted) throw cause
    tellReach(false)
    throw new ApiProblem(0, 'core.offline')
  }
  tellReach(![502, 503, 504].includes(response.status))

  if (response.status === 401 && !options.anonymous && signIn) {
    settle()
    await signIn()
    // With the same key: the one who asks is the same, and so is the request.
    const again =
      print === undefined
        ? options
        : { ...options, headers: { ...options.headers, 'Idempotency-Key': headers['Idempotency-Key']! } }
    const answer = await request<T>(method, path, again)
    if (print !== undefined) unanswered.settle(print)
    return answer
  }
  if (print !== undefined && response.status < 500) unanswered.settle(print)

  let data: unknown
  try {
    if (!response.ok) throw await problemOf(response)
    const json = (response.headers.get('Content-Type') ?? '').includes('json')
    data =
      response.status === 204
        ? undefined
        : options.blob
          ? await response.blob()
          : json
            ? await response.json()
            : await response.text()
  } catch (cause) {
    throw cause instanceof ApiProblem ? cause : new ApiProblem(0, 'core.offline')
  } finally {
    settle()
  }
  return {
    data: data as T,
    etag: response.headers.get('ETag') ?? undefined,
    location: response.headers.get('Location') ?? undefined,
    status: response.status,
    // Of a file its name and what else is told beside it.
    ...(options.blob ? { headers: response.headers } : {}),
  }
}

type Plain = Omit<RequestOptions, 'body'>

/** Short forms. `get` and the others answer the data; `ask` answers the ETag and Location with it. Paths are given without `/api`. */
export const api = {
  get: async <T>(path: string, options?: Plain): Promise<T> => (await request<T>('GET', path, options)).data,
  post: async <T = void>(path: string, body?: unknown, options?: Plain): Promise<T> =>
    (await request<T>('POST', path, { ...options, body })).data,
  put: async <T = void>(path: string, body?: unknown, options?: Plain): Promise<T> =>
    (await request<T>('PUT', path, { ...options, body })).data,
  delete: async <T = void>(path: string, options?: Plain): Promise<T> =>
    (await request<T>('DELETE', path, options)).data,
  ask: request,
  /** The address of something that the browser itself loads, a CSV to save for example. */
  href: urlOf,
}
