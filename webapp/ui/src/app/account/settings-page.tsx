import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/request.ts'
import type { PersonDetail } from '../../api/types.ts'
import { NamespaceContext, useLanguage, useT, type Language } from '../../i18n/i18n.ts'
import { Checkbox } from '../../kit/checkbox.tsx'
import { Page, Section, Skeleton } from '../../kit/page.tsx'
import { RadioGroup } from '../../kit/radio-group.tsx'
import { ErrorBoundary } from '../error-boundary.tsx'
import type { Feature } from '../feature.ts'
import { PartFailed } from '../home.tsx'
import { useSession } from '../session.ts'
import { changeLanguage, changeSettings, useSettings, type Settings } from '../settings.ts'

/** Everything that one decides for oneself: the shell's part, then that of each feature. */
export default function SettingsPage({ features }: { features: readonly Feature[] }) {
  const t = useT('shell')
  return (
    <Page title={t('settings.title')} lead={t('settings.lead')}>
      <Display />
      {features.map(
        ({ id, settings: Part }) =>
          Part && (
            <NamespaceContext.Provider key={id} value={id}>
              <ErrorBoundary fallback={(retry) => <PartFailed onRetry={retry} />}>
                <Part />
              </ErrorBoundary>
            </NamespaceContext.Provider>
          ),
      )}
      <Self />
    </Page>
  )
}

function Display() {
  const t = useT('shell')
  const language = useLanguage()
  const settings = useSettings()
  const choice = <Name extends 'textSize' | 'density' | 'theme' | 'era'>(
    name: Name,
    label: string,
    options: { value: Settings[Name]; label: string }[],
  ) => (
    <RadioGroup
      label={label}
      value={settings[name]}
      onChange={(value) => changeSettings({ [name]: value } as Partial<Settings>)}
      orientation="horizontal"
      options={options}
    />
  )
  return (
    <Section title={t('settings.display')} card>
      <div className="k-settings">
        <RadioGroup
          label={t('person.language')}
          value={language}
          onChange={(value) => changeLanguage(value as Language)}
          orientation="horizontal"
          options={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
        />
        {choice('textSize', t('person.textSize'), [
          { value: 'normal', label: t('person.textNormal') },
          { value: 'large', label: t('person.textLarge') },
          { value: 'larger', label: t('person.textLarger') },
        ])}
        {choice('density', t('settings.density'), [
          { value: 'roomy', label: t('settings.densityRoomy') },
          { value: 'normal', label: t('settings.densityNormal') },
          { value: 'compact', label: t('settings.densityCompact') },
        ])}
        {choice('theme', t('person.theme'), [
          { value: 'auto', label: t('person.themeAuto') },
          { value: 'light', label: t('person.themeLight') },
          { value: 'dark', label: t('person.themeDark') },
          { value: 'contrast', label: t('person.themeContrast') },
        ])}
        {choice('era', t('settings.era'), [
          { value: 'western', label: t('settings.eraWestern') },
          { value: 'japanese', label: t('settings.eraJapanese') },
        ])}
        <Checkbox
          isSelected={settings.singleKeys}
          onChange={(singleKeys) => changeSettings({ singleKeys })}
          description={t('shortcuts.singleKeysHint')}
        >
          {t('shortcuts.singleKeys')}
        </Checkbox>
      </div>
    </Section>
  )
}

function Self() {
  const t = useT('shell')
  const { person } = useSession()
  const detail = useQuery({
    queryKey: ['organization', 'person', person.id],
    queryFn: ({ signal }) => api.get<PersonDetail>(`/organization/people/${person.id}`, { signal }),
  })
  if (!detail.data) return detail.isError ? <PartFailed onRetry={() => void detail.refetch()} /> : <Skeleton />
  const { name, kana, section, title, staffNumber, mail, extension } = detail.data
  const rows: [string, string | undefined][] = [
    ['name', name],
    ['kana', kana],
    ['section', [section, title].filter(Boolean).join(' ') || undefined],
    ['staffNumber', staffNumber],
    ['mail', mail],
    ['extension', extension],
  ]
  return (
    <Section title={t('settings.self')} card>
      <dl className="k-self">
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`settings.${key}`)}</dt>
            <dd>{value ?? <span className="k-description">{t('settings.none')}</span>}</dd>
          </div>
        ))}
      </dl>
      <p className="k-description">{t('settings.selfHint')}</p>
    </Section>
  )
}
