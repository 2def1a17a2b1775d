import i18next from 'i18next'
import { ApiProblem, type Fault } from '../api/problem.ts'
import { SHELL } from './i18n.ts'

/**
 * The text of a refusal in the reader's words. The module's own text comes first (`<module>:problem.<rest of the code>`), then the
 * shell's for the code, then one for the kind of status.
 */
export function problemText(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return i18next.t('problem.unexpected', { ns: SHELL })
  const own = codeText(problem.code, problem.args)
  if (own !== undefined) return own
  const kind = problem.status >= 500 ? 'server' : `status-${problem.status}`
  const general = `problem.${kind}`
  return i18next.exists(general, { ns: SHELL })
    ? i18next.t(general, { ns: SHELL, id: problem.requestId ?? '' })
    : i18next.t('problem.unexpected', { ns: SHELL })
}

export function faultText(fault: Fault): string {
  return codeText(fault.code, fault.args ?? {}) ?? fault.detail ?? i18next.t('problem.core.invalid', { ns: SHELL })
}

/** The text for a code such as `board.audience-empty`, or nothing when no language has one. */
export function codeText(code: string, args: Record<string, unknown> = {}): string | undefined {
  const dot = code.indexOf('.')
  const module = code.slice(0, dot)
  const rest = code.slice(dot + 1)
  if (dot > 0 && i18next.hasResourceBundle('ja', module) && i18next.exists(`problem.${rest}`, { ns: module })) {
    return i18next.t(`problem.${rest}`, { ns: module, ...args })
  }
  if (i18next.exists(`problem.${code}`, { ns: SHELL })) return i18next.t(`problem.${code}`, { ns: SHELL, ...args })
  return undefined
}
