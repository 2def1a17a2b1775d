// Builds the browser side: `node webapp/ui/build.mjs [<outdir>]`, called by Maven. Does nothing when nothing that goes in has changed. With
// `--packages` it only fetches what it is built with.
// What it makes is kept in .kairan-build/ui, outside target, so that `mvn clean` does not cost a build.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const ui = dirname(fileURLToPath(import.meta.url))
const root = resolve(ui, '../..')
const store = join(root, '.kairan-build/ui')
const dist = join(store, 'dist')
const stamp = join(store, 'stamp')

// Script after gzip, in kB: what the first page loads, and what one feature adds with all its screens.
const SHELL_BUDGET = 160
const FEATURE_BUDGET = 60

function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}

function featureFolders() {
  return readdirSync(join(root, 'modules'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, 'modules', entry.name, 'ui'))
}

function inputsHash() {
  const hash = createHash('sha256').update(process.version)
  const alone = ['package.json', 'package-lock.json', 'tsconfig.json'].map((name) => join(root, name))
  const inputs = [...alone, ...filesIn(ui), ...featureFolders().flatMap(filesIn)].filter(
    (file) => !/\.test\.tsx?$/.test(file),
  )
  for (const file of inputs)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

// Packages of other platforms are in the lock file but never installed.
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, { version, optional, link }]) =>
        !path.startsWith('node_modules/') || link || optional || present[path]?.version === version,
    )
  } catch {
    return false
  }
}

function install() {
  console.log('ui: installing packages (npm ci)')
  const windows = process.platform === 'win32'
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  })
  if (status !== 0) throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}`)
}

/** Files that an entry of Vite's manifest needs at once, and with `lazy` those that it may load later too. */
function closure(manifest, start, lazy) {
  const seen = new Set()
  const visit = (key) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) return
    seen.add(key)
    for (const next of chunk.imports ?? []) visit(next)
    if (lazy) for (const next of chunk.dynamicImports ?? []) visit(next)
  }
  visit(start)
  return seen
}

/**
 * The shell is what every page loads first. A feature is what only it loads, with all its screens; parts of the kit that several load
 * are counted apart, and once. The heaviest screen is told as a reader feels it: all that opening it loads beyond the shell.
 */
function checkSizes(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const sizes = Object.fromEntries(
    Object.entries(manifest).map(([key, { file }]) => [
      key,
      file.endsWith('.js') ? gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1000 : 0,
    ]),
  )
  const sum = (keys) => [...keys].reduce((total, key) => total + sizes[key], 0)
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
  const shell = closure(manifest, entry, false)
  const beyond = (key, lazy) => [...closure(manifest, key, lazy)].filter((one) => !shell.has(one))
  const moduleOf = (key) => /modules\/([^/]+)\/ui\//.exec(key)?.[1]
  // Nobody reads two languages at once: the texts that come with the feature count.
  const entries = Object.keys(manifest).filter(
    (key) => manifest[key].isDynamicEntry && !key.endsWith('/messages/en.json'),
  )
  const owners = {}
  for (const key of entries.filter((one) => !one.startsWith('src/kit/'))) {
    for (const one of beyond(key, false)) (owners[one] ??= new Set()).add(moduleOf(key) ?? 'shell')
  }
  const lines = [['shell', sum(shell), SHELL_BUDGET, '']]
  for (const key of entries.filter((one) => one.endsWith('.feature.ts'))) {
    const module = moduleOf(key)
    // A piece of the kit does not become the feature's because no other feature happens to use it.
    const own = Object.keys(owners).filter(
      (one) => owners[one].size === 1 && owners[one].has(module) && moduleOf(one) === module,
    )
    const screens = entries
      .filter((one) => moduleOf(one) === module)
      .map((one) => sum(new Set([...beyond(key, false), ...beyond(one, false)])))
    lines.push([
      module,
      sum(own),
      FEATURE_BUDGET,
      `, heaviest screen with its part of the kit ${Math.max(...screens).toFixed(1)}`,
    ])
  }
  for (const [name, kb, budget, more] of lines)
    console.log(`ui: ${name.padEnd(14)} ${kb.toFixed(1).padStart(6)} kB gzip of ${budget}${more}`)
  const styles = [...new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []))]
  const kb = styles.reduce((total, file) => total + gzipSync(readFileSync(join(folder, file))).length, 0) / 1000
  console.log(`ui: ${'styles'.padEnd(14)} ${kb.toFixed(1).padStart(6)} kB gzip`)
  const over = lines.filter(([, size, budget]) => size > budget)
  if (over.length > 0) throw new Error(`too large: ${over.map(([name]) => name).join(', ')}`)
}

/** The worker knows the files of this build, so that it can give them without the server. */
function writeWorker(folder) {
  const files = filesIn(folder)
    .map((file) => `/${relative(folder, file).replaceAll('\\', '/')}`)
    .filter((file) => !file.startsWith('/.vite'))
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(folder, file)))
  const shell = JSON.stringify({ version: hash.digest('hex').slice(0, 16), files })
  const worker = readFileSync(join(ui, 'worker.js'), 'utf8').replace('= SHELL', () => `= ${shell}`)
  writeFileSync(join(folder, 'sw.js'), worker)
}

async function build() {
  const fresh = join(store, 'dist.new')
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(store, { recursive: true })
  process.env.NODE_ENV = 'production'
  const vite = await import('vite')
  await vite.build({ configFile: join(ui, 'vite.config.ts'), logLevel: 'warn', build: { outDir: fresh } })
  checkSizes(fresh)
  writeWorker(fresh)
  rmSync(dist, { recursive: true, force: true })
  renameSync(fresh, dist)
}

function publish(outdir) {
  const made = filesIn(dist)
    .map((file) => relative(dist, file))
    .filter((file) => !file.startsWith('.vite'))
  const same = made.every(
    (file) => existsSync(join(outdir, file)) && readFileSync(join(outdir, file)).equals(readFileSync(join(dist, file))),
  )
  if (same && filesIn(join(outdir, 'assets')).length === made.filter((file) => file.startsWith('assets')).length) return
  rmSync(join(outdir, 'assets'), { recursive: true, force: true })
  for (const file of made) cpSync(join(dist, file), join(outdir, file))
  console.log(`ui: ${made.length} files to ${relative(root, outdir)}`)
}

try {
  if (!isInstalled()) install()
  if (process.argv[2] === '--packages') process.exit(0)
  const inputs = inputsHash()
  if (existsSync(join(dist, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) {
    console.log('ui: up to date')
  } else {
    rmSync(stamp, { force: true })
    await build()
    writeFileSync(stamp, inputs)
  }
  if (process.argv[2]) publish(resolve(process.argv[2]))
} catch (error) {
  console.error(`ui: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
