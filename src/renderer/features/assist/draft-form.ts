/** What a person fills in before a draft, and what is asked and made of it. */
import type { AssistTask, DraftedShots } from '#shared/contract/assist-schemas.ts';
import { type DraftShot, maxDraftShots } from '#shared/domain/assist-draft.ts';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import type { ModelRef } from '#shared/domain/model.ts';
import { readShotCount } from './draft-state.ts';

/** Stands for a scene that is yet to be made among the ids of scenes. */
export const newScene = 'new';

export type DraftForm = {
  synopsis: string;
  /** As it is typed. */
  count: string | number;
  target: SceneId | typeof newScene;
  /** Of a new scene. */
  heading: string;
};

/** What is drafted from: a scene, or with null the synopsis. */
export type DraftSource = { projectId: ProjectId; sceneId: SceneId | null };

export type DraftTaskNamed = AssistTask & { task: 'draft' };

export function newForm({ sceneId }: DraftSource): DraftForm {
  return { synopsis: '', count: '', target: sceneId ?? newScene, heading: '' };
}

/** Null while something is missing or cannot be used. */
export function taskOf(
  { synopsis, count }: DraftForm,
  { projectId, sceneId }: DraftSource,
  model: ModelRef | null,
): DraftTaskNamed | null {
  const shotCount = readShotCount(count, maxDraftShots);
  if (!model || shotCount === undefined || (sceneId === null && synopsis.trim() === '')) return null;
  return {
    task: 'draft',
    projectId,
    connectionId: model.connectionId,
    modelId: model.modelId,
    source: sceneId === null ? { kind: 'synopsis', text: synopsis } : { kind: 'scene', sceneId },
    shotCount,
  };
}

/** The accepted shots, and where they go. A new scene keeps what it was drafted from as its synopsis. */
export function draftedOf({ target, heading, synopsis }: DraftForm, { projectId }: DraftSource, shots: DraftShot[]) {
  const drafted: DraftedShots = {
    target:
      target === newScene ? { kind: 'new-scene', projectId, heading, synopsis } : { kind: 'scene', sceneId: target },
    shots,
  };
  return drafted;
}
