/** Writes what a project is after a new draft was taken over, within an edit. */
import type { Columns } from '#main/db/edit-log.ts';
import { sceneToRow } from '#main/db/scene-repository.ts';
import { scriptLinesToColumns } from '#main/db/script-repository.ts';
import { shotToRow } from '#main/db/shot-repository.ts';
import type { ResolvedScene, Resolution } from '#main/scripts/difference/resolve-difference.ts';
import type { SceneId, ScriptId } from '#shared/domain/ids.ts';
import type { Project, Scene, ScriptLines, StoryboardShot } from '#shared/domain/records.ts';
import type { TimedRecorder } from './edit.ts';
import { type ElementDigests, readElementDigests } from './element-digests.ts';
import { aScene, aShot } from './new-records.ts';
import { ranksInOrder } from './ranks.ts';
import type { ServiceContext } from './service-context.ts';
import { changeShot } from './shot-service.ts';
import { keepSoundOf } from './sound-anchors.ts';

export type ResolutionToWrite = {
  project: Project;
  /** The new draft, which is stored already. */
  scriptId: ScriptId;
  /** As the project has them now. */
  scenes: readonly Scene[];
  shots: readonly StoryboardShot[];
  resolution: Resolution;
};

type Writer = ResolutionToWrite & {
  context: ServiceContext;
  recorder: TimedRecorder;
  digestsOf: ElementDigests;
  sceneById: ReadonlyMap<string, Scene>;
  shotById: ReadonlyMap<string, StoryboardShot>;
};

export function writeResolution(context: ServiceContext, recorder: TimedRecorder, what: ResolutionToWrite): void {
  const { project, scenes, shots, resolution } = what;
  const { trashedShots, trashedScenes } = resolution;
  keepSoundOf(recorder, context.db, { projectId: project.id, shotIds: trashedShots });
  const writer: Writer = {
    ...{ ...what, context, recorder },
    digestsOf: readElementDigests(context.db, project.id),
    sceneById: new Map(scenes.map((scene) => [scene.id, scene])),
    shotById: new Map(shots.map((shot) => [shot.id, shot])),
  };
  const sceneIds = writeScenes(writer);
  resolution.scenes.forEach((scene, index) => {
    const sceneId = sceneIds[index];
    if (sceneId) writeShots(writer, sceneId, scene);
  });
  for (const id of trashedShots) recorder.update('shots', id, { deleted_at_ms: recorder.nowMs });
  for (const id of trashedScenes) recorder.update('scenes', id, { deleted_at_ms: recorder.nowMs });
}

/** Ids of the scenes in their order, those that are new with an id of their own. */
function writeScenes({ context, recorder, project, scriptId, resolution, sceneById }: Writer): SceneId[] {
  const rankOf = ({ sceneId }: ResolvedScene) => (sceneId && sceneById.get(sceneId)?.rank) ?? null;
  const ranks = ranksInOrder(resolution.scenes.map(rankOf));
  return resolution.scenes.map((resolved, index) => {
    const rank = ranks[index] ?? '';
    if (resolved.sceneId === null) {
      const { shots: _shots, startLine, endLine, ...fields } = resolved.added;
      const own = { id: context.ids.create('scene'), projectId: project.id, rank, nowMs: recorder.nowMs };
      const scene = aScene({ ...fields, ...own, scriptLines: { scriptId, startLine, endLine } });
      recorder.insert('scenes', sceneToRow(scene));
      return scene.id;
    }
    const scene = sceneById.get(resolved.sceneId);
    if (scene) {
      const scriptLines = resolved.lines ? { scriptId, ...resolved.lines } : scene.scriptLines;
      const { id, ...row } = sceneToRow({ ...scene, ...resolved.patch, rank, scriptLines });
      recorder.update('scenes', id, row);
    }
    return resolved.sceneId;
  });
}

function writeShots(writer: Writer, sceneId: SceneId, { shots }: ResolvedScene): void {
  const { context, recorder, project, scriptId, digestsOf, shotById } = writer;
  const { frameRate } = project;
  const rankHere = (shot: StoryboardShot | undefined) => (shot?.sceneId === sceneId ? shot.rank : null);
  const ranks = ranksInOrder(shots.map(({ shotId }) => (shotId === null ? null : rankHere(shotById.get(shotId)))));
  const placed: Parameters<TimedRecorder['updateAll']>[2][number][] = [];
  shots.forEach((resolved, index) => {
    const rank = ranks[index] ?? '';
    if (resolved.shotId === null) {
      const { startLine, endLine, ...fields } = resolved.added;
      const own = { id: context.ids.create('shot'), rank, nowMs: recorder.nowMs, frameRate, digestsOf };
      const scene = { id: sceneId, projectId: project.id };
      const scriptLines = { scriptId, startLine, endLine };
      recorder.insert('shots', shotToRow(aShot({ ...fields, ...own, scene, scriptLines })));
      return;
    }
    const shot = shotById.get(resolved.shotId);
    if (!shot) return;
    const scriptLines = resolved.lines ? { scriptId, ...resolved.lines } : shot.scriptLines;
    if (Object.keys(resolved.patch).length > 0) {
      changeShot(recorder, shot, { ...resolved.patch, sceneId, rank, scriptLines }, digestsOf);
    } else {
      placed.push({ id: shot.id, before: placeOf(shot), after: placeOf({ sceneId, rank, scriptLines }) });
    }
  });
  recorder.updateAll('shots', ['scene_id', 'rank', 'script_id', 'script_start_line', 'script_end_line'], placed);
}

function placeOf({ sceneId, rank, scriptLines }: Place): Columns {
  return { scene_id: sceneId, rank, ...scriptLinesToColumns(scriptLines) };
}

type Place = { sceneId: SceneId; rank: string; scriptLines: ScriptLines | null };
