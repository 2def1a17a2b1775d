import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from './problem.ts'
import { api, onReach, onSessionLost, request, urlOf } from './request.ts'

type Call = { url: string; init: RequestInit & { headers: Record<string, string> } }

let calls: Call[] = []
let answers: (Response | Error)[] = []

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', ...headers },
  })

beforeEach(() => {
  calls = []
  answers = []
  sessionStorage.clear()
  vi.stubGlobal('fetch', (url: string, init: Call['init']) => {
    calls.push({ url, init })
    const answer = answers.shift() ?? json(200, {})
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  })
})
afterEach(() => {
  onSessionLost(undefined)
  vi.unstubAllGlobals()
})

const keyOf = (call: Call | undefined) => call?.init.headers['Idempotency-Key']

describe('a request', () => {
  it('writes addresses, leaving out what is not set', () => {
    expect(urlOf('/board/bulletins', { state: 'unread', after: undefined, q: '', limit: 20 })).toBe(
      '/api/board/bulletins?state=unread&limit=20',
    )
    expect(urlOf('/organization/audiences', { group: ['everyone', 'tree:12'] })).toBe(
      '/api/organization/audiences?group=everyone&group=tree%3A12',
    )
    expect(urlOf('/api/openapi.json')).toBe('/api/openapi.json')
  })

  it('answers data, ETag and Location', async () => {
    answers = [json(201, { id: 1 }, { ETag: '"3"', Location: '/api/board/bulletins/1' })]
    expect(await request('POST', '/board/bulletins', { body: { title: 'x' } })).toEqual({
      data: { id: 1 },
      etag: '"3"',
      location: '/api/board/bulletins/1',
      status: 201,
    })
    expect(calls[0]!.init.headers['Content-Type']).toBe('application/json')
  })

  it('takes an answer as lost that has not come for too long, but leaves a file its time', async () => {
    vi.useFakeTimers()
    const signals: AbortSignal[] = []
    vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) => {
      signals.push(signal!)
      return new Promise((_resolve, reject) => {
        signal!.addEventListener('abort', () => reject(new Error('aborted')))
      })
    })
    const short = api.post('/chat/rooms', {}, { patience: 20_000 }).catch((problem: unknown) => problem)
    const usual = api.get('/chat/rooms').catch((problem: unknown) => problem)
    void request('PATCH', '/storage/uploads/1', { body: new Blob(['a']) }).catch(() => undefined)
    await vi.advanceTimersByTimeAsync(21_000)
    expect(await short).toMatchObject({ offline: true })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false])
    await vi.advanceTimersByTimeAsync(600_000)
    expect(await usual).toMatchObject({ offline: true })
    expect(signals[2]!.aborted).toBe(false)
    vi.useRealTimers()
  })

  it('is marked when nobody is at the page, and not after an act', async () => {
    const marks = () => calls.map((call) => call.init.headers['X-Kairan-Background'])
    window.dispatchEvent(new Event('keydown'))
    await api.get('/board/unread')
    vi.useFakeTimers({ now: Date.now() + 60_000 })
    await api.get('/board/unread')
    window.dispatchEvent(new Event('pointerdown'))
    await api.get('/board/unread')
    vi.useRealTimers()
    expect(marks()).toEqual([undefined, '1', undefined])
  })

  it('reads a problem', async () => {
    answers = [
      json(422, {
        code: 'board.audience-empty',
        args: { max: 3 },
        faults: [{ field: 'title', code: 'board.title-empty' }],
        requestId: 'r1',
      }),
    ]
    const problem = await api.post('/board/bulletins', {}).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({
      status: 422,
      code: 'board.audience-empty',
      args: { max: 3 },
      requestId: 'r1',
      faults: [{ field: 'title' }],
    })
  })

  it('takes a page of a proxy, or broken JSON, as a problem of its status', async () => {
    answers = [
      new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }),
      new Response('{', { status: 500, headers: { 'Content-Type': 'application/problem+json' } }),
    ]
    expect(await api.get('/x').catch((error: unknown) => error)).toMatchObject({ status: 502, code: 'core.status-502' })
    expect(await api.get('/x').catch((error: unknown) => error)).toMatchObject({ status: 500, code: 'core.status-500' })
  })

  it('tells when the server was not reached', async () => {
    const reached: boolean[] = []
    const stop = onReach((one) => reached.push(one))
    answers = [new TypeError('failed'), json(200, {})]
    const problem = await api.get('/x').catch((error: unknown) => error)
    expect(problem).toMatchObject({ status: 0, code: 'core.offline', offline: true })
    await api.get('/x')
    expect(reached).toEqual([false, true])
    stop()
  })

  it('repeats an unanswered POST with the same key, and begins a new one after an answer', async () => {
    answers = [new TypeError('failed'), json(503, {}), json(201, {}), json(201, {})]
    const publish = () => api.post('/board/bulletins', { title: '甲' }).catch(() => undefined)
    await publish()
    await publish()
    await publish()
    await publish()
    const keys = calls.map(keyOf)
    expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).toBe(keys[0])
    expect(keys[3]).not.toBe(keys[0])
    await api.post('/board/bulletins', { title: '乙' })
    expect(keys).not.toContain(keyOf(calls[4]))
  })

  it('gives a refused request a new key when it is sent again', async () => {
    answers = [json(422, { code: 'board.title-empty' })]
    await api.post('/board/bulletins', { title: '' }).catch(() => undefined)
    await api.post('/board/bulletins', { title: '' })
    expect(keyOf(calls[1])).not.toBe(keyOf(calls[0]))
  })

  it('waits for the sign-in when the session is lost, and then sends the same again', async () => {
    const signIn = vi.fn(() => Promise.resolve())
    onSessionLost(signIn)
    answers = [json(401, { code: 'core.signed-out' }), json(201, { id: 5 })]
    expect(await api.post('/board/bulletins', { title: '甲' })).toEqual({ id: 5 })
    expect(signIn).toHaveBeenCalledOnce()
    expect(keyOf(calls[1])).toBe(keyOf(calls[0]))
    expect(calls[1]!.init.body).toBe(calls[0]!.init.body)
    await api.post('/board/bulletins', { title: '甲' })
    expect(keyOf(calls[2])).not.toBe(keyOf(calls[0]))
  })

  it('does not wait where one is not signed in yet', async () => {
    onSessionLost(() => Promise.reject(new Error('asked')))
    answers = [json(401, { code: 'organization.wrong-credentials' })]
    expect(await api.post('/session', {}, { anonymous: true }).catch((error: unknown) => error)).toMatchObject({
      code: 'organization.wrong-credentials',
    })
    expect(keyOf(calls[0])).toBeUndefined()
  })

  it('sends a file as it is', async () => {
    const file = new Blob(['a,b'], { type: 'text/csv' })
    await api.post('/organization/imports', file, { contentType: 'text/csv', query: { name: '異動.csv' } })
    expect(calls[0]!.init.headers['Content-Type']).toBe('text/csv')
    expect(calls[0]!.init.body).toBe(file)
  })

  it('answers nothing for 204 and names the version that an edit is based on', async () => {
    answers = [new Response(null, { status: 204 })]
    expect(await api.put('/x', {}, { ifMatch: '"2"' })).toBeUndefined()
    expect(calls[0]!.init.headers['If-Match']).toBe('"2"')
  })
})
