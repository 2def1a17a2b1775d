// Lists the licences of the npm packages whose code is in the pages: `node webapp/ui/licenses.mjs`. Fails on one that is not permissive.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const permissive =
  /^(\(?(MIT|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|Unlicense|CC0-1\.0|BlueOak-1\.0\.0)( (OR|AND) )?)+\)?$/
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const lines = []
let bad = false
for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path.includes('node_modules/') || entry.dev || entry.link || entry.optional) continue
  const file = join(root, path, 'package.json')
  const license =
    entry.license ?? (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : undefined) ?? 'unknown'
  if (!permissive.test(license)) bad = true
  lines.push(
    `${path.replace(/^.*node_modules\//, '')} ${entry.version}: ${license}${permissive.test(license) ? '' : '  <- not permissive'}`,
  )
}
console.log(lines.sort().join('\n'))
process.exit(bad ? 1 : 0)
