import { useTranslation } from 'react-i18next';
import { studio, toErrorData } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import type { Connection } from '#shared/domain/connection.ts';
import { useRefreshConnections } from './use-refresh-connections.ts';

/**
 * Asks a connection what it offers now, after something else that the person did. What goes wrong is said mildly, as
 * the models that are known stay.
 */
export function useModelRefresh(): (connection: Pick<Connection, 'id' | 'label'>) => Promise<void> {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const refresh = useRefreshConnections();
  return async ({ id: connectionId, label }) => {
    try {
      await studio.models.refresh({ connectionId });
      await refresh();
    } catch (thrown) {
      if (toErrorData(thrown).code === 'CANCELLED') return;
      showNotice({ id: 'models', text: t('connections.notRefreshed', { label, text: errorText(thrown) }) });
    }
  };
}
