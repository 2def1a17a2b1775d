import {
  ApiProblem,
  api,
  AudiencePicker,
  Button,
  Dialog,
  EmptyState,
  FileDrop,
  Form,
  LinkButton,
  MarkupField,
  Page,
  RadioGroup,
  RichText,
  Select,
  Skeleton,
  TextField,
  useFormat,
  useMutation,
  useNavigate,
  useParam,
  useQueryClient,
  useSession,
  useT,
  useToast,
  useUploads,
  dayOf,
  searchPeople,
  useGroups,
  useSections,
  useTitles,
} from '@kairan/ui'
import { useEffect, useMemo, useRef, useState } from 'react'
import { LoadFailure } from './bulletin-list.tsx'
import { draftKey, dropDraft, keptFiles, loadDraft, sameDraft, saveDraft, type Draft } from './draft.ts'
import { keys } from './keys.ts'
import { askBulletin, useAudienceCount, useBulletin, type TaggedBulletin } from './queries.ts'
import { faultsOf, TITLE_MAX } from './validation.ts'

export function NewBulletinScreen() {
  return <BulletinEditor />
}

export function EditBulletinScreen() {
  const t = useT()
  const id = Number(useParam('id'))
  const bulletin = useBulletin(id)
  // The editor starts from what it was given once; what others do meanwhile must not change what somebody is typing.
  const [start, setStart] = useState<TaggedBulletin>()
  if (!start && bulletin.data && !bulletin.isFetching) setStart(bulletin.data)
  if (start?.mayEdit) return <BulletinEditor key={id} bulletin={start} />
  if (!start && bulletin.isFetching) return <Skeleton lines={6} />
  return (
    <Page title={t('edit.editTitle')} back={{ to: '/board', label: t('detail.back') }} width="text">
      {!start && !(bulletin.error instanceof ApiProblem && bulletin.error.status === 404) ? (
        <LoadFailure onRetry={() => void bulletin.refetch()} />
      ) : (
        <EmptyState
          title={t('edit.notMayTitle')}
          text={t('edit.notMayText')}
          action={<LinkButton to="/board">{t('detail.goneAct')}</LinkButton>}
        />
      )}
    </Page>
  )
}

const SAVE_AFTER_MS = 400

function draftOf(bulletin: TaggedBulletin): Draft {
  return {
    title: bulletin.title,
    text: bulletin.text,
    audience: bulletin.audience.map((entry) => entry.group),
    importance: bulletin.importance,
    version: bulletin.version,
    files: bulletin.attachments.map(({ id, name, size }) => ({
      key: `attachment-${id}`,
      id,
      name,
      size,
      sent: size,
      state: 'done',
    })),
    ...(bulletin.section ? { sectionId: bulletin.section.id } : {}),
  }
}

