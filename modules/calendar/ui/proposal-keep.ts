import type { ProposalDraft } from './proposal-draft.ts'

/** What was begun on another page, an event's form or the search for free times, and goes on in the form of a proposal. */
let handed: ProposalDraft | undefined

const nameOf = (person: number) => `kairan.calendar.proposal.${person}`

/** Takes a draft along to the form. */
export function handOver(person: number, draft: ProposalDraft): void {
  handed = draft
  keepProposal(person, draft)
}

/** What was handed over, once; after a reload what was kept in this tab. */
export function takeOver(person: number): ProposalDraft | undefined {
  const draft = handed ?? keptProposal(person)
  handed = undefined
  return draft
}

/** What was typed and not sent, in this tab: a reload costs nothing, and the next person at a shared machine finds nothing. */
export function keptProposal(person: number): ProposalDraft | undefined {
  try {
    const value = JSON.parse(sessionStorage.getItem(nameOf(person)) ?? 'null') as ProposalDraft | null
    return value !== null && typeof value.title === 'string' && Array.isArray(value.slots) ? value : undefined
  } catch {
    return undefined
  }
}

export function keepProposal(person: number, draft: ProposalDraft): void {
  try {
    sessionStorage.setItem(nameOf(person), JSON.stringify(draft))
  } catch {
    // The text is still on the screen.
  }
}

export function dropProposal(person: number): void {
  try {
    sessionStorage.removeItem(nameOf(person))
  } catch {
    // Then nothing was kept either.
  }
}
