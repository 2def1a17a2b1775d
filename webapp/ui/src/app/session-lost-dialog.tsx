import type { Session } from '../api/types.ts'
import { useT } from '../i18n/i18n.ts'
import { Dialog } from '../kit/dialog.tsx'
import { SignInForm } from './account/sign-in-form.tsx'
import { regainSession } from './session-lost.ts'

/** Over the page, which stays as it is: what was typed is still there afterwards. Somebody else signing in begins anew. */
export default function SessionLostDialog({ session }: { session: Session }) {
  const t = useT('shell')
  return (
    <Dialog title={t('lost.title')} isOpen onClose={() => undefined} isModalOnly>
      <p>{t('lost.text')}</p>
      <SignInForm
        login={session.login}
        sharedPc={session.sharedPc}
        onSignedIn={(next) => {
          if (next.person.id === session.person.id) regainSession()
          else location.assign('/')
        }}
      />
      <p>
        <a href="/">{t('lost.leave')}</a>
      </p>
    </Dialog>
  )
}