function BulletinEditor({ bulletin }: { bulletin?: TaggedBulletin }) {
  const t = useT()
  const format = useFormat()
  const toast = useToast()
  const navigate = useNavigate()
  const client = useQueryClient()
  const session = useSession()
  const storedUnder = draftKey(session.person.id, bulletin?.id)
  // On a shared computer the next person finds nothing.
  const storage = session.sharedPc ? sessionStorage : localStorage

  const empty = useMemo<Draft>(() => {
    if (bulletin) return draftOf(bulletin)
    const section = session.sections[0]
    return { title: '', text: '', audience: [], importance: 'normal', ...(section ? { sectionId: section.id } : {}) }
  }, [bulletin, session.sections])

  const [restored, setRestored] = useState(() => {
    const stored = loadDraft(storedUnder, storage)
    return stored && !sameDraft(stored, empty) ? stored : undefined
  })
  const [fields, setFields] = useState<Draft>(restored ?? empty)
  const uploads = useUploads(() => (restored ?? empty).files ?? [])
  const draft = useMemo<Draft>(() => ({ ...fields, files: keptFiles(uploads.items) }), [fields, uploads.items])
  const setDraft = (next: Draft) => {
    setFields(next)
    uploads.replace(next.files ?? [])
  }
  const [base, setBase] = useState({ etag: bulletin?.etag, version: bulletin?.version })
  const [attempted, setAttempted] = useState(false)
  const [kept, setKept] = useState(true)
  const [conflict, setConflict] = useState<TaggedBulletin>()
  const done = useRef(false)

  const sections = useSections()
  const titles = useTitles()
  const groups = useGroups()
  const audience = useAudienceCount(
    draft.audience,
    bulletin?.author.id ?? session.person.id,
    bulletin && dayOf(bulletin.publishedAt),
  )
  const faults = faultsOf(draft, audience.people)
  const told = attempted ? faults : {}
  const change = (part: Partial<Draft>) => setFields((old) => ({ ...old, ...part }))
  const unsent = uploads.items.some((item) => item.state !== 'done')

  useKeptDraft({ name: storedUnder, storage, draft, empty, done, onKept: setKept })

  const publish = useMutation({
    mutationFn: async ({ etag, content }: { etag: string | undefined; content: Draft }) => {
      const { title, text, audience: groups, importance, sectionId, files = [] } = content
      const attachments = files.map((file) => (file.id === undefined ? { upload: file.upload } : { id: file.id }))
      const body = { title: title.trim(), text, audience: groups, importance, attachments }
      return bulletin
        ? (
            await api.ask<TaggedBulletin>('PUT', `/board/bulletins/${bulletin.id}`, {
              body,
              ...(etag ? { ifMatch: etag } : {}),
            })
          ).data
        : api.post<TaggedBulletin>('/board/bulletins', { ...body, ...(sectionId === undefined ? {} : { sectionId }) })
    },
    meta: { quiet: true }, // The form tells it, and its button tries again.
    retry: (count, problem) => problem instanceof ApiProblem && problem.offline && count < 2,
    onSuccess: async (saved) => {
      done.current = true
      dropDraft(storedUnder, storage)
      client.removeQueries({ queryKey: keys.bulletin(saved.id) })
      void client.invalidateQueries({ queryKey: keys.lists })
      toast.show({
        tone: 'success',
        text: bulletin
          ? t('edit.saved')
          : saved.people === undefined
            ? t('edit.publishedPlain')
            : t('edit.published', { n: format.number(saved.people) }),
      })
      await navigate({ to: '/board/$id', params: { id: String(saved.id) } as never, replace: true })
    },
    onError: async (problem) => {
      if (bulletin && problem instanceof ApiProblem && problem.status === 412)
        setConflict(await askBulletin(bulletin.id))
    },
  })

  const submit = (etag = base.etag) => {
    setAttempted(true)
    if (Object.keys(faultsOf(draft, audience.people)).length > 0) {
      requestAnimationFrame(() =>
        document
          .querySelector<HTMLElement>('.board-editor [aria-invalid="true"], .board-editor [data-invalid] input')
          ?.focus(),
      )
      return
    }
    if (!unsent && !publish.isPending) publish.mutate({ etag, content: draft })
  }

  const discard = () => {
    const thrown = draft
    dropDraft(storedUnder, storage)
    setDraft(empty)
    setRestored(undefined)
    setAttempted(false)
    toast.show({ text: t('edit.discarded'), undo: () => setDraft(thrown) })
  }

  const labels = useMemo(
    () =>
      Object.fromEntries((bulletin?.audience ?? []).map((entry) => [entry.group, entry.label || t('detail.ownGroup')])),
    [bulletin, t],
  )
  const isConflict = publish.error instanceof ApiProblem && publish.error.status === 412
  const back = bulletin ? `/board/${bulletin.id}` : '/board'
  const people = audience.people

  return (
    <Page
      title={t(bulletin ? 'edit.editTitle' : 'edit.newTitle')}
      width="text"
      back={{ to: back, label: bulletin ? bulletin.title : t('detail.back') }}
    >
      {restored && (
        <div className="board-notice" role="status">
          <p>
            {t('edit.restored', { when: format.relative(restored.savedAt) })}
            {bulletin && restored.version !== undefined && restored.version !== bulletin.version && (
              <> {t('edit.draftOutdated')}</>
            )}
          </p>
          <Button size="small" onPress={discard}>
            {t('edit.discard')}
          </Button>
        </div>
      )}
      <Form onSubmit={() => submit()} error={isConflict ? null : publish.error} className="k-form board-editor">
        <TextField
          name="title"
          label={t('edit.title')}
          description={t('edit.titleHint')}
          value={draft.title}
          onChange={(title) => change({ title })}
          error={told.title && t(told.title.key, told.title.values)}
          maxLength={TITLE_MAX * 2}
        />
        <MarkupField
          name="text"
          label={t('edit.text')}
          value={draft.text}
          onChange={(text) => change({ text })}
          error={told.text && t(told.text.key, told.text.values)}
          rows={10}
        />
        <FileDrop
          label={t('edit.files')}
          items={uploads.items}
          onFiles={uploads.add}
          onPause={uploads.pause}
          onResume={uploads.resume}
          onRemove={uploads.remove}
          error={attempted && unsent ? t('edit.filesUnsent') : undefined}
        />
        {sections.data && titles.data ? (
          <AudiencePicker
            label={t('edit.audience')}
            value={draft.audience}
            onChange={(groups) => change({ audience: groups })}
            sections={sections.data.items}
            titles={titles.data.items}
            groups={groups.data?.items}
            searchPeople={searchPeople}
            count={draft.audience.length === 0 ? undefined : people}
            countNote={t('edit.withoutAuthor')}
            labels={labels}
            error={told.audience && t(told.audience.key)}
          />
        ) : (
          <Skeleton lines={3} />
        )}
        <RadioGroup
          label={t('edit.importance')}
          value={draft.importance}
          onChange={(importance) => change({ importance: importance === 'important' ? 'important' : 'normal' })}
          options={[
            { value: 'normal', label: t('edit.normal') },
            { value: 'important', label: t('edit.importantLabel'), description: t('edit.importantHint') },
          ]}
        />
        {!bulletin && session.sections.length > 1 && (
          <Select
            label={t('edit.section')}
            value={String(draft.sectionId ?? '')}
            onChange={(id) => change({ sectionId: Number(id) })}
            options={session.sections.map((section) => ({ value: String(section.id), label: section.name }))}
          />
        )}
        <div className="board-editor-acts">
          <Button type="submit" variant="primary" isPending={publish.isPending}>
            {draft.audience.length > 0 && people !== undefined && people > 0
              ? t(bulletin ? 'edit.saveTo' : 'edit.publishTo', { count: people, n: format.number(people) })
              : t(bulletin ? 'edit.save' : 'edit.publish')}
          </Button>
          <LinkButton to={back} variant="quiet">
            {t('edit.cancel')}
          </LinkButton>
          <p className="board-quiet">
            {t(!kept ? 'edit.draftNotKept' : session.sharedPc ? 'edit.draftInTab' : 'edit.draftKept')}
          </p>
        </div>
      </Form>
      {conflict && (
        <ConflictDialog
          theirs={conflict}
          mine={draft}
          onClose={() => {
            setBase({ etag: base.etag, version: base.version })
            setConflict(undefined)
            publish.reset()
          }}
          onTake={() => {
            const before = draft
            setDraft(draftOf(conflict))
            setBase({ etag: conflict.etag, version: conflict.version })
            setConflict(undefined)
            publish.reset()
            toast.show({ text: t('conflict.took'), undo: () => setDraft(before) })
          }}
          onKeep={() => {
            setBase({ etag: conflict.etag, version: conflict.version })
            setConflict(undefined)
            publish.reset()
            submit(conflict.etag)
          }}
        />
      )}
    </Page>
  )
}

