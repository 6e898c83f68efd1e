/** Models that make pictures, words or voices, and which of them a person begins with. */
import type { ModelCatalog, PickedModel } from '#renderer/features/generation/index.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel, ModelKind, ModelRef } from '#shared/domain/model.ts';

/** What a model is asked for here. */
export type AssistKind = Extract<ModelKind, 'image' | 'text' | 'speech' | 'transcription'>;

/** Models of one kind, by connection; connections without one are left out. */
export function catalogOf(
  kind: AssistKind,
  connections: readonly Connection[],
  models: readonly ListedModel[],
): ModelCatalog {
  const byConnection = new Map<ConnectionId, ListedModel[]>();
  for (const model of models) {
    if (model.kind !== kind) continue;
    const group = byConnection.get(model.connectionId);
    if (group) group.push(model);
    else byConnection.set(model.connectionId, [model]);
  }
  return { connections: connections.filter(({ id }) => byConnection.has(id)), models: byConnection };
}

/**
 * What was used last, if it is still there; else the first that has not ended, of a connection that has a key before
 * others. Null without any.
 *
 * @param todayIso such as `2026-11-22`
 */
export function firstChoice(
  { connections, models }: ModelCatalog,
  remembered: ModelRef | null,
  todayIso: string,
): ListedModel | null {
  const all = connections.flatMap(({ id, hasKey }) => (models.get(id) ?? []).map((model) => ({ model, hasKey })));
  const isRemembered = ({ model }: { model: ListedModel }) =>
    model.connectionId === remembered?.connectionId && model.modelId === remembered.modelId;
  const present = all.filter(({ model: { retiresOn } }) => retiresOn === null || retiresOn > todayIso);
  const best = all.find(isRemembered) ?? present.find(({ hasKey }) => hasKey) ?? present[0] ?? all[0];
  return best?.model ?? null;
}

/** What stands in the closed picker. */
export function pickedOf({ connections }: ModelCatalog, model: ListedModel | null): PickedModel {
  if (!model) return { kind: 'none' };
  const { connectionId, modelId } = model;
  const connection = connections.find(({ id }) => id === connectionId) ?? null;
  return { kind: 'model', named: { connectionId, modelId, connection, model } };
}

/** What was remembered; anything odd is as if nothing was. */
export function readRemembered(stored: string | null): ModelRef | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    if (typeof value !== 'object' || value === null || !('connectionId' in value) || !('modelId' in value)) return null;
    const { connectionId, modelId } = value;
    if (typeof connectionId !== 'string' || typeof modelId !== 'string') return null;
    return { connectionId: connectionId as ConnectionId, modelId };
  } catch {
    // Not ours, or cut short.
    return null;
  }
}
