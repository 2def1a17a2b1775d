import type { Session } from '../../api/types.ts'
import { useT } from '../../i18n/i18n.ts'
import { Front } from './front.tsx'
import { SignInForm } from './sign-in-form.tsx'

export function SignIn({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const t = useT('shell')
  return (
    <Front
      title={t('signIn.title')}
      foot={
        <>
          <p>
            <a href="/activate">{t('signIn.activate')}</a>
          </p>
          <p className="k-description">{t('signIn.forgot')}</p>
        </>
      }
    >
      <SignInForm onSignedIn={onSignedIn} />
    </Front>
  )
}
