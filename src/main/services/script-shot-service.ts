/** Shots made from lines of the script that a person chose, after the import. */
import { findProject } from '#main/db/project-repository.ts';
import { findScene } from '#main/db/scene-repository.ts';
import { findLatestScript } from '#main/db/script-repository.ts';
import { parseScript } from '#main/scripts/parse-script.ts';
import { shotOfLines } from '#main/scripts/shot-of-lines.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { ScriptLines, StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ServiceContext } from './service-context.ts';
import type { ShotService } from './shot-service.ts';

export type ShotFromLines = { sceneId: SceneId; afterShotId: ShotId | null; scriptLines: ScriptLines };

export interface ScriptShotService {
  /**
   * A shot of these lines, with the words and the length that an import would have given it, as one step.
   *
   * @throws {AppError} SCENE_NOT_FOUND; SCRIPT_REPLACED when another one was imported since
   */
  create(options: ShotFromLines): Saved & { shot: StoryboardShot };
}

export function createScriptShotService(
  { db }: Pick<ServiceContext, 'db'>,
  shots: Pick<ShotService, 'create'>,
): ScriptShotService {
  return {
    create({ sceneId, afterShotId, scriptLines }) {
      const { scriptId, startLine, endLine } = scriptLines;
      const scene = findScene(db, sceneId);
      const project = scene && findProject(db, scene.projectId);
      if (!scene || !project) throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
      const script = findLatestScript(db, project.id);
      if (script?.id !== scriptId)
        throw new AppError('SCRIPT_REPLACED', `${scriptId} is not the script of the project`);
      const { frameRate, durationRule } = project;
      const { elements } = parseScript(script.text, { fileName: script.fileName, frameRate, durationRule });
      const lines = { startLine, endLine, heading: scene.heading };
      const { title, prompt, dialogue, notes, durationFrames } = shotOfLines(elements, lines, {
        frameRate,
        durationRule,
      });
      return shots.create({ sceneId, afterShotId, scriptLines, title, prompt, dialogue, notes, durationFrames });
    },
  };
}
