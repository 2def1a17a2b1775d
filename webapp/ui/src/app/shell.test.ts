import { describe, expect, it } from 'vitest'
import type { Session } from '../api/types.ts'
import { browserOf } from './account/user-agent.ts'
import { passwordFault } from './account/new-password.tsx'
import type { Feature } from './feature.ts'
import { menuOf } from './features.ts'
import { greeting } from './greeting.ts'
import { groupsOf, matches } from './palette-search.ts'

const session = { permissions: ['board.see-readers'] } as Session
const feature = (id: string) => ({ id }) as Feature

describe('the menu', () => {
  it('holds what is on, what has screens and what one may use, in order', () => {
    const modules = [
      {
        id: 'organization',
        menu: [
          { key: 'menu.people', path: '/people', order: 200 },
          { key: 'menu.imports', path: '/i', order: 10, permission: 'organization.administer' },
        ],
      },
      { id: 'board', menu: [{ key: 'menu.board', path: '/board', order: 100 }] },
      { id: 'chat', menu: [{ key: 'menu.chat', path: '/chat', order: 1 }] },
    ]
    expect(menuOf(modules, [feature('board'), feature('organization')], session).map((item) => item.path)).toEqual([
      '/board',
      '/people',
    ])
  })
})

describe('the palette', () => {
  it('finds in any width, case and kana', () => {
    expect(matches('パスワードの変更', 'ぱすわーど')).toBe(true)
    expect(matches('Ｃｈａｔ room', 'chat ROOM')).toBe(true)
    expect(matches('掲示板', '予約')).toBe(false)
    expect(matches('掲示板', '')).toBe(true)
  })

  it('goes without a provider that fails', async () => {
    const good = { provider: { id: 'a', title: 'x', search: () => [{ id: '1', label: '甲' }] }, title: '人' }
    const bad = { provider: { id: 'b', title: 'y', search: () => Promise.reject(new Error('down')) }, title: '部屋' }
    const groups = await groupsOf([good, bad], '甲', new AbortController().signal)
    expect(groups.map((group) => group.commands.length)).toEqual([1, 0])
  })
})

describe('account', () => {
  it('checks a new password before it is sent', () => {
    expect(passwordFault('みじかい', 'みじかい')).toBe('short')
    expect(passwordFault('ひらがなじゅうにもじいじょう', 'ちがう')).toBe('different')
    expect(passwordFault('ひらがなじゅうにもじいじょう', 'ひらがなじゅうにもじいじょう')).toBeUndefined()
  })

  it('names a browser as people do', () => {
    expect(
      browserOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0'),
    ).toEqual({ browser: 'Edge', system: 'Windows', phone: false })
    expect(browserOf('curl/8')).toEqual({ browser: undefined, system: undefined, phone: false })
  })

  it('greets by the city’s clock', () => {
    expect(greeting(new Date('2026-11-23T23:00:00Z'))).toBe('morning')
    expect(greeting(new Date('2026-11-24T03:00:00Z'))).toBe('day')
    expect(greeting(new Date('2026-11-24T10:00:00Z'))).toBe('evening')
  })
})
