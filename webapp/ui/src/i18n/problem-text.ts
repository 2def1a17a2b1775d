import { ApiProblem, type Fault } from '../api/problem.ts'
import { SHELL, translator } from './i18n.ts'

const shell = translator(SHELL)

/**
 * The text of a refusal in the reader's words. The module's own text comes first (`<module>:problem.<rest of the code>`), then the
 * shell's for the code, then one for the kind of status.
 */
export function problemText(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return shell('problem.unexpected')
  const own = codeText(problem.code, problem.args)
  if (own !== undefined) return own
  const kind = problem.status >= 500 ? 'server' : `status-${problem.status}`
  const general = `problem.${kind}`
  return shell.has(general) ? shell(general, { id: problem.requestId ?? '' }) : shell('problem.unexpected')
}

export function faultText(fault: Fault): string {
  return codeText(fault.code, fault.args ?? {}) ?? fault.detail ?? shell('problem.core.invalid')
}

/** The text for a code such as `board.audience-empty`, or nothing when no language has one. */
export function codeText(code: string, args: Record<string, unknown> = {}): string | undefined {
  const dot = code.indexOf('.')
  const own = `${code.slice(0, dot)}:problem.${code.slice(dot + 1)}`
  if (dot > 0 && shell.has(own)) return shell(own, args)
  return shell.has(`problem.${code}`) ? shell(`problem.${code}`, args) : undefined
}
