import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useT } from '../i18n/i18n.ts'
import { CloseButton } from '../kit/button.tsx'
import { modalSection } from '../kit/modal-section.tsx'
import type { MenuItem } from './features.ts'
import { Entries } from './main-menu.tsx'

/** The whole menu on a phone. */
export default function MenuDrawer({ items, onClose }: { items: readonly MenuItem[]; onClose: () => void }) {
  const t = useT('shell')
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="k-overlay k-drawer-overlay"
    >
      <Modal className="k-drawer">
        <Dialog aria-label={t('menu.label')} className="k-drawer-body" render={modalSection}>
          <div className="k-drawer-head">
            <CloseButton onPress={onClose} />
          </div>
          <Entries items={items} onClick={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
