/** 市長 to 課長, and who is called 管理者; not 係長, 所長 or 校長, of whom there are too many to be 幹部. */
const MANAGER = /^(.*(市|町|村|区|教育|部|局|次|支所|課|室)長|.*管理者)$/

/** The titles that make a manager where nobody has chosen others: by their names, since rank alone does not say it. */
export function managers(titles: readonly { id: number; name: string }[]): number[] {
  return titles.filter(({ name }) => MANAGER.test(name)).map(({ id }) => id)
}
