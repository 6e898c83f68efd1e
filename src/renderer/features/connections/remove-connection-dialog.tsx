import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Connection } from '#shared/domain/connection.ts';
import styles from './dialog-form.module.css';
import { useRefreshConnections } from './use-refresh-connections.ts';

/** Says what goes with a connection and what stays, and asks. The safe button has the focus. */
export function RemoveConnectionDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const refresh = useRefreshConnections();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { id: connectionId, label } = connection;

  async function remove() {
    setBusy(true);
    setError(null);
    try {
      await studio.connections.delete({ connectionId });
      showNotice({ text: t('connections.removed', { label }), tone: 'ok' });
      onClose();
      await refresh();
    } catch (thrown) {
      setError(errorText(thrown));
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('connections.removeTitle', { label })}
      closeLabel={t('app.close')}
      isBusy={isBusy}
      actions={
        <>
          <Button data-autofocus onClick={onClose} disabled={isBusy}>
            {t('app.cancel')}
          </Button>
          <Button variant="danger" isBusy={isBusy} onClick={() => void remove()}>
            {t('connections.removeConfirm')}
          </Button>
        </>
      }
    >
      <ul className={styles.facts}>
        <li>{t('connections.removeGone')}</li>
        <li>{t('connections.removeStays')}</li>
        <li>{t('connections.removeShots')}</li>
      </ul>
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
