/**
 * One edit of every kind that the contract knows, made at a place that a number chooses, whatever was done before. Where
 * there is nothing to edit, nothing is done.
 */
import type { ShotPatch } from '#shared/contract/schemas.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import { middleOf } from '#shared/domain/shot-parts.ts';
import { templateIds } from '#shared/domain/template.ts';
import type { Frames } from '#shared/domain/time.ts';
import { importEdits, mediaEdits, takeEdits } from './edit-kinds-of-files.ts';
import {
  aPicture,
  anchorIn,
  boardOf,
  type Edit,
  elementOf,
  newFormat,
  projectOf,
  send,
  shotOf,
  soundOf,
} from './edit-places.ts';
import { oneSecondRule } from './edit-world.ts';
import { createWav } from './wav.ts';

const whole = { left: 0, top: 0, size: 1 };
const unknownField = 'field_0000000000000001';
const shotPatches = [
  { title: 'Turned', prompt: 'A wide pier, @Mara and @Ink in it.', durationFrames: 7 as Frames },
  { shotSize: 'wide', angle: 'low', lensMm: 35, action: '@Mara turns.' },
  { framing: { start: whole, end: { left: 0.25, top: 0, size: 0.5 }, easing: 'linear' }, lensMm: null },
  { tags: ['night', 'stunt'], colour: 'teal', status: 'review' },
  { customFields: { [unknownField]: 'Unit B' }, status: 'omitted' },
  { framing: null, tags: [], colour: null, dialogue: 'MARA: One.\nMARA: Two.' },
  { cameraMove: { kind: 'push-in', strength: 0.5 }, notes: 'For people.' },
  { connectionId: animaticConnectionId, generation: { seed: 7, negativePrompt: 'rain', settings: { steps: 4 } } },
  { connectionId: null, generation: { seed: null, settings: { steps: null }, startsFromPrevious: true } },
  { generation: { lastFrameAssetId: null, referenceAssetIds: [] }, action: '' },
] as ShotPatch[];

const projectEdits: Record<string, Edit> = {
  'projects.create': ({ client }, choice) => client.projects.create({ title: `P${choice.number(99)}`, ...newFormat }),
  'projects.update': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    const patch = choice.of([
      { title: `T${choice.number(99)}`, styleNotes: 'dark' },
      { frameSize: { widthPx: 480, heightPx: 270 } },
      { durationRule: oneSecondRule, budget: { perJob: null, perMonth: null } },
    ]);
    if (projectId && patch) await world.client.projects.update({ projectId, patch });
  },
  'projects.delete': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    if (projectId) await world.client.projects.delete({ projectId });
  },
  'projects.createFromTemplate': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    const template =
      projectId && choice.number(2) === 0
        ? { kind: 'project' as const, projectId, withPictures: choice.number(2) === 0 }
        : { kind: 'built-in' as const, id: choice.of(templateIds) ?? 'ad' };
    await world.client.projects.createFromTemplate({ project: { title: 'Copy', ...newFormat }, template });
  },
  'projects.createSample': ({ client }) => client.projects.createSample({}),
  'projects.setNumbersLocked': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    if (!projectId) return;
    const { project } = await world.client.storyboard.get({ projectId });
    await world.client.projects.setNumbersLocked({ projectId, areLocked: !project.areNumbersLocked });
  },
  'projects.createField': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    const field = { name: `F${choice.number(99)}`, kind: 'choice' as const, choices: ['A', 'B'] };
    if (projectId) await world.client.projects.createField({ projectId, field });
  },
  'projects.updateField': async (world, choice) => {
    const board = await boardOf(world, choice);
    const field = choice.of(board?.project.customFieldDefinitions ?? []);
    const patch = { name: `G${choice.number(99)}`, position: choice.number(3) };
    if (board && field)
      await world.client.projects.updateField({ projectId: board.project.id, fieldId: field.id, patch });
  },
  'projects.deleteField': async (world, choice) => {
    const board = await boardOf(world, choice);
    const field = choice.of(board?.project.customFieldDefinitions ?? []);
    if (board && field) await world.client.projects.deleteField({ projectId: board.project.id, fieldId: field.id });
  },
  'trash.restore': async ({ client }, choice) => {
    const all = await client.trash.list({});
    const entries = choice.number(2) === 0 ? all.slice(0, 1) : choice.some(all);
    const named = entries.map(({ kind, id }) => ({ kind, id }));
    if (named.length > 0) await client.trash.restore({ entries: named });
  },
};

