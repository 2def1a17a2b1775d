import {
  api,
  bytesIn,
  FileField,
  IconButton,
  problemText,
  sendFile,
  useMutation,
  useT,
  useToast,
  type EventFile,
} from '@kairan/ui'
import { X } from 'lucide-react'
import { useRefresh } from './acts.ts'
import type { TaggedEvent } from './queries.ts'

const address = (file: string) => api.href(`/storage/files/${encodeURIComponent(file)}?download=true`)

/** The files of an event, those of a series for all its instances; whoever may change the event adds and takes away. */
export function Files({ event, heading: Heading }: { event: TaggedEvent; heading: 'h2' | 'h3' }) {
  const t = useT()
  const toast = useToast()
  const refresh = useRefresh()
  const failed = (problem: unknown) => toast.show({ tone: 'error', text: problemText(problem) })
  const add = useMutation({
    mutationFn: async (file: File) => {
      let upload: string | undefined
      await sendFile(file, undefined, new AbortController().signal, (part) => {
        upload = part.upload ?? upload
      })
      await api.post(`/calendar/events/${event.id}/files`, { upload })
    },
    onSuccess: (_, file) => {
      toast.show({ tone: 'success', text: t('files.added', { name: file.name }) })
      return refresh()
    },
    onError: failed,
  })
  const remove = useMutation({
    mutationFn: (file: EventFile) => api.delete(`/calendar/events/${event.id}/files/${file.id}`),
    onSuccess: (_, file) => {
      toast.show({ tone: 'success', text: t('files.removed', { name: file.name }) })
      return refresh()
    },
    onError: failed,
  })
  if (event.files.length === 0 && !event.mayEdit) return null
  return (
    <section className="cal-files">
      <Heading>{t('files.title')}</Heading>
      {event.files.length > 0 && (
        <ul aria-label={t('files.title')}>
          {event.files.map((file) => (
            <li key={file.id}>
              {file.state === 'ready' ? (
                <a className="k-link" href={address(file.file)} download={file.name}>
                  {file.name}
                </a>
              ) : (
                <span>{file.name}</span>
              )}
              <span className="cal-quiet">
                {file.state === 'ready' ? bytesIn(file.size) : t(`files.${file.state}`)}
              </span>
              {event.mayEdit && (
                <IconButton
                  icon={X}
                  label={t('files.remove', { name: file.name })}
                  onPress={() => remove.mutate(file)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {event.mayEdit && (
        <FileField
          label={t('files.add')}
          description={event.recurring ? t('files.ofAll') : undefined}
          isDisabled={add.isPending}
          onFile={(file) => add.mutate(file)}
        />
      )}
    </section>
  )
}
