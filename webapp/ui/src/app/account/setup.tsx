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

/** The first administrator, by the link that the server printed at its first start. The token is in the fragment, so that no log keeps it. */
export default function Setup() {
  const t = useT('shell')
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [login, setLogin] = useState('admin')
  const [name, setName] = useState('')
  const [kana, setKana] = useState('')
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [working, setWorking] = useState(false)
  const submit = async () => {
    setTried(true)
    if (working || passwordFault(first, second)) return
    setWorking(true)
    setProblem(undefined)
    try {
      await api.post<Session>(
        '/organization/setups',
        { token, login: login.trim(), name: name.trim(), kana: kana.trim(), password: first },
        { anonymous: true },
      )
      location.assign('/')
    } catch (error) {
      const told = error instanceof ApiProblem ? error : new ApiProblem(500, 'core.unexpected')
      setProblem(told.status === 404 ? new ApiProblem(404, 'organization.setup-used') : told)
      setWorking(false)
    }
  }
  return (
    <Front title={t('setup.title')} lead={t('setup.lead')} foot={<a href="/">{t('activate.back')}</a>}>
      <Form onSubmit={() => void submit()} error={problem}>
        <TextField label={t('setup.name')} value={name} onChange={setName} name="name" autoComplete="name" isRequired />
        <TextField
          label={t('setup.kana')}
          description={t('setup.kanaHint')}
          value={kana}
          onChange={setKana}
          name="kana"
          isRequired
        />
        <TextField
          label={t('signIn.login')}
          description={t('setup.loginHint')}
          value={login}
          onChange={setLogin}
          name="login"
          autoComplete="username"
          isRequired
          spellCheck="false"
        />
        <NewPassword first={first} second={second} onFirst={setFirst} onSecond={setSecond} tried={tried} />
        <Button type="submit" variant="primary" isPending={working} className="k-wide">
          {t('setup.act')}
        </Button>
      </Form>
    </Front>
  )
}
