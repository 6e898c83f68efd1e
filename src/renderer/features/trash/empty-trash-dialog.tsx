import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { sizeText } from '#renderer/ui/size-text.ts';
import type { TrashEntry } from '#shared/domain/records.ts';
import styles from './empty-trash-dialog.module.css';
import { countKinds } from './trash-selection.ts';

export type EmptyTrashDialogProps = { isOpen: boolean; entries: readonly TrashEntry[]; onClose: () => void };

/** Says what is about to be erased for good, and asks. The safe button has the focus. */
export function EmptyTrashDialog({ isOpen, entries, onClose }: EmptyTrashDialogProps) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const counts = countKinds(entries);

  async function erase() {
    setBusy(true);
    try {
      const { erasedCount, freedBytes } = await studio.trash.empty({});
      const size = sizeText(freedBytes, i18n.language);
      showNotice({ text: t('trash.erased', { count: erasedCount, size }), tone: 'ok' });
      onClose();
    } catch (thrown) {
      showError(thrown);
    } finally {
      setBusy(false);
      await queryClient.invalidateQueries();
    }
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('trash.confirmTitle')}
      closeLabel={t('app.close')}
      isBusy={isBusy}
      actions={
        <>
          <Button data-autofocus onClick={onClose} disabled={isBusy}>
            {t('app.cancel')}
          </Button>
          <Button variant="danger" isBusy={isBusy} onClick={() => void erase()}>
            {t('trash.erase')}
          </Button>
        </>
      }
    >
      <p>{t('trash.confirmText')}</p>
      <ul className={styles.list}>
        {counts.project > 0 && <li>{t('trash.projects', { count: counts.project })}</li>}
        {counts.scene > 0 && <li>{t('trash.scenes', { count: counts.scene })}</li>}
        {counts.shot > 0 && <li>{t('trash.shots', { count: counts.shot })}</li>}
        {counts.element > 0 && <li>{t('trash.elements', { count: counts.element })}</li>}
      </ul>
      <p className={styles.warning}>{t('trash.confirmWarning')}</p>
    </Dialog>
  );
}
