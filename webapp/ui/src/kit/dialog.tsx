import { useState, type ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useT } from '../i18n/i18n.ts'
import { Button, CloseButton } from './button.tsx'
import { cx } from './classes.ts'
import { modalSection } from './modal-section.tsx'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children?: ReactNode
  actions?: ReactNode
  /** Cannot be closed by Escape, by a press outside or by the cross: only by its own acts. */
  isModalOnly?: boolean
  role?: 'dialog' | 'alertdialog'
  size?: 'normal' | 'wide'
}

export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  actions,
  isModalOnly = false,
  role = 'dialog',
  size = 'normal',
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable={!isModalOnly}
      isKeyboardDismissDisabled={isModalOnly}
      className="k-overlay"
    >
      <Modal className={cx('k-modal', size === 'wide' && 'k-modal-wide')}>
        <AriaDialog role={role} className="k-dialog" render={modalSection}>
          <div className="k-dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!isModalOnly && <CloseButton onPress={onClose} />}
          </div>
          <div className="k-dialog-body">{children}</div>
          {actions && <div className="k-dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export interface ConfirmDialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  onConfirm: () => void | Promise<unknown>
  confirmLabel: string
  cancelLabel?: string
  children?: ReactNode
  tone?: 'primary' | 'danger'
  isPending?: boolean
}

/** Asks before what cannot be undone. What can be undone is done at once, with a toast that undoes it. */
export function ConfirmDialog({
  title,
  isOpen,
  onClose,
  onConfirm,
  confirmLabel,
  cancelLabel,
  children,
  tone = 'danger',
  isPending,
}: ConfirmDialogProps) {
  const t = useT('shell')
  const [working, setWorking] = useState(false)
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {cancelLabel ?? t('kit.cancel')}
          </Button>
          <Button
            variant={tone}
            isPending={isPending ?? working}
            onPress={() => {
              const done = onConfirm()
              if (done instanceof Promise) {
                setWorking(true)
                const ended = () => setWorking(false)
                done.then(ended, ended)
              }
            }}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
