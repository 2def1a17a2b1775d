import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { makeQueryClient } from './app/query-client.ts'
import { applySettings } from './app/settings.ts'
import { startLanguage } from './i18n/i18n.ts'
import './style/index.css'

applySettings()
void startLanguage().then(() =>
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App queryClient={makeQueryClient()} />
    </StrictMode>,
  ),
)
