import { describe, expect, it } from 'vitest'
import { newDraft } from './draft.ts'
import {
  newProposal,
  proposalBodyOf,
  proposalDraftOf,
  proposalFaultsOf,
  roomsFor,
  withFrom,
  withSlot,
  type ProposalDraft,
} from './proposal-draft.ts'
import type { ProposalDetail } from './types.ts'

const room = (id: number) => ({ id, name: `会議室${id}`, building: '本庁舎' })

const draft = (): ProposalDraft => ({
  ...newProposal(newDraft('2026-11-30T08:20', { title: '三課の打合せ', rooms: [room(1)] })),
})

describe('a new proposal', () => {
  it('has the time of the event that it was, and the same one a day later', () => {
    expect(draft().slots.map(({ day, from, until, rooms }) => [day, from, until, rooms.map(({ id }) => id)])).toEqual([
      ['2026-11-30', '09:00', '10:00', [1]],
      ['2026-12-01', '09:00', '10:00', [1]],
    ])
  })

  it('ends a time that would go over midnight with its day', () => {
    expect(newProposal(newDraft('2026-11-30T10:00', { start: '2026-11-30T23:00' })).slots[0]).toMatchObject({
      from: '23:00',
      until: '23:59',
    })
  })

  it('gets further times by one press, each with a key of its own', () => {
    const four = withSlot(withSlot(draft()))
    expect(four.slots.map(({ day }) => day)).toEqual(['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'])
    expect(new Set(four.slots.map(({ key }) => key)).size).toBe(4)
  })

  it('is sent as the server reads it', () => {
    const sent = proposalBodyOf({
      ...draft(),
      until: '2026-12-05',
      invited: [
        { group: 'person:5', name: '佐藤', optional: false },
        { group: 'section:3', name: '総務課', optional: true },
      ],
    })
    expect(sent.slots[1]).toEqual({ id: null, start: '2026-12-01T09:00', end: '2026-12-01T10:00', rooms: [1] })
    expect(sent.attendees).toEqual([
      { person: 5, optional: false },
      { group: 'section:3', optional: true },
    ])
    expect(sent.until).toBe('2026-12-05')
  })
})

it('lasts as long as before when its beginning moves, up to the end of the day', () => {
  const slot = draft().slots[0]!
  expect(withFrom(slot, '13:30')).toMatchObject({ from: '13:30', until: '14:30' })
  expect(withFrom(slot, '23:30')).toMatchObject({ from: '23:30', until: '23:59' })
})

it('says what is wrong with which time', () => {
  const wrong = draft()
  wrong.title = ' '
  wrong.slots[0]!.until = '09:00'
  wrong.slots[1] = { ...wrong.slots[0]!, key: 1, until: '10:00' }
  wrong.slots.push({ ...wrong.slots[1], key: 2 }, { ...wrong.slots[1], key: 3, day: '' })
  expect(proposalFaultsOf(wrong)).toMatchObject({
    title: { key: 'edit.titleMissing' },
    'slot-0': { key: 'edit.endBefore' },
    'slot-2': { key: 'proposal.same' },
    'slot-3': { key: 'edit.startMissing' },
  })
  expect(proposalFaultsOf(draft())).toEqual({})
})

it('keeps which time is which when a proposal is changed', () => {
  const person = { id: 5, name: '佐藤', kana: 'サトウ', section: '総務課' }
  const slot = { start: '2026-12-01T09:00', end: '2026-12-01T10:00', rooms: [room(2)], answers: ['none'] }
  const changed = proposalDraftOf({
    owner: { principal: 'section:3', name: '総務課' },
    title: '打合せ',
    place: '',
    notes: '',
    kind: 'meeting',
    visibility: 'busy',
    people: [{ person, optional: true, left: false }],
    slots: [
      { ...slot, id: 71 },
      { ...slot, id: 72, start: '2026-12-02T09:00', end: '2026-12-02T10:00' },
    ],
  } as unknown as ProposalDetail)
  expect(changed.owner).toBe('section:3')
  expect(changed.invited).toEqual([{ group: 'person:5', name: '佐藤 総務課', optional: true }])
  expect(proposalBodyOf(changed).slots.map(({ id }) => id)).toEqual([71, 72])
})

describe('rooms for times that were ticked', () => {
  const at = (start: string, end: string, ...rooms: number[]) => ({
    start: `2026-12-01T${start}`,
    end: `2026-12-01T${end}`,
    rooms: rooms.map(room),
  })
  const chosen = (...slots: ReturnType<typeof at>[]) => roomsFor(slots).map(({ rooms }) => rooms.map(({ id }) => id))

  it('are the first that is free, and the same one where times do not touch', () => {
    expect(chosen(at('09:00', '10:00', 1, 2), at('13:00', '14:00', 1, 2))).toEqual([[1], [1]])
  })

  it('are different ones where one time would be in the way of the other', () => {
    expect(chosen(at('09:00', '10:00', 1, 2), at('09:30', '10:30', 1, 2), at('10:30', '11:30', 1, 2))).toEqual([
      [1],
      [2],
      [1],
    ])
  })

  it('are none where no other is left', () => {
    expect(chosen(at('09:00', '10:00', 1), at('10:00', '11:00', 1), at('13:00', '14:00'))).toEqual([[1], [], []])
  })
})
