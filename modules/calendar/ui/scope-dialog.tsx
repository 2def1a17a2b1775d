import { Button, Dialog, RadioGroup, useT } from '@kairan/ui'
import { useState } from 'react'
import type { Scope } from './types.ts'

const ACTS = { edit: 'view.edit', remove: 'view.remove', move: 'move.act' }

/** Asks how much of a series is meant. */
export function ScopeDialog({
  what,
  onClose,
  onChoose,
}: {
  what: keyof typeof ACTS
  onClose: () => void
  onChoose: (scope: Scope) => void
}) {
  const t = useT()
  const [scope, setScope] = useState<Scope>('one')
  return (
    <Dialog
      title={t(`scope.${what}`)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" onPress={() => onChoose(scope)}>
            {t(ACTS[what])}
          </Button>
        </>
      }
    >
      <ScopeChoice value={scope} onChange={setScope} />
    </Dialog>
  )
}

export function ScopeChoice({ value, onChange }: { value: Scope; onChange: (scope: Scope) => void }) {
  const t = useT()
  return (
    <RadioGroup
      label={t('scope.label')}
      value={value}
      onChange={(next) => onChange(next as Scope)}
      options={(['one', 'following', 'all'] as const).map((scope) => ({ value: scope, label: t(`scope.${scope}`) }))}
    />
  )
}