const sceneEdits: Record<string, Edit> = {
  'scenes.create': async (world, choice) => {
    const board = await boardOf(world, choice);
    const afterSceneId = choice.of([null, ...(board?.scenes ?? []).map(({ id }) => id)]) ?? null;
    if (board) await world.client.scenes.create({ projectId: board.project.id, afterSceneId, heading: 'INT. NEW' });
  },
  'scenes.update': async (world, choice) => {
    const scene = choice.of((await boardOf(world, choice))?.scenes ?? []);
    const patch = choice.of([
      { heading: `S${choice.number(99)}`, synopsis: 'Much.' },
      { sceneNumber: `${choice.number(40) + 1}B` },
      { sceneNumber: null, colour: 'red' as const, notes: 'For people.' },
    ]);
    if (scene && patch) await world.client.scenes.update({ sceneId: scene.id, patch });
  },
  'scenes.move': async (world, choice) => {
    const scenes = (await boardOf(world, choice))?.scenes ?? [];
    const [scene, after] = [choice.of(scenes), choice.of([null, ...scenes])];
    if (scene && after?.id !== scene.id) {
      await world.client.scenes.move({ sceneId: scene.id, afterSceneId: after?.id ?? null });
    }
  },
  'scenes.delete': async (world, choice) => {
    const scene = choice.of((await boardOf(world, choice))?.scenes ?? []);
    if (scene) await world.client.scenes.delete({ sceneIds: [scene.id] });
  },
};

const shotEdits: Record<string, Edit> = {
  'shots.create': async (world, choice) => {
    const board = await boardOf(world, choice);
    const scene = choice.of(board?.scenes ?? []);
    const afterShotId = choice.of(board?.shots.filter(({ sceneId }) => sceneId === scene?.id) ?? [])?.id ?? null;
    if (scene) await world.client.shots.create({ sceneId: scene.id, afterShotId, prompt: 'See @Mara.' });
  },
  'shots.update': async (world, choice) => {
    const shots = (await boardOf(world, choice))?.shots ?? [];
    const [one, patch] = [choice.of(shots), choice.of(shotPatches)];
    const wanted = choice.number(2) === 0 ? choice.some(shots) : one ? [one] : [];
    const shotIds = wanted.map(({ id }) => id);
    const typingKey = choice.of([undefined, 'one field']);
    if (shotIds.length > 0 && patch) {
      await world.client.shots.update({ shotIds, patch, ...(typingKey !== undefined && { typingKey }) });
    }
  },
  'shots.updateEach': async (world, choice) => {
    const shots = (await boardOf(world, choice))?.shots ?? [];
    const changes = [choice.some(shots), choice.some(shots), shots].flatMap((some) => {
      const patch = choice.of(shotPatches);
      return patch && some.length > 0 ? [{ shotIds: some.map(({ id }) => id), patch }] : [];
    });
    if (changes.length > 0) await world.client.shots.updateEach({ changes });
  },
  'shots.move': async (world, choice) => {
    const board = await boardOf(world, choice);
    const [scene, one] = [choice.of(board?.scenes ?? []), choice.of(board?.shots ?? [])];
    const afterShotId = choice.of(board?.shots.filter(({ sceneId }) => sceneId === scene?.id) ?? [])?.id ?? null;
    const shotIds = [...new Set([one, ...choice.some(board?.shots ?? [])].flatMap((shot) => shot?.id ?? []))];
    if (scene && shotIds.length > 0) await world.client.shots.move({ shotIds, sceneId: scene.id, afterShotId });
  },
  'shots.split': async (world, choice) => {
    const shot = choice.of(((await boardOf(world, choice))?.shots ?? []).filter((each) => each.durationFrames > 1));
    if (!shot) return;
    const { dialogueAt } = middleOf(shot);
    const atFrame = (choice.number(shot.durationFrames - 1) + 1) as Frames;
    await world.client.shots.split({ shotId: shot.id, atFrame, dialogueAt });
  },
  'shots.merge': async (world, choice) => {
    const board = await boardOf(world, choice);
    const runs = (board?.scenes ?? []).map(({ id }) => board?.shots.filter(({ sceneId }) => sceneId === id) ?? []);
    const run = choice.of(runs.filter(({ length }) => length > 1)) ?? [];
    const start = choice.number(run.length - 1);
    const shotIds = run.slice(start, start + 2 + choice.number(2)).map(({ id }) => id);
    if (shotIds.length > 1) await world.client.shots.merge({ shotIds });
  },
  'shots.paste': async (world, choice) => {
    const [from, to] = [await boardOf(world, choice), await boardOf(world, choice)];
    const [scene, one] = [choice.of(to?.scenes ?? []), choice.of(from?.shots ?? [])];
    const afterShotId = choice.of(to?.shots.filter(({ sceneId }) => sceneId === scene?.id) ?? [])?.id ?? null;
    const shotIds = [...new Set([one, ...choice.some(from?.shots ?? [])].flatMap((shot) => shot?.id ?? []))];
    const mode = choice.of(['copy', 'cut'] as const) ?? 'copy';
    const withElements = choice.number(2) === 0;
    if (!scene || shotIds.length === 0) return;
    await world.client.shots.paste({ shotIds, mode, sceneId: scene.id, afterShotId, withElements });
  },
  'shots.duplicate': async (world, choice) => {
    const shot = await shotOf(world, choice);
    if (shot) await world.client.shots.duplicate({ shotIds: [shot.id] });
  },
  'shots.delete': async (world, choice) => {
    const shot = await shotOf(world, choice);
    if (shot) await world.client.shots.delete({ shotIds: [shot.id] });
  },
};

