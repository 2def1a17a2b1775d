import {
  api,
  Button,
  Checkbox,
  EmptyState,
  problemText,
  Section,
  Select,
  Skeleton,
  TextField,
  translator,
  useMutation,
  useQuery,
  useQueryClient,
  useT,
  useToast,
} from '@kairan/ui'
import { useState } from 'react'

interface Choices {
  items: { type: string; channel: string; mandatory: boolean }[]
  quietFrom?: string
  quietUntil?: string
  mail: 'on' | 'not-configured' | 'no-address'
  address?: string
}

const KEY = ['notification', 'choices']

/** One's part of the settings: each kind of notice and where it comes, and the hours without mail. What is chosen is kept at once. */
export default function ChoicesPart() {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const choices = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Choices>('/notification/choices', { signal }),
  })
  const put = useMutation({
    mutationFn: ({ items, quietFrom, quietUntil }: Choices) =>
      api.put<Choices>('/notification/choices', {
        items: items.map(({ type, channel }) => ({ type, channel })),
        quietFrom,
        quietUntil,
      }),
    onSuccess: (kept) => {
      client.setQueryData(KEY, kept)
      void client.invalidateQueries({ queryKey: ['notification', 'notices'] })
      void client.invalidateQueries({ queryKey: ['notification', 'unread'] })
      toast.show({ key: 'choices', tone: 'success', text: t('choices.saved') })
    },
    onError: (problem) => {
      void choices.refetch()
      toast.show({ key: 'choices', tone: 'error', text: problemText(problem) })
    },
  })
  const data = choices.data
  if (!data)
    return (
      <Section title={t('choices.title')} card>
        {choices.isError ? (
          <EmptyState
            title={t('list.failed')}
            action={<Button onPress={() => void choices.refetch()}>{t('list.retry')}</Button>}
          />
        ) : (
          <Skeleton />
        )}
      </Section>
    )
  const keep = (next: Choices) => {
    client.setQueryData(KEY, next)
    put.mutate(next)
  }
  return (
    <Section title={t('choices.title')} card>
      <div className="notice-choices">
        {data.mail === 'not-configured' && <p className="k-description">{t('choices.notConfigured')}</p>}
        {data.mail === 'no-address' && <p className="k-description">{t('choices.noAddress')}</p>}
        {data.mail === 'on' && <p className="k-description">{t('choices.address', { address: data.address })}</p>}
        {data.items.length === 0 && <p>{t('choices.noKinds')}</p>}
        {data.items.map((item) => (
          <Select
            key={item.type}
            label={kindOf(item.type)}
            value={shownChannel(item.channel, data.mail)}
            {...(item.mandatory ? { description: t('choices.mandatory') } : {})}
            onChange={(channel) =>
              keep({ ...data, items: data.items.map((one) => (one === item ? { ...one, channel } : one)) })
            }
            options={channelsOf(item.mandatory, data.mail).map((channel) => ({
              value: channel,
              label: t(`choices.${channel}`),
            }))}
          />
        ))}
        {data.mail === 'on' && <Quiet choices={data} onKeep={keep} />}
      </div>
    </Section>
  )
}

function kindOf(type: string): string {
  const [module, word] = type.split('.') as [string, string]
  const own = translator(module)
  return own.has(`kind.${word}`) ? own(`kind.${word}`) : type
}

function channelsOf(mandatory: boolean, mail: Choices['mail']): string[] {
  return [
    'product',
    ...(mail === 'not-configured' ? [] : mandatory ? ['both'] : ['both', 'mail']),
    ...(mandatory ? [] : ['none']),
  ]
}

/** Where no mail is sent, what would come by both comes here, and by mail alone not at all. */
function shownChannel(channel: string, mail: Choices['mail']): string {
  if (mail !== 'not-configured') return channel
  return channel === 'both' ? 'product' : channel === 'mail' ? 'none' : channel
}

function Quiet({ choices, onKeep }: { choices: Choices; onKeep: (next: Choices) => void }) {
  const t = useT()
  const { quietFrom, quietUntil, ...rest } = choices
  const on = quietFrom !== undefined && quietUntil !== undefined
  return (
    <div className="notice-quiet">
      <Checkbox
        isSelected={on}
        description={t('choices.quietHint')}
        onChange={(wanted) => onKeep(wanted ? { ...rest, quietFrom: '20:00', quietUntil: '07:00' } : rest)}
      >
        {t('choices.quiet')}
      </Checkbox>
      {on && (
        <div className="notice-times">
          <Time
            label={t('choices.quietFrom')}
            kept={quietFrom}
            onKeep={(time) => onKeep({ ...rest, quietFrom: time, quietUntil })}
          />
          <Time
            label={t('choices.quietUntil')}
            kept={quietUntil}
            onKeep={(time) => onKeep({ ...rest, quietFrom, quietUntil: time })}
          />
        </div>
      )}
    </div>
  )
}

/** Kept when the field is left, not at every letter. */
function Time({ label, kept, onKeep }: { label: string; kept: string; onKeep: (time: string) => void }) {
  const [typed, setTyped] = useState<string>()
  return (
    <TextField
      label={label}
      value={typed ?? kept}
      onChange={setTyped}
      onBlur={() => {
        const time = typed
          ?.normalize('NFKC')
          .trim()
          .replace(/^(\d):/, '0$1:')
        setTyped(undefined)
        if (time !== undefined && time !== kept) onKeep(time)
      }}
    />
  )
}
