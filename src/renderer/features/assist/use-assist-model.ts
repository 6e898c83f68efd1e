import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ModelCatalog } from '#renderer/features/generation/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { ListedModel, ModelRef } from '#shared/domain/model.ts';
import { type AssistKind, catalogOf, firstChoice, readRemembered } from './assist-models.ts';

export type AssistModelChoice = {
  kind: AssistKind;
  catalog: ModelCatalog;
  isLoading: boolean;
  /** Null while there is none. */
  model: ListedModel | null;
  pick: (ref: ModelRef | null) => void;
};

/** The models of a kind and the one that is chosen, which is remembered on this machine. */
export function useAssistModel(kind: AssistKind): AssistModelChoice {
  const key = `assist-model:${kind}`;
  const [picked, setPicked] = useState(() => readRemembered(localStorage.getItem(key)));
  const { data: connections } = useQuery(studioQuery.connections.list.queryOptions({ input: {} }));
  const { data: models } = useQuery(studioQuery.models.list.queryOptions({ input: { connectionId: null } }));
  const catalog = useMemo(() => catalogOf(kind, connections ?? [], models ?? []), [kind, connections, models]);
  return {
    kind,
    catalog,
    isLoading: !connections || !models,
    model: useMemo(() => firstChoice(catalog, picked, todayIso()), [catalog, picked]),
    pick(ref) {
      if (!ref) return;
      const { connectionId, modelId } = ref;
      localStorage.setItem(key, JSON.stringify({ connectionId, modelId }));
      setPicked({ connectionId, modelId });
    },
  };
}

/** `2026-11-22`, local time. */
function todayIso(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