const elementEdits: Record<string, Edit> = {
  'elements.create': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    const kind = choice.of(['character', 'style', 'place'] as const) ?? 'style';
    if (projectId) await world.client.elements.create({ projectId, kind, name: `E${choice.number(99)}` });
  },
  'elements.update': async (world, choice) => {
    const element = await elementOf(world, choice);
    const patch = choice.of([
      { name: `R${choice.number(99)}` },
      { description: `Of ${choice.number(9)} words.` },
      { kind: 'style' as const, isInEveryPrompt: true },
      { kind: 'character' as const, consentNote: { who: 'Mara' } },
    ]);
    if (element && patch) await world.client.elements.update({ elementId: element.id, patch });
  },
  'elements.delete': async (world, choice) => {
    const element = await elementOf(world, choice);
    if (element) await world.client.elements.delete({ elementIds: [element.id] });
  },
  'elements.addReference': async (world, choice) => {
    const element = await elementOf(world, choice);
    if (!element) return;
    for (const uploadId of [await aPicture(world, choice), await aPicture(world, choice)]) {
      await world.client.elements.addReference({ elementId: element.id, uploadId });
    }
  },
  'elements.moveReference': async (world, choice) => {
    const element = await elementOf(world, choice);
    // To the end of them.
    const [assetId] = element ? element.referenceAssetIds : [];
    if (!element || !assetId) return;
    await world.client.elements.moveReference({ elementId: element.id, assetId, beforeAssetId: null });
  },
  'elements.removeReference': async (world, choice) => {
    const element = await elementOf(world, choice);
    const assetId = choice.of(element ? element.referenceAssetIds : []);
    if (element && assetId) await world.client.elements.removeReference({ elementId: element.id, assetId });
  },
};

const soundEdits: Record<string, Edit> = {
  'sound.createLane': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    const kind = choice.of(['music', 'effects', 'voice'] as const) ?? 'music';
    if (projectId) await world.client.sound.createLane({ projectId, kind, name: `L${choice.number(9)}` });
  },
  'sound.updateLane': async (world, choice) => {
    const lane = choice.of((await soundOf(world, choice))?.lanes ?? []);
    const patch = { gainDb: -choice.number(40), isMuted: choice.number(2) === 0 };
    if (lane) await world.client.sound.updateLane({ laneId: lane.id, patch });
  },
  'sound.moveLane': async (world, choice) => {
    const lanes = (await soundOf(world, choice))?.lanes ?? [];
    const [lane, after] = [choice.of(lanes), choice.of([null, ...lanes])];
    if (lane && after?.id !== lane.id) {
      await world.client.sound.moveLane({ laneId: lane.id, afterLaneId: after?.id ?? null });
    }
  },
  'sound.deleteLane': async (world, choice) => {
    const lane = choice.of((await soundOf(world, choice))?.lanes ?? []);
    if (lane) await world.client.sound.deleteLane({ laneId: lane.id });
  },
  'sound.addClip': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    if (!projectId) return;
    const { lanes } = await world.client.sound.get({ projectId });
    const lane = choice.of([null, ...lanes]);
    const uploadId = await send(world, 'rain.wav', createWav({ seconds: 0.5, hertz: 300 + choice.number(4) }));
    const anchor = await anchorIn(world, projectId, choice);
    const place = lane ? { laneId: lane.id } : { newLane: { projectId, kind: 'music' as const, name: 'Music' } };
    await world.client.sound.addClip({ ...place, uploadId, anchor });
  },
  'sound.updateClip': async (world, choice) => {
    const clip = choice.of((await soundOf(world, choice))?.clips ?? []);
    if (!clip) return;
    const anchor = await anchorIn(world, clip.projectId, choice);
    await world.client.sound.updateClip({
      clipId: clip.id,
      patch: { anchor, gainDb: -choice.number(40), fadeInFrames: 2 },
    });
  },
  'sound.splitClip': async (world, choice) => {
    const clip = choice.of((await soundOf(world, choice))?.clips ?? []);
    if (!clip) return;
    const atSourceMs = Math.floor((clip.trimInMs + clip.trimOutMs) / 2);
    const anchor = await anchorIn(world, clip.projectId, choice);
    if (atSourceMs > clip.trimInMs) await world.client.sound.splitClip({ clipId: clip.id, atSourceMs, anchor });
  },
  'sound.deleteClips': async (world, choice) => {
    const clip = choice.of((await soundOf(world, choice))?.clips ?? []);
    if (clip) await world.client.sound.deleteClips({ clipIds: [clip.id] });
  },
};

/** By the name of the procedure. */
export const editKinds: Readonly<Record<string, Edit>> = {
  ...projectEdits,
  ...sceneEdits,
  ...shotEdits,
  ...mediaEdits,
  ...takeEdits,
  ...elementEdits,
  ...soundEdits,
  ...importEdits,
};
