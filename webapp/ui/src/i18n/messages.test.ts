import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

// The tests run at the root of the repository.
const root = process.cwd()

type Tree = { [key: string]: string | Tree }

function filesIn(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.name === 'node_modules' || entry.name === 'target') return []
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path, pattern) : pattern.test(entry.name) ? [path] : []
    })
  } catch {
    return []
  }
}

function keysOf(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  )
}

const plain = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/, '')

const modules = readdirSync(join(root, 'modules'))
  .filter((id) => filesIn(join(root, 'modules', id, 'ui/messages'), /^ja\.json$/).length > 0)
  .map((id) => ({ id, folder: join(root, 'modules', id, 'ui'), java: join(root, 'modules', id, 'src/main/java') }))
const packages = [{ id: 'shell', folder: join(root, 'webapp/ui/src'), java: '' }, ...modules]

const read = (folder: string, language: string) =>
  JSON.parse(readFileSync(join(folder, 'messages', `${language}.json`), 'utf8')) as Tree
const text = (folder: string) =>
  filesIn(folder, /\.tsx?$/)
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => uncommented(readFileSync(file, 'utf8')))
    .join('\n')

function uncommented(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

/** Keys written out, after `t(` or as a value of their own; and for those made of parts, what they begin with. */
function usedIn(source: string, ids: readonly string[]) {
  const called = new Set<string>()
  const strings = new Set<string>()
  const beginnings: string[] = []
  for (const [, key] of source.matchAll(/\bt(?:\.has)?\(\s*'([^'\n]+)'/g)) called.add(key!)
  for (const [, key] of source.matchAll(/['"`]([a-zA-Z][\w-]*(?:\.[\w-]+)*)['"`]/g)) strings.add(key!)
  for (const [, start] of source.matchAll(/`((?:[a-z]+:)?[a-zA-Z][\w.-]*[.-])\$\{/g)) beginnings.push(start!)
  const own = (key: string) => !ids.some((id) => key.startsWith(`${id}:`))
  return { called: [...called].filter(own), strings, beginnings, foreign: [...called].filter((key) => !own(key)) }
}

const ids = packages.map(({ id }) => id)
const everything = packages.map(({ folder }) => text(folder)).join('\n')

describe.each(packages)('texts of $id', ({ id, folder, java }) => {
  const ja = read(folder, 'ja')
  const en = read(folder, 'en')
  const jaKeys = new Set(keysOf(ja).map(plain))
  const enKeys = new Set(keysOf(en).map(plain))
  const source = text(folder)
  const used = usedIn(source, ids)
  const menuKeys =
    java === ''
      ? []
      : filesIn(java, /\.java$/).flatMap((file) =>
          [...readFileSync(file, 'utf8').matchAll(/new MenuEntry\(\s*"([^"]+)"/g)].map(([, key]) => key!),
        )

  const sources = java === '' ? [] : filesIn(java, /\.java$/).map((file) => readFileSync(file, 'utf8'))
  const words = sources.flatMap((source) =>
    [...source.matchAll(/new ActivityType\(\s*"[a-z]+\.([a-z-]+)"/g)].map(([, word]) => word!),
  )
  // What other modules' screens word: the module's rights, acts, their details and kinds of things, and what it offers to do with others' things, by the names that its server gives them.
  const told = new Set(sources.flatMap((source) => [...source.matchAll(/"([\w.-]+)"/g)].map(([, name]) => name!)))
  const isTold = (key: string) => {
    if (key.startsWith('act.')) return told.has(key)
    const [, way, word] = /^(permission|audit|detail|search\.kind)\.([\w-]+)$/.exec(key) ?? []
    return way !== undefined && told.has(way === 'permission' || way === 'audit' ? `${id}.${word}` : word!)
  }
  const written = new Set(sources.flatMap((source) => [...source.matchAll(/"(mail\.\w+)"/g)].map(([, key]) => key!)))

  it('has the same keys in Japanese and in English', () => {
    expect(
      [...jaKeys].filter((key) => !enKeys.has(key)),
      'only in Japanese',
    ).toEqual([])
    expect(
      [...enKeys].filter((key) => !jaKeys.has(key)),
      'only in English',
    ).toEqual([])
  })

  it('has no empty text, and the same values to fill in', () => {
    const values = (tree: Tree, prefix = ''): [string, string][] =>
      Object.entries(tree).flatMap(([key, value]): [string, string][] =>
        typeof value === 'string' ? [[prefix + key, value]] : values(value, `${prefix}${key}.`),
      )
    const names = (value: string) =>
      [...new Set([...value.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name!))]
        .filter((name) => name !== 'count')
        .sort()
        .join(' ')
    const english = new Map(values(en).map(([key, value]) => [plain(key), value]))
    for (const [key, value] of values(ja)) {
      expect(value.trim(), key).not.toBe('')
      const other = english.get(plain(key))
      if (other !== undefined && names(other) !== '') expect(names(other), key).toBe(names(value))
    }
  })

  it('has every text that is asked for', () => {
    expect([...used.called].filter((key) => !key.includes(':') && !jaKeys.has(key))).toEqual([])
  })

  it('has two texts for each kind of notice: what happened, and when it is sent', () => {
    expect(words.flatMap((word) => [`notice.${word}`, `kind.${word}`]).filter((key) => !jaKeys.has(key))).toEqual([])
  })

  it('has a text for each entry that the server puts into the menu', () => {
    expect(menuKeys.filter((key) => !jaKeys.has(key) && !jaKeys.has('menu') && !jaKeys.has('name'))).toEqual([])
  })

  it('keeps no text that nobody asks for', () => {
    const fromOthers = usedIn(everything, [])
      .called.filter((key) => key.startsWith(`${id}:`))
      .map((key) => key.slice(id.length + 1))
    const isUsed = (key: string) =>
      key === 'menu' ||
      key === 'name' ||
      // Problems are asked for by the code that the server tells.
      key.startsWith('problem.') ||
      // Notices are worded by their type, mails by the server.
      words.some((word) => key === `notice.${word}` || key.startsWith(`notice.${word}_`) || key === `kind.${word}`) ||
      written.has(key) ||
      isTold(key) ||
      used.strings.has(key) ||
      menuKeys.includes(key) ||
      fromOthers.includes(key) ||
      used.beginnings.some((start) => key.startsWith(start))
    expect(
      [...jaKeys].filter((key) => !isUsed(key)),
      relative(root, folder),
    ).toEqual([])
  })
})

describe('texts of other packages', () => {
  it('are there when they are asked for', () => {
    const shell = new Set(keysOf(read(join(root, 'webapp/ui/src'), 'ja')).map(plain))
    const asked = usedIn(everything, [])
      .called.filter((key) => key.startsWith('shell:'))
      .map((key) => key.slice(6))
    expect(asked.filter((key) => !shell.has(key))).toEqual([])
  })
})
