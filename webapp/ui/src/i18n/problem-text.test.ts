import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import { addMessages, startLanguage } from './i18n.ts'
import { faultText, problemText } from './problem-text.ts'

await startLanguage()
addMessages('sample', {
  ja: { problem: { 'too-long': '{{max}}文字までです。' } },
  en: { problem: { 'too-long': 'At most {{max}}.' } },
})

describe('the text of a refusal', () => {
  it('is the module’s own', () => {
    expect(problemText(new ApiProblem(422, 'sample.too-long', { max: 80 }))).toMatch(/80/)
  })

  it('is the shell’s for codes that come before any module is loaded', () => {
    expect(problemText(new ApiProblem(401, 'organization.wrong-credentials'))).not.toBe(
      problemText(new ApiProblem(401, 'unknown.code')),
    )
  })

  it('falls back to the kind of status, and names the request', () => {
    expect(problemText(new ApiProblem(500, 'core.unexpected', {}, [], 'req-7'))).toContain('req-7')
    expect(problemText(new ApiProblem(503, 'core.status-503'))).not.toContain('core')
    expect(problemText(new ApiProblem(418, 'sample.unheard-of'))).toBe(problemText(new Error('x')))
  })

  it('tells a fault by its code, else in the server’s words', () => {
    expect(faultText({ code: 'sample.too-long', args: { max: 3 } })).toMatch(/3/)
    expect(faultText({ code: 'sample.other', detail: 'なにか' })).toBe('なにか')
  })
})
