/** Locked numbers: what has one keeps it, and what comes in gets one that nobody had. */
import type { ReadDb } from '#main/db/database.ts';
import { type EditRecorder, unborn } from '#main/db/edit-log.ts';
import { findProject } from '#main/db/project-repository.ts';
import { listScenes } from '#main/db/scene-repository.ts';
import { listStoryboardShots } from '#main/db/shot-repository.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import { newSceneNumbers, newShotNumbers } from '#shared/domain/locked-numbers.ts';
import { sceneNumbers, shotNumbers } from '#shared/domain/numbering.ts';

/** Numbers scenes and shots that have no number of their own, where the project's numbers are locked. */
export function numberWhatIsNew(recorder: EditRecorder, db: ReadDb, projectId: ProjectId): void {
  if (!findProject(db, projectId)?.areNumbersLocked) return;
  const ofScenes = newSceneNumbers(listScenes(db, projectId), takenNumbers(db, 'scenes', projectId));
  for (const [id, number] of ofScenes) recorder.update('scenes', id, { locked_number: number });
  const numberOf = new Map(listScenes(db, projectId).map(({ id, lockedNumber }) => [id, lockedNumber ?? '']));
  const ofShots = newShotNumbers<ShotId, SceneId>(
    listStoryboardShots(db, projectId),
    (sceneId) => numberOf.get(sceneId) ?? '',
    takenNumbers(db, 'shots', projectId),
  );
  for (const [id, number] of ofShots) recorder.update('shots', id, { locked_number: number });
}

/** Also of what is in the trash: it may come back. */
function takenNumbers(db: ReadDb, table: 'scenes' | 'shots', projectId: ProjectId): Set<string> {
  const rows = db
    .prepare<[ProjectId], { locked_number: string }>(
      `SELECT locked_number FROM ${table}
       WHERE project_id = ? AND locked_number IS NOT NULL AND coalesce(deleted_at_ms, 0) <> ${unborn}`,
    )
    .all(projectId);
  return new Set(rows.map(({ locked_number }) => locked_number));
}

/** Every scene and shot keeps the number that it has now. */
export function lockNumbers(recorder: EditRecorder, db: ReadDb, projectId: ProjectId): void {
  const scenes = listScenes(db, projectId);
  const shots = listStoryboardShots(db, projectId);
  sceneNumbers(scenes).forEach((number, index) => {
    const scene = scenes[index];
    if (scene) recorder.update('scenes', scene.id, { locked_number: number });
  });
  writeNumbers(recorder, shots, shotNumbers(scenes, shots));
  recorder.update('projects', projectId, { are_numbers_locked: 1 });
}

/** Numbers follow from the order again, also of what is in the trash. */
export function unlockNumbers(recorder: EditRecorder, db: ReadDb, projectId: ProjectId): void {
  for (const table of ['scenes', 'shots'] as const) {
    const rows = db
      .prepare<[ProjectId], { id: string; locked_number: string }>(
        `SELECT id, locked_number FROM ${table} WHERE project_id = ? AND locked_number IS NOT NULL`,
      )
      .all(projectId);
    const changes = rows.map(({ id, locked_number }) => ({
      id,
      before: { locked_number },
      after: { locked_number: null },
    }));
    recorder.updateAll(table, ['locked_number'], changes);
  }
  recorder.update('projects', projectId, { are_numbers_locked: 0 });
}

function writeNumbers(
  recorder: EditRecorder,
  shots: ReadonlyArray<{ id: ShotId; lockedNumber: string | null }>,
  numbers: ReadonlyMap<ShotId, string>,
): void {
  const rows = shots.map(({ id, lockedNumber }) => ({
    id,
    before: { locked_number: lockedNumber },
    after: { locked_number: numbers.get(id) ?? null },
  }));
  recorder.updateAll('shots', ['locked_number'], rows);
}
