import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ApiProblem } from '../api/problem.ts'
import { api } from '../api/request.ts'
import { askLineBy, tellAlive, tellLine } from './connection.ts'
import type { Feature } from './feature.ts'
import { LiveConnection, type Socket } from './live.ts'
import { tellHint } from './live-hooks.ts'
import { loseSession } from './session-lost.ts'
import { PollSocket, Ways } from './poll-socket.ts'
import { pageStreams } from './streams.ts'

async function isSessionAlive(): Promise<boolean | undefined> {
  try {
    await api.get('/session', { anonymous: true })
    return true
  } catch (error) {
    return error instanceof ApiProblem && error.status === 401 ? false : undefined
  }
}

/** Keeps the live line while somebody is signed in, hands hints to the features and asks everything anew when the line begins or comes back. */
export function useLiveConnection(features: readonly Feature[], lost: boolean): void {
  const queryClient = useQueryClient()
  const connection = useRef<LiveConnection>(undefined)
  useEffect(() => {
    const ways = new Ways(
      () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`) as Socket,
      () => new PollSocket((question, signal) => api.post('/live/poll', question, { anonymous: true, signal })),
    )
    const live = new LiveConnection({
      connect: () => ways.connect(),
      onHint: (hint) => {
        for (const feature of features) feature.live?.(hint, queryClient)
        tellHint(hint)
      },
      onStream: (frame) => pageStreams().take(frame),
      onState: (state) => {
        if (state === 'open') ways.opened()
        else pageStreams().end()
        tellLine(state)
      },
      onAlive: tellAlive,
      onListening: () => {
        pageStreams().begin((frame) => live.send(frame))
        void queryClient.invalidateQueries({
          predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'modules',
        })
      },
      onSessionLost: () => void loseSession(),
      isSessionAlive: async () => {
        const alive = await isSessionAlive()
        ways.refused(alive === true)
        return alive
      },
    })
    connection.current = live
    live.start()
    askLineBy(() => live.hurry())
    const hurry = () => {
      if (document.visibilityState === 'visible') live.hurry()
    }
    window.addEventListener('online', hurry)
    // An open line says nothing of a pulled cable for minutes; a question does within seconds.
    window.addEventListener('offline', hurry)
    document.addEventListener('visibilitychange', hurry)
    return () => {
      window.removeEventListener('online', hurry)
      window.removeEventListener('offline', hurry)
      document.removeEventListener('visibilitychange', hurry)
      live.stop()
    }
  }, [features, queryClient])
  useEffect(() => {
    if (!lost) connection.current?.start()
  }, [lost])
}