interface ConflictDialogProps {
  theirs: TaggedBulletin
  mine: Draft
  onClose: () => void
  onTake: () => void
  onKeep: () => void
}

/** Somebody else was faster: both texts side by side, and nothing is lost whatever one chooses. */
function ConflictDialog({ theirs, mine, onClose, onTake, onKeep }: ConflictDialogProps) {
  const t = useT()
  const format = useFormat()
  const when = format.dateTime(theirs.editedAt ?? theirs.publishedAt)
  return (
    <Dialog
      title={t('conflict.title')}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>{t('conflict.back')}</Button>
          <Button onPress={onKeep}>{t('conflict.keepMine')}</Button>
          <Button variant="primary" onPress={onTake}>
            {t('conflict.takeTheirs')}
          </Button>
        </>
      }
    >
      <p>
        {theirs.editedBy ? t('conflict.who', { name: theirs.editedBy.name, when }) : t('conflict.whoUnknown', { when })}{' '}
        {t('conflict.safe')}
      </p>
      <div className="board-compare">
        <section aria-label={t('conflict.theirs')}>
          <h3>{t('conflict.theirs')}</h3>
          <p className="board-compare-title">{theirs.title}</p>
          <RichText text={theirs.text} headingLevel={4} />
        </section>
        <section aria-label={t('conflict.mine')}>
          <h3>{t('conflict.mine')}</h3>
          <p className="board-compare-title">{mine.title}</p>
          <RichText text={mine.text} headingLevel={4} />
        </section>
      </div>
    </Dialog>
  )
}

interface KeptDraft {
  name: string
  storage: Storage
  draft: Draft
  empty: Draft
  /** Published: nothing is to be kept any more. */
  done: { readonly current: boolean }
  onKept: (kept: boolean) => void
}

/** Keeps what is typed a moment after each change, and at once when the page is left. */
function useKeptDraft({ name, storage, draft, empty, done, onKept }: KeptDraft) {
  const keep = useRef(() => {})
  useEffect(() => {
    keep.current = () => {
      if (done.current) return
      if (sameDraft(draft, empty)) dropDraft(name, storage)
      else onKept(saveDraft(name, { ...draft, savedAt: Date.now() }, storage))
    }
  })

  useEffect(() => {
    const timer = setTimeout(() => keep.current(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft])

  useEffect(() => {
    const now = () => keep.current()
    window.addEventListener('pagehide', now)
    return () => {
      window.removeEventListener('pagehide', now)
      now()
    }
  }, [])
}
