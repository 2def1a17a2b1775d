import { api, useQuery, useT, useRested, useSections, useTitles } from '@kairan/ui'
import { useMemo } from 'react'
import { keys } from './keys.ts'
import type { MemberListing, RoomListing } from './types.ts'

/** Whom a message can name. */
export interface Candidate {
  token: string
  label: string
  detail: string
  /** How many people that are, for a group. */
  people?: number
}

const SHOWN = 8

/** Characters of names that are the same: each before the one it is taken for. */
const VARIANTS =
  '髙高﨑崎嵜崎邉辺邊辺齋斎齊斉澤沢濵浜濱浜廣広國国眞真德徳櫻桜瀨瀬淺浅壽寿圓円惠恵遙遥彌弥槇槙槗橋栁柳舘館'
const COMMON = new Map(
  Array.from({ length: VARIANTS.length / 2 }, (_, at) => [VARIANTS[2 * at]!, VARIANTS[2 * at + 1]!]),
)

/** Width and case do not matter, nor which kana, nor which form of a name's character. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[\s\u3000]/g, '')
    .replace(/[\u4e00-\u9fff\uf900-\ufaff]/g, (kanji) => COMMON.get(kanji) ?? kanji)
}

/** Those of the room, sections and titles by what was typed after the at sign; nothing while nobody is being named. */
export function useCandidates(room: RoomListing, query: string | undefined): Candidate[] {
  const t = useT()
  const rested = useRested(query ?? '', 120)
  const isAsking = query !== undefined
  const members = useQuery({
    queryKey: [...keys.members(room.id), 'mention', rested],
    queryFn: ({ signal }) =>
      api.get<{ items: MemberListing[] }>(`/chat/rooms/${room.id}/members`, {
        query: { query: rested, limit: SHOWN },
        signal,
      }),
    enabled: isAsking,
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
  const sections = useSections()
  const titles = useTitles()
  return useMemo(() => {
    if (query === undefined) return []
    const wanted = plain(query)
    const fits = (...names: string[]) => wanted === '' || names.some((name) => plain(name).includes(wanted))
    const people = (members.data?.items ?? [])
      .filter(({ person }) => fits(person.name, person.kana))
      .map(({ person }) => ({
        token: `person:${person.id}`,
        label: person.name,
        detail: [person.section, person.title].filter(Boolean).join(' '),
      }))
    if (room.kind === 'direct') return people.slice(0, SHOWN)
    const all = fits(t('mention.all'), 'all')
      ? [
          {
            token: 'all',
            label: t('mention.all'),
            detail: t('mention.allDetail', { n: Math.max(0, room.members - 1) }),
            people: room.members - 1,
          },
        ]
      : []
    const groups =
      wanted === ''
        ? []
        : [
            ...(sections.data?.items ?? [])
              .filter(({ name, people: count }) => count > 0 && fits(name))
              .map(({ id, name, people: count }) => ({
                token: `section:${id}`,
                label: name,
                detail: t('mention.section', { n: count }),
                people: count,
              })),
            ...(titles.data?.items ?? [])
              .filter(({ name }) => fits(name))
              .map(({ id, name, people: count }) => ({
                token: `title:${id}`,
                label: name,
                detail: t('mention.title'),
                people: count,
              })),
          ]
    return [...people, ...all, ...groups].slice(0, SHOWN)
  }, [query, members.data, sections.data, titles.data, room.kind, room.members, t])
}
