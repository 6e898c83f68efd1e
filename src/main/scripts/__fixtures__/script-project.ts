/** A project in memory that a script was imported into, and what becomes of it, for the tests of differences. */
import type { SceneId, ScriptId, ShotId } from '#shared/domain/ids.ts';
import type { Outline } from '#shared/domain/outline.ts';
import type { BoundProject, BoundScene, BoundShot } from '../difference/bind-to-script.ts';
import type { Resolution } from '../difference/resolve-difference.ts';

let counter = 0;

export const scriptIdOf = (name: string) => `script_${name}` as ScriptId;

/** A project as an import makes it. */
export function importOutline({ scenes }: Outline, scriptId: ScriptId | null): BoundProject {
  const project: { scenes: BoundScene[]; shots: BoundShot[] } = { scenes: [], shots: [] };
  for (const { startLine, endLine, shots, ...scene } of scenes) {
    const sceneId = `scene_${counter++}` as SceneId;
    project.scenes.push({ ...scene, id: sceneId, scriptLines: scriptId && { scriptId, startLine, endLine } });
    for (const { startLine: start, endLine: end, ...shot } of shots) {
      const scriptLines = scriptId && { scriptId, startLine: start, endLine: end };
      project.shots.push({ ...shot, id: `shot_${counter++}` as ShotId, sceneId, scriptLines });
    }
  }
  return project;
}

/** The project after a new draft was taken over. */
export function applyResolution(before: BoundProject, resolution: Resolution, scriptId: ScriptId): BoundProject {
  const scenesBefore = new Map(before.scenes.map((scene) => [scene.id, scene]));
  const shotsBefore = new Map(before.shots.map((shot) => [shot.id, shot]));
  const after: { scenes: BoundScene[]; shots: BoundShot[] } = { scenes: [], shots: [] };
  for (const scene of resolution.scenes) {
    const sceneId = scene.sceneId ?? (`scene_${counter++}` as SceneId);
    const was = scenesBefore.get(sceneId);
    if (scene.sceneId === null) {
      const { startLine, endLine, shots: _shots, ...words } = scene.added;
      after.scenes.push({ ...words, id: sceneId, scriptLines: { scriptId, startLine, endLine } });
    } else if (was) {
      const scriptLines = scene.lines ? { scriptId, ...scene.lines } : was.scriptLines;
      after.scenes.push({ ...was, ...scene.patch, scriptLines });
    }
    for (const shot of scene.shots) {
      if (shot.shotId === null) {
        const { startLine, endLine, ...words } = shot.added;
        const id = `shot_${counter++}` as ShotId;
        after.shots.push({ ...words, id, sceneId, scriptLines: { scriptId, startLine, endLine } });
        continue;
      }
      const old = shotsBefore.get(shot.shotId);
      if (!old) throw new Error(`${shot.shotId} was not there`);
      const scriptLines = shot.lines ? { scriptId, ...shot.lines } : old.scriptLines;
      after.shots.push({ ...old, ...shot.patch, sceneId, scriptLines });
    }
  }
  return after;
}
