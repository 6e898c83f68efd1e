/** Shots whose model's end is announced, by project. */
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ListedModel, ModelRef } from '#shared/domain/model.ts';

export type RetiringModel = { model: ListedModel; shots: ReadonlyArray<{ shotId: ShotId; projectId: ProjectId }> };

/** One model in one project. */
export type RetirementNote = {
  key: string;
  model: ListedModel;
  retiresOn: string;
  projectId: ProjectId;
  projectTitle: string;
  shotIds: ShotId[];
  /** What the provider names instead, at the same connection. */
  replacement: ModelRef | null;
};

/**
 * As the models come, then as the projects do.
 *
 * @param projectId narrows it to one project; null means all.
 */
export function retirementNotes(
  retiring: readonly RetiringModel[],
  projects: ReadonlyArray<{ id: ProjectId; title: string }>,
  projectId: ProjectId | null,
): RetirementNote[] {
  const shown = projectId === null ? projects : projects.filter(({ id }) => id === projectId);
  return retiring.flatMap(({ model, shots }) => {
    const { connectionId, modelId, retiresOn, replacementModelId } = model;
    if (retiresOn === null) return [];
    return shown.flatMap(({ id, title }): RetirementNote[] => {
      const shotIds = shots.filter((shot) => shot.projectId === id).map(({ shotId }) => shotId);
      if (shotIds.length === 0) return [];
      const replacement = replacementModelId === null ? null : { connectionId, modelId: replacementModelId };
      const key = `${id} ${connectionId} ${modelId}`;
      return [{ key, model, retiresOn, projectId: id, projectTitle: title, shotIds, replacement }];
    });
  });
}
