/** Which connection and model a shot is generated with, where a request, the shot and its project may each name one. */
import type { ConnectionId } from './ids.ts';

/** What names a model, most particular first; null leaves it to the next. */
export type ModelWishes = {
  request: { connectionId: ConnectionId | null; modelId: string | null };
  shot: { connectionId: ConnectionId | null; modelId: string | null };
  project: { defaultConnectionId: ConnectionId; defaultModelId: string | null };
};

/**
 * A model belongs to a connection, so each name counts only where its connection is the chosen one.
 *
 * @returns `modelId` null means the connection's first.
 */
export function chooseModel({ request, shot, project }: ModelWishes): {
  connectionId: ConnectionId;
  modelId: string | null;
} {
  const ofShot = shot.connectionId ?? project.defaultConnectionId;
  const connectionId = request.connectionId ?? ofShot;
  const modelId =
    request.modelId ??
    (connectionId === ofShot ? shot.modelId : null) ??
    (connectionId === project.defaultConnectionId ? project.defaultModelId : null);
  return { connectionId, modelId };
}
