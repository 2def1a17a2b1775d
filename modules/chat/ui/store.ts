/** What chat keeps on this machine: the rooms and the messages of those visited, to read without a line, and what waits to be sent. */
export interface Store {
  get<T>(shelf: Shelf, key: string | number): Promise<T | undefined>
  all<T>(shelf: Shelf): Promise<T[]>
  put(shelf: Shelf, key: string | number, value: unknown): Promise<void>
  remove(shelf: Shelf, key: string | number): Promise<void>
}

export type Shelf = 'logs' | 'outbox' | 'lists'

const SHELVES: readonly Shelf[] = ['logs', 'outbox', 'lists']
const PREFIX = 'kairan.chat.'

/** Lives as long as the page: for a shared PC, and for browsers that keep nothing. */
export function memoryStore(): Store {
  const shelves = {
    logs: new Map<string, unknown>(),
    outbox: new Map<string, unknown>(),
    lists: new Map<string, unknown>(),
  }
  return {
    get: async <T>(shelf: Shelf, key: string | number) => shelves[shelf].get(String(key)) as T | undefined,
    all: async <T>(shelf: Shelf) => [...shelves[shelf].values()] as T[],
    put: async (shelf, key, value) => void shelves[shelf].set(String(key), value),
    remove: async (shelf, key) => void shelves[shelf].delete(String(key)),
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 2)
  request.onupgradeneeded = () => {
    for (const shelf of SHELVES)
      if (!request.result.objectStoreNames.contains(shelf)) request.result.createObjectStore(shelf)
  }
  const database = await settled(request)
  // Another tab that clears up is not held up.
  database.onversionchange = () => database.close()
  return database
}

function databaseStore(database: IDBDatabase): Store {
  const change = (shelf: Shelf, act: (store: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(shelf, 'readwrite')
      transaction.oncomplete = () => resolve()
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'))
      act(transaction.objectStore(shelf))
    })
  const read = (shelf: Shelf) => database.transaction(shelf).objectStore(shelf)
  return {
    get: async <T>(shelf: Shelf, key: string | number) =>
      (await settled(read(shelf).get(String(key)))) as T | undefined,
    all: async <T>(shelf: Shelf) => (await settled(read(shelf).getAll())) as T[],
    put: (shelf, key, value) => change(shelf, (store) => store.put(value, String(key))),
    remove: (shelf, key) => change(shelf, (store) => store.delete(String(key))),
  }
}

/** The store of a person, who finds here what they left; what others left on this machine goes. On a shared PC nothing is written. */
export async function openStore(person: number, shared: boolean): Promise<Store> {
  try {
    await forget(shared ? undefined : person)
    if (shared) return memoryStore()
    return databaseStore(await openDatabase(`${PREFIX}${person}`))
  } catch {
    // A private window, or a full disk: chat works, and forgets with the page.
    return memoryStore()
  }
}

/** Removes what chat has kept on this machine, but for this person's. */
export async function forget(except?: number): Promise<void> {
  if (typeof indexedDB === 'undefined') return
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name] : []))
  await Promise.all(names.filter((name) => name !== `${PREFIX}${except}`).map((name) => gone(name)))
  for (const storage of [localStorage, sessionStorage])
    for (const name of Object.keys(storage))
      if (name.startsWith(DRAFTS) && !name.startsWith(`${DRAFTS}${except}.`)) storage.removeItem(name)
}

/** What is typed and not sent yet lies in the browser's simple storage under this. */
export const DRAFTS = 'kairan.chat.draft.'

function gone(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
