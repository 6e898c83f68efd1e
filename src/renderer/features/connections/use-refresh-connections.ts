import { useQueryClient } from '@tanstack/react-query';
import { studioQuery } from '#renderer/rpc/client.ts';

/** Fetches again what depends on which connections there are and how they are set. */
export function useRefreshConnections(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all(
      [studioQuery.connections.list.key(), studioQuery.models.key(), studioQuery.ledger.budgets.key()].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };
}
