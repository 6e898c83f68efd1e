/** What an edit of some fields is called among the steps to undo. */
import type { ScenePatch, ShotPatch } from '#shared/contract/schemas.ts';
import type { HistoryKey } from '#shared/domain/history.ts';

const shotLabels: Record<keyof ShotPatch, HistoryKey> = {
  title: 'editTitle',
  prompt: 'editPrompt',
  action: 'editAction',
  dialogue: 'editDialogue',
  notes: 'editNotes',
  durationFrames: 'setDuration',
  shotSize: 'setShotSize',
  angle: 'setAngle',
  lensMm: 'setLens',
  cameraMove: 'setCamera',
  framing: 'setFraming',
  status: 'setStatus',
  colour: 'setColour',
  tags: 'setTags',
  customFields: 'setField',
  connectionId: 'setGeneration',
  generation: 'setGeneration',
};

const sceneLabels: Partial<Record<keyof ScenePatch, HistoryKey>> = {
  heading: 'renameScene',
  sceneNumber: 'numberScene',
  colour: 'setSceneColour',
};

/** Names the one field that all patches change; several are an edit of the shot. */
export function labelOfShotEdit(...patches: readonly ShotPatch[]): HistoryKey {
  // A camera move takes the place of what was drawn.
  const fields = patches.flatMap((patch) =>
    fieldsOf(patch).filter((field) => field !== 'framing' || patch.cameraMove === undefined),
  );
  return onlyLabel(fields.map((field) => shotLabels[field])) ?? 'updateShot';
}

/** The same for a scene. */
export function labelOfSceneEdit(patch: ScenePatch): HistoryKey {
  return onlyLabel(fieldsOf(patch).map((field) => sceneLabels[field] ?? 'updateScene')) ?? 'updateScene';
}

function fieldsOf<Patch extends object>(patch: Patch): Array<keyof Patch> {
  return (Object.keys(patch) as Array<keyof Patch>).filter((field) => patch[field] !== undefined);
}

function onlyLabel(labels: readonly HistoryKey[]): HistoryKey | null {
  const [label = null] = labels;
  return labels.every((one) => one === label) ? label : null;
}
