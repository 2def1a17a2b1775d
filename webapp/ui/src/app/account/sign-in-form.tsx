import { useEffect, useState } from 'react'
import { api } from '../../api/request.ts'
import { ApiProblem } from '../../api/problem.ts'
import type { Session } from '../../api/types.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../kit/button.tsx'
import { Checkbox } from '../../kit/checkbox.tsx'
import { Form } from '../../kit/form.tsx'
import { TextField } from '../../kit/text-field.tsx'

/** The seconds that the server asks to wait, counted down. */
export function useWait(problem: unknown): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const seconds = problem instanceof ApiProblem && problem.status === 429 ? Number(problem.args.seconds ?? 30) : 0
    setLeft(seconds)
    if (!(seconds > 0)) return
    const until = Date.now() + seconds * 1000
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000))
      setLeft(rest)
      if (rest === 0) clearInterval(timer)
    }, 500)
    return () => clearInterval(timer)
  }, [problem])
  return left
}

export interface SignInFormProps {
  /** Known already when one only has to confirm who one is. */
  login?: string
  sharedPc?: boolean
  onSignedIn: (session: Session) => void
}

export function SignInForm({ login: known, sharedPc: shared = false, onSignedIn }: SignInFormProps) {
  const t = useT('shell')
  const [login, setLogin] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [sharedPc, setSharedPc] = useState(shared)
  const [problem, setProblem] = useState<ApiProblem>()
  const [working, setWorking] = useState(false)
  const wait = useWait(problem)

  const submit = async () => {
    if (working || wait > 0) return
    setWorking(true)
    setProblem(undefined)
    try {
      onSignedIn(await api.post<Session>('/session', { login: login.trim(), password, sharedPc }, { anonymous: true }))
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(500, 'core.unexpected'))
      setWorking(false)
    }
  }
  return (
    <Form onSubmit={() => void submit()} error={problem} aria-label={t('signIn.title')}>
      <TextField
        label={t('signIn.login')}
        description={t('signIn.loginHint')}
        value={login}
        onChange={setLogin}
        name="login"
        autoComplete="username"
        isRequired
        spellCheck="false"
        autoFocus={known === undefined}
      />
      <TextField
        label={t('signIn.password')}
        value={password}
        onChange={setPassword}
        name="password"
        type="password"
        autoComplete="current-password"
        isRequired
        autoFocus={known !== undefined}
      />
      <Checkbox
        label={t('signIn.sharedPc')}
        description={t('signIn.sharedPcHint')}
        value={sharedPc}
        onChange={setSharedPc}
      />
      <Button type="submit" variant="primary" isPending={working} isDisabled={wait > 0} className="k-wide">
        {wait > 0 ? t('signIn.wait', { seconds: wait }) : t('signIn.act')}
      </Button>
    </Form>
  )
}
