import { Camera, FileText, Pause, Play, Upload, X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { FileTrigger } from 'react-aria-components'
import { bytesIn, type UploadItem } from '../api/uploads.ts'
import { useFormat } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { problemText } from '../i18n/problem-text.ts'
import { Button } from './button.tsx'
import { cx } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import { Icon } from './icon.tsx'

export interface FileDropProps {
  label: string
  items: readonly UploadItem[]
  onFiles: (files: File[]) => void
  onRemove: (key: string) => void
  onPause: (key: string) => void
  onResume: (key: string) => void
  description?: ReactNode
  error?: string | undefined
}

/**
 * Takes files by the browser's dialog, by dropping, by pasting and from a phone's camera, and shows how far each has been sent.
 * Its texts are those of the module that keeps files, since the shell must stay small.
 */
export function FileDrop({ label, items, onFiles, onRemove, onPause, onResume, description, error }: FileDropProps) {
  const t = useT('shell')
  const id = useId()
  const [over, setOver] = useState(false)
  const [folder, setFolder] = useState(false)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  })
  const give = (files: File[]) => {
    setFolder(false)
    if (files.length > 0) take.current(files)
  }

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      take.current(files)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])

  return (
    // Dropping is the twin of the buttons inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={cx('k-field', 'k-drop', over && 'k-drop-over')}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-hint`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const dropped = [...event.dataTransfer.items].filter((item) => item.kind === 'file')
        const files = dropped
          .filter((item) => !item.webkitGetAsEntry?.()?.isDirectory)
          .flatMap((item) => item.getAsFile() ?? [])
        give(files)
        setFolder(files.length < dropped.length)
      }}
    >
      <span id={`${id}-label`} className="k-label">
        {label}
      </span>
      <span id={`${id}-hint`} className="k-description">
        {description} {t('kit.drop.hint')}
      </span>
      {items.length > 0 && (
        <ul className="k-drop-items" aria-label={t('kit.drop.list')}>
          {items.map((item) => (
            <Item key={item.key} item={item} onRemove={onRemove} onPause={onPause} onResume={onResume} />
          ))}
        </ul>
      )}
      <div className="k-drop-acts">
        <FileTrigger allowsMultiple onSelect={(files) => give([...(files ?? [])])}>
          <Button icon={Upload} aria-describedby={`${id}-hint`}>
            {t('kit.drop.choose')}
          </Button>
        </FileTrigger>
        <span className="k-drop-camera">
          <FileTrigger
            acceptedFileTypes={['image/*']}
            defaultCamera="environment"
            onSelect={(files) => give([...(files ?? [])])}
          >
            <Button icon={Camera} variant="quiet">
              {t('kit.drop.camera')}
            </Button>
          </FileTrigger>
        </span>
      </div>
      {(error || folder) && (
        <span className="k-field-error" role="alert">
          {folder ? t('kit.drop.folder') : error}
        </span>
      )}
    </div>
  )
}

function Item({
  item,
  onRemove,
  onPause,
  onResume,
}: { item: UploadItem } & Pick<FileDropProps, 'onRemove' | 'onPause' | 'onResume'>) {
  const t = useT('shell')
  const format = useFormat()
  const { key, name, size, sent, state } = item
  const percent = format.percent(sent, size)
  const told =
    state === 'failed'
      ? t('kit.drop.failed', { reason: problemText(item.problem) })
      : item.lost
        ? t('kit.drop.again', { percent })
        : state === 'done'
          ? undefined
          : t(`kit.drop.${state}`, { percent })
  return (
    <li className="k-drop-item" data-state={state}>
      <Icon icon={FileText} />
      <span className="k-drop-name">
        {name} <span className="k-drop-size">{bytesIn(size)}</span>
      </span>
      <span className="k-drop-item-acts">
        {(state === 'sending' || state === 'waiting') && (
          <IconButton icon={Pause} label={t('kit.drop.pause', { name })} onPress={() => onPause(key)} />
        )}
        {!item.lost && (state === 'paused' || state === 'failed') && (
          <IconButton icon={Play} label={t('kit.drop.resume', { name })} onPress={() => onResume(key)} />
        )}
        <IconButton icon={X} label={t('kit.drop.remove', { name })} onPress={() => onRemove(key)} />
      </span>
      {told && (
        <span
          className={cx('k-drop-told', state === 'failed' && 'k-field-error')}
          role={state === 'failed' ? 'alert' : undefined}
        >
          {told}
        </span>
      )}
      {item.renamed && <span className="k-drop-told">{t('kit.drop.renamed', { name })}</span>}
      {item.privateUse && <span className="k-drop-told">{t('kit.drop.privateUse')}</span>}
      {state !== 'done' && size > 0 && <progress className="k-drop-bar" value={sent} max={size} aria-label={name} />}
    </li>
  )
}
