import {
  api,
  Button,
  bytesIn,
  Dialog,
  Skeleton,
  useQuery,
  useT,
  type AttachmentListing as Attachment,
} from '@kairan/ui'
import { ChevronLeft, ChevronRight, Download, FileText, FileX, ShieldQuestion } from 'lucide-react'
import { useState } from 'react'

const PICTURED = ['image/png', 'image/jpeg', 'image/gif', 'image/bmp', 'application/pdf']

const address = (one: Attachment, rest = '') => api.href(`/storage/files/${encodeURIComponent(one.file)}${rest}`)

/** The files of a bulletin: a small picture where there can be one, a look at it, and saving. */
export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const t = useT()
  const [shown, setShown] = useState<Attachment>()
  return (
    <section className="board-files" aria-label={t('files.title')}>
      <h2>{t('files.title')}</h2>
      <ul>
        {attachments.map((one) => (
          <li key={one.id} className="board-file" data-attachment={one.id} data-state={one.state}>
            {one.state === 'ready' && PICTURED.includes(one.type) ? (
              <button
                type="button"
                className="board-file-look"
                aria-label={t('files.look', { name: one.name })}
                onClick={() => setShown(one)}
              >
                <Thumbnail one={one} />
              </button>
            ) : (
              <span className="board-file-look">
                {one.state === 'infected' ? (
                  <FileX aria-hidden="true" />
                ) : one.state === 'being-checked' ? (
                  <ShieldQuestion aria-hidden="true" />
                ) : (
                  <FileText aria-hidden="true" />
                )}
              </span>
            )}
            <span className="board-file-text">
              {one.state === 'ready' ? (
                <a className="k-link" href={address(one, '?download=true')} download={one.name}>
                  {one.name}
                </a>
              ) : (
                <span>{one.name}</span>
              )}
              <span className="board-quiet">{one.state === 'ready' ? bytesIn(one.size) : t(`files.${one.state}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      {shown && <Preview key={shown.id} one={shown} onClose={() => setShown(undefined)} />}
    </section>
  )
}

function Thumbnail({ one }: { one: Attachment }) {
  const [failed, setFailed] = useState(false)
  if (failed) return <FileText aria-hidden="true" />
  return <img src={address(one, '/picture?side=320')} alt="" loading="lazy" onError={() => setFailed(true)} />
}

function Preview({ one, onClose }: { one: Attachment; onClose: () => void }) {
  const t = useT()
  const [page, setPage] = useState(1)
  const [failed, setFailed] = useState(false)
  const { data, isError } = useQuery({
    queryKey: ['storage', 'pages', one.file],
    queryFn: ({ signal }) =>
      api.get<{ pages: number }>(`/storage/files/${encodeURIComponent(one.file)}/pages`, { signal }),
  })
  const pages = data?.pages ?? 0
  const none = isError || failed || data?.pages === 0
  return (
    <Dialog
      title={one.name}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          {pages > 1 && (
            <span className="board-pager">
              <Button icon={ChevronLeft} isDisabled={page <= 1} onPress={() => setPage(page - 1)}>
                {t('files.before')}
              </Button>
              <span role="status">{t('files.page', { page, pages })}</span>
              <Button icon={ChevronRight} isDisabled={page >= pages} onPress={() => setPage(page + 1)}>
                {t('files.after')}
              </Button>
            </span>
          )}
          <a className="k-button k-button-primary" href={address(one, '?download=true')} download={one.name}>
            <Download aria-hidden="true" size="1.25em" /> {t('files.save')}
          </a>
        </>
      }
    >
      {none ? (
        <p>{t('files.noPicture')}</p>
      ) : data ? (
        <img
          className="board-preview"
          src={address(one, `/picture?side=1600&page=${page}`)}
          alt={pages > 1 ? t('files.pageOf', { name: one.name, page }) : one.name}
          onError={() => setFailed(true)}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </Dialog>
  )
}
