import type { ReactNode } from 'react'
import { setLanguage, useLanguage, useT } from '../../i18n/i18n.ts'
import { Page } from '../../kit/page.tsx'
import { Mark } from '../mark.tsx'

/** The frame of what one sees before being signed in. */
export function Front({
  title,
  lead,
  children,
  foot,
}: {
  title: string
  lead?: ReactNode
  children: ReactNode
  foot?: ReactNode
}) {
  const t = useT('shell')
  const language = useLanguage()
  return (
    <div className="k-front">
      <header className="k-front-head">
        <Mark />
        <button
          type="button"
          className="k-button k-button-quiet"
          lang={language === 'ja' ? 'en' : 'ja'}
          onClick={() => void setLanguage(language === 'ja' ? 'en' : 'ja')}
        >
          {language === 'ja' ? 'English' : '日本語'}
        </button>
      </header>
      <main className="k-front-card" id="main">
        <Page title={title} lead={lead} width="text">
          {children}
        </Page>
        {foot && <div className="k-front-foot">{foot}</div>}
      </main>
      <footer className="k-front-note">{t('front.note')}</footer>
    </div>
  )
}
