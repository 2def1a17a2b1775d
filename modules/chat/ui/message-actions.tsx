import { Icon, useT, useToast } from '@kairan/ui'
import {
  Bookmark,
  BookmarkX,
  CalendarPlus,
  CircleHelp,
  ClipboardCheck,
  CornerUpLeft,
  Eye,
  Flag,
  History,
  Link2,
  MailQuestion,
  Megaphone,
  MoreHorizontal,
  Pencil,
  Pin,
  PinOff,
  SmilePlus,
  Trash2,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import { Button, Dialog, DialogTrigger, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { EMOJI, STAMPS } from './acts.ts'
import { wordsOf } from './markup.ts'
import { ofMessage } from './offered.ts'
import { nameOf, textOf, useOfferRun, useOffers } from './offers.tsx'
import { useWorld } from './room-context.ts'
import { ReactionSign } from './stamp.tsx'
import type { Message } from './types.ts'

/** The bar over a message: the two stamps that are wanted most, all of them, an answer, and the rest in a menu. */
export function MessageActions({ message, inTabOrder }: { message: Message; inTabOrder: boolean }) {
  const t = useT()
  const { room, acts, reply } = useWorld()
  const order = inTabOrder ? {} : { excludeFromTabOrder: true }
  return (
    <div className="chat-acts" role="toolbar" aria-label={t('act.bar')}>
      {STAMPS.slice(0, 2).map((key) => (
        <Button
          key={key}
          {...order}
          className="chat-act"
          aria-label={t(`stamp.${key}`)}
          onPress={() => void acts.react(message, key)}
        >
          <ReactionSign reaction={key} />
          <span className="chat-act-word">{t(`stampShort.${key}`)}</span>
        </Button>
      ))}
      <ReactionPicker message={message} order={order} />
      {room.mayPost && (
        <Button {...order} className="chat-act" aria-label={t('act.reply')} onPress={() => reply(message)}>
          <Icon icon={CornerUpLeft} />
        </Button>
      )}
      <More message={message} order={order} />
    </div>
  )
}

function ReactionPicker({ message, order }: { message: Message; order: { excludeFromTabOrder?: boolean } }) {
  const t = useT()
  const { acts } = useWorld()
  return (
    <DialogTrigger>
      <Button {...order} className="chat-act" aria-label={t('react.open')}>
        <Icon icon={SmilePlus} />
      </Button>
      <Popover className="k-popover" placement="top end" offset={6}>
        <Dialog className="chat-picker" aria-label={t('react.open')}>
          {({ close }) => (
            <>
              <div className="chat-picker-stamps">
                {STAMPS.map((key) => (
                  <Button
                    key={key}
                    className="chat-stamp"
                    onPress={() => {
                      close()
                      void acts.react(message, key)
                    }}
                  >
                    <ReactionSign reaction={key} /> {t(`stamp.${key}`)}
                  </Button>
                ))}
              </div>
              <div className="chat-picker-emoji">
                {EMOJI.map((key) => (
                  <Button
                    key={key}
                    className="chat-emoji"
                    aria-label={key}
                    onPress={() => {
                      close()
                      void acts.react(message, key)
                    }}
                  >
                    {key}
                  </Button>
                ))}
              </div>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

interface Entry {
  id: string
  label: string
  icon: LucideIcon
  run: () => void
}

function More({ message, order }: { message: Message; order: { excludeFromTabOrder?: boolean } }) {
  const t = useT()
  const toast = useToast()
  const { room, me, acts, edit, show } = useWorld()
  const mine = message.author === me.id
  const { mark } = message
  const [isOpen, setOpen] = useState(false)
  const offers = useOffers(room.id, message.seq, isOpen)
  const run = useOfferRun()
  const groups: Entry[][] = [
    [
      ...(mine && room.mayPost ? [{ id: 'edit', label: t('act.edit'), icon: Pencil, run: () => edit(message) }] : []),
      { id: 'readers', label: t('act.readers'), icon: Eye, run: () => show('readers', message) },
      ...(message.editedAt
        ? [{ id: 'versions', label: t('act.versions'), icon: History, run: () => show('versions', message) }]
        : []),
    ],
    [
      {
        id: 'bookmark',
        label: t(message.bookmarked ? 'act.unbookmark' : 'act.bookmark'),
        icon: message.bookmarked ? BookmarkX : Bookmark,
        run: () => void acts.bookmark(message),
      },
      ...(room.mayPost
        ? [
            {
              id: 'pin',
              label: t(message.pinned ? 'act.unpin' : 'act.pin'),
              icon: message.pinned ? PinOff : Pin,
              run: () => void acts.pin(message),
            },
            ...(['decision', 'homework', 'question'] as const).map((one) => ({
              id: one,
              label: t(mark === one ? 'mark.remove' : 'mark.set', { mark: t(`mark.${one}`) }),
              icon: one === 'decision' ? ClipboardCheck : one === 'homework' ? Flag : CircleHelp,
              run: () => void acts.mark(message, mark === one ? null : one),
            })),
          ]
        : []),
      {
        id: 'link',
        label: t('act.link'),
        icon: Link2,
        run: () => {
          const address = `${location.origin}/chat/${room.id}?m=${message.seq}`
          copy(address).then(
            () => toast.show({ tone: 'success', text: t('act.linked') }),
            () => toast.show({ tone: 'info', text: address }),
          )
        },
      },
      {
        id: 'unread',
        label: t('act.unread'),
        icon: MailQuestion,
        run: () => void acts.unreadFrom(message).then((done) => done && toast.show({ text: t('act.unreadDone') })),
      },
    ],
    (offers ?? []).map((offer) => ({
      id: nameOf(offer),
      label: textOf(offer),
      icon: CalendarPlus,
      run: () =>
        run(offer, ofMessage(room.id, wordsOf(message), `${location.origin}/chat/${room.id}?m=${message.seq}`)),
    })),
    [
      ...(mine || room.mayManage
        ? [{ id: 'remove', label: t('act.remove'), icon: Trash2, run: () => show('remove', message) }]
        : []),
      ...(mine ? [] : [{ id: 'report', label: t('act.report'), icon: Megaphone, run: () => show('report', message) }]),
    ],
  ].filter((group) => group.length > 0)
  return (
    <MenuTrigger onOpenChange={setOpen}>
      <Button {...order} className="chat-act" aria-label={t('act.more')}>
        <Icon icon={MoreHorizontal} />
      </Button>
      <Popover className="k-popover chat-menu" placement="bottom end" offset={4}>
        <Menu
          aria-label={t('act.more')}
          className="chat-menu-list"
          onAction={(key) =>
            groups
              .flat()
              .find(({ id }) => id === key)
              ?.run()
          }
        >
          {groups.flatMap((group, at) => [
            ...(at > 0 ? [<Separator key={`line-${at}`} className="chat-menu-line" />] : []),
            ...group.map(({ id, label, icon }) => (
              <MenuItem key={id} id={id} textValue={label} className="chat-menu-item">
                <Icon icon={icon} /> {label}
              </MenuItem>
            )),
          ])}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** The clipboard is there only where the page is served with TLS. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'k-hidden'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('copy')
}
