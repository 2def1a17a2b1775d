// Gives the page and its parts without the server, and nothing else: what the server says goes past it. The build puts the list of files in place
// of SHELL, so that each build has another worker, which takes over at once.
const shell = SHELL
const own = `kairan-shell-${shell.version}`

/** A server that does not answer for so long is away. */
const PATIENCE_MS = 8000

async function install() {
  const cache = await caches.open(own)
  await Promise.all(
    shell.files.map(async (file) => {
      // The name of an asset says what is in it.
      const known = file.startsWith('/assets/') ? await caches.match(file) : undefined
      if (known) await cache.put(file, known)
      else await cache.add(new Request(file, { cache: 'no-cache' }))
    }),
  )
  await self.skipWaiting()
}

async function activate() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith('kairan-') && name !== own).map((name) => caches.delete(name)),
  )
  await self.clients.claim()
}

async function orKept(request, file) {
  const kept = async () => (await caches.open(own)).match(file)
  try {
    const late = new Promise((_done, fail) => setTimeout(() => fail(new Error('no answer')), PATIENCE_MS))
    const answer = await Promise.race([fetch(request), late])
    return [502, 503, 504].includes(answer.status) ? ((await kept()) ?? answer) : answer
  } catch (lost) {
    const answer = await kept()
    if (answer) return answer
    throw lost
  }
}

async function asset(request) {
  return (await (await caches.open(own)).match(request)) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || /^\/(api|health|metrics)(\/|$)/.test(pathname))
    return
  if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (request.mode === 'navigate' && !pathname.includes('.')) event.respondWith(orKept(request, '/index.html'))
  else if (shell.files.includes(pathname)) event.respondWith(orKept(request, pathname))
})
