import { api, ApiProblem, useNavigate, useOffline, useQuery, useQueryClient, useSession } from '@kairan/ui'
import { useEffect, useRef } from 'react'
import { useChoices, type QuietHours } from './choices.ts'
import { line } from './line.ts'
import { outbox, useMe, useRooms } from './queries.ts'
import { openStore } from './store.ts'

/** Keeps chat going on every page: follows one's rooms, sends what waits. It shows nothing. */
export function ChatLine() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { person, sharedPc } = useSession()
  const me = useMe()
  const rooms = useRooms()
  const offline = useOffline()

  useEffect(() => {
    let current = true
    void openStore(person.id, sharedPc).then((store) => {
      if (!current) return
      line.start(client, me, sharedPc, store)
      return outbox.open(store)
    })
    return () => {
      current = false
    }
  }, [client, me, person.id, sharedPc])

  const { desktop } = useChoices()
  const quiet = useQuery({
    queryKey: ['notification', 'choices'],
    queryFn: ({ signal }) => api.get<QuietHours>('/notification/choices', { signal }),
    enabled: desktop,
    retry: false,
  })
  useEffect(() => {
    line.quiet = quiet.data
  }, [quiet.data])

  useEffect(() => {
    line.onOpenRoom = (room) => void navigate({ to: '/chat/$id', params: { id: String(room) } as never })
  }, [navigate])

  const list = rooms.data?.rooms
  const ids = list?.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (list) line.follow(list)
    // Only rooms that come and go are a reason; what happens in them is followed already.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [ids])

  const was = useRef(offline)
  useEffect(() => {
    if (was.current && !offline) outbox.hurry()
    was.current = offline
  }, [offline])
  return null
}

/** What a room's screen has read, told to the server: the last word counts, so that it may be late and repeated. */
export class Receipt {
  #timer: ReturnType<typeof setTimeout> | undefined
  #told = 0
  #wanted = 0

  constructor(private readonly room: number) {}

  reach(seq: number): void {
    if (seq <= this.#wanted) return
    this.#wanted = seq
    line.markRead(this.room, seq)
    this.#soon(TELL_AFTER_MS)
  }

  #soon(ms: number): void {
    if (this.#timer === undefined) this.#timer = setTimeout(() => void this.#tell(), ms)
  }

  async #tell(): Promise<void> {
    this.#timer = undefined
    const seq = this.#wanted
    if (seq <= this.#told) return
    try {
      await api.put(`/chat/rooms/${this.room}/receipt`, { seq })
      this.#told = seq
    } catch (problem) {
      if (problem instanceof ApiProblem && [403, 404].includes(problem.status)) return
      this.#soon(AGAIN_AFTER_MS)
    }
  }
}

const TELL_AFTER_MS = 500
const AGAIN_AFTER_MS = 5000
