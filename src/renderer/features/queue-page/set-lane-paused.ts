import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { queryClient } from '#renderer/rpc/query-client.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';

/** Pauses a connection, or lets it go on. Never rejects: a notice says what went wrong. */
export async function setLanePaused(connectionId: ConnectionId, isPaused: boolean): Promise<void> {
  try {
    await studio.connections.update({ connectionId, patch: { isPaused } });
    await queryClient.invalidateQueries({ queryKey: studioQuery.connections.list.key() });
  } catch (thrown) {
    showError(thrown);
  }
}
