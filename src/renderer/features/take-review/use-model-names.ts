import { useQuery } from '@tanstack/react-query';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { ListedModel, ModelRef } from '#shared/domain/model.ts';

export type ModelNames = {
  /** Null when its connection does not list it any more, or while the lists are on their way. */
  modelOf: (ref: ModelRef) => ListedModel | null;
  /** Its label, or its id where it is no longer listed. */
  labelOf: (ref: ModelRef) => string;
  /** Null when it was removed. */
  connectionOf: (connectionId: ModelRef['connectionId']) => Connection | null;
  /** Whether both lists are here, so that what is missing is really gone. */
  isLoaded: boolean;
};

/** What models and connections are called. */
export function useModelNames(): ModelNames {
  const models = useQuery(studioQuery.models.list.queryOptions({ input: { connectionId: null } }));
  const connections = useQuery(studioQuery.connections.list.queryOptions({ input: {} }));
  const modelOf = ({ connectionId, modelId }: ModelRef) =>
    models.data?.find((model) => model.connectionId === connectionId && model.modelId === modelId) ?? null;
  return {
    modelOf,
    labelOf: (ref) => modelOf(ref)?.label ?? ref.modelId,
    connectionOf: (connectionId) => connections.data?.find(({ id }) => id === connectionId) ?? null,
    isLoaded: models.data !== undefined && connections.data !== undefined,
  };
}
