import {
  api,
  Button,
  FileField,
  problemText,
  Section,
  sendFile,
  useMutation,
  useQueryClient,
  useSession,
  useT,
  useToast,
} from '@kairan/ui'
import { Trash2 } from 'lucide-react'
import { keys, usePerson } from './queries.ts'

const SIDE = 640

/** A square in the middle, small and without what a camera writes beside the picture: where and when it was taken. */
async function square(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const side = Math.min(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.min(SIDE, side)
  canvas
    .getContext('2d')!
    .drawImage(
      picture,
      (picture.width - side) / 2,
      (picture.height - side) / 2,
      side,
      side,
      0,
      0,
      canvas.width,
      canvas.height,
    )
  picture.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  return new File([blob!], 'photo.jpg', { type: 'image/jpeg' })
}

/** A person's photo; the name stands beside it, so that it says nothing more to those who do not see it. */
export function Photo({ file }: { file: string }) {
  return (
    <img className="org-photo" src={api.href(`/storage/files/${encodeURIComponent(file)}/picture?side=320`)} alt="" />
  )
}

/** One's part of the settings: one's own photo. */
export function PhotoPart() {
  const t = useT()
  const toast = useToast()
  const client = useQueryClient()
  const { person } = useSession()
  const shown = usePerson(person.id).data
  const changed = (text: string) => ({
    onSuccess: () => {
      toast.show({ key: 'photo', tone: 'success', text })
      return client.invalidateQueries({ queryKey: keys.all })
    },
    onError: (problem: unknown) =>
      toast.show({
        key: 'photo',
        tone: 'error',
        // What the browser cannot draw is no picture, whatever its name says.
        text: problem instanceof DOMException ? t('problem.photo-no-picture') : problemText(problem),
      }),
  })
  const put = useMutation({
    mutationFn: async (file: File) => {
      let upload: string | undefined
      await sendFile(await square(file), undefined, new AbortController().signal, (part) => {
        upload = part.upload ?? upload
      })
      await api.put('/organization/photos', { upload })
    },
    ...changed(t('photo.changed')),
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/organization/photos'),
    ...changed(t('photo.removed')),
  })
  return (
    <Section title={t('photo.title')} card>
      <div className="org-photo-part">
        {shown?.photo && <Photo file={shown.photo} />}
        <FileField
          label={t(shown?.photo ? 'photo.change' : 'photo.choose')}
          description={t('photo.hint')}
          accept="image/*"
          isDisabled={put.isPending}
          onFile={(file) => put.mutate(file)}
        />
        {shown?.photo && (
          <Button icon={Trash2} variant="quiet" isPending={remove.isPending} onPress={() => remove.mutate()}>
            {t('photo.remove')}
          </Button>
        )}
      </div>
    </Section>
  )
}
