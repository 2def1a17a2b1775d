export interface Fault {
  field?: string
  code: string
  args?: Record<string, unknown>
  detail?: string
}

/**
 * What the server refused (RFC 9457) or what kept the request from reaching it. `status` is 0 with the code `core.offline` when there was
 * no answer at all: then nobody knows whether it was carried out, and repeating it with the same key is harmless.
 */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly args: Record<string, unknown>
  readonly faults: Fault[]
  readonly requestId: string | undefined

  constructor(
    status: number,
    code: string,
    args: Record<string, unknown> = {},
    faults: Fault[] = [],
    requestId?: string,
  ) {
    super(`${status} ${code}`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.args = args
    this.faults = faults
    this.requestId = requestId
  }

  /** True when no answer came: the network or the server was away. */
  get offline(): boolean {
    return this.status === 0
  }
}

/** Reads a problem document; anything else, a proxy's page say, becomes `core.status-<n>`. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get('X-Request-Id') ?? undefined
  const fallback = new ApiProblem(response.status, `core.status-${response.status}`, {}, [], requestId)
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return fallback
  let body: unknown
  try {
    body = await response.json()
  } catch {
    return fallback
  }
  if (typeof body !== 'object' || body === null) return fallback
  const told = body as { code?: unknown; args?: unknown; faults?: unknown; requestId?: unknown }
  const args = typeof told.args === 'object' && told.args !== null ? ({ ...told.args } as Record<string, unknown>) : {}
  const after = Number(response.headers.get('Retry-After'))
  if (after > 0 && args.seconds === undefined) args.seconds = after
  return new ApiProblem(
    response.status,
    typeof told.code === 'string' ? told.code : fallback.code,
    args,
    Array.isArray(told.faults) ? (told.faults as Fault[]) : [],
    typeof told.requestId === 'string' ? told.requestId : requestId,
  )
}
