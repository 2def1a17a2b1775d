import { useState } from 'react'
import { ApiProblem } from '../../api/problem.ts'
import { api } from '../../api/request.ts'
import type { Session } from '../../api/types.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../kit/button.tsx'
import { TextField } from '../../kit/text-field.tsx'
import { Form } from '../../kit/form.tsx'
import { Front } from './front.tsx'
import { NewPassword, passwordFault } from './new-password.tsx'
import { useWait } from './sign-in-form.tsx'

/** The first sign-in with the code that an administrator printed. */
export default function Activate() {
  const t = useT('shell')
  const [login, setLogin] = useState('')
  const [code, setCode] = useState('')
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [working, setWorking] = useState(false)
  const wait = useWait(problem)
  const submit = async () => {
    setTried(true)
    if (working || wait > 0 || passwordFault(first, second)) return
    setWorking(true)
    setProblem(undefined)
    try {
      await api.post<Session>(
        '/organization/activations',
        { login: login.trim(), code: code.trim(), password: first },
        { anonymous: true },
      )
      location.assign('/')
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(500, 'core.unexpected'))
      setWorking(false)
    }
  }
  return (
    <Front title={t('activate.title')} lead={t('activate.lead')} foot={<a href="/">{t('activate.back')}</a>}>
      <Form onSubmit={() => void submit()} error={problem}>
        <TextField
          label={t('signIn.login')}
          description={t('signIn.loginHint')}
          value={login}
          onChange={setLogin}
          name="login"
          autoComplete="username"
          isRequired
          spellCheck="false"
        />
        <TextField
          label={t('activate.code')}
          description={t('activate.codeHint')}
          value={code}
          onChange={setCode}
          name="code"
          autoComplete="one-time-code"
          isRequired
          spellCheck="false"
        />
        <NewPassword first={first} second={second} onFirst={setFirst} onSecond={setSecond} tried={tried} />
        <Button type="submit" variant="primary" isPending={working} isDisabled={wait > 0} className="k-wide">
          {wait > 0 ? t('signIn.wait', { seconds: wait }) : t('activate.act')}
        </Button>
      </Form>
    </Front>
  )
}
