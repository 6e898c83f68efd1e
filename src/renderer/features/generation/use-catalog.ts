import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { studioQuery } from '#renderer/rpc/client.ts';
import { createCatalog, emptyCatalog, type ModelCatalog } from './model-catalog.ts';

/** Models that make clips, by connection; without any while they are being read. */
export function useCatalog(): { catalog: ModelCatalog; isLoading: boolean } {
  const { data: connections } = useQuery(studioQuery.connections.list.queryOptions({ input: {} }));
  const { data: models } = useQuery(studioQuery.models.list.queryOptions({ input: { connectionId: null } }));
  const catalog = useMemo(
    () => (connections && models ? createCatalog(connections, models) : emptyCatalog),
    [connections, models],
  );
  return { catalog, isLoading: !connections || !models };
}
