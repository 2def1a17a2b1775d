import { useState } from 'react'
import { ApiProblem } from '../../api/problem.ts'
import { api } from '../../api/request.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../kit/button.tsx'
import { TextField } from '../../kit/text-field.tsx'
import { Form } from '../../kit/form.tsx'
import { Page } from '../../kit/page.tsx'
import { useToast } from '../../kit/toast.tsx'
import { useSession } from '../session.ts'
import { NewPassword, passwordFault } from './new-password.tsx'

export default function ChangePassword() {
  const t = useT('shell')
  const toast = useToast()
  const { login } = useSession()
  const [current, setCurrent] = useState('')
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
      await api.put('/organization/password', { current, next: first })
      toast.show({ text: t('password.changed'), tone: 'success' })
      setCurrent('')
      setFirst('')
      setSecond('')
      setTried(false)
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(500, 'core.unexpected'))
    } finally {
      setWorking(false)
    }
  }
  return (
    <Page title={t('password.title')} width="text">
      <Form onSubmit={() => void submit()} error={problem}>
        {/* Tells a password manager whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <TextField
          label={t('password.current')}
          value={current}
          onChange={setCurrent}
          name="current"
          type="password"
          autoComplete="current-password"
          isRequired
        />
        <NewPassword first={first} second={second} onFirst={setFirst} onSecond={setSecond} tried={tried} />
        <div>
          <Button type="submit" variant="primary" isPending={working}>
            {t('password.act')}
          </Button>
        </div>
      </Form>
    </Page>
  )
}
