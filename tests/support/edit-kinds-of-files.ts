/** Edits that bring files along, or that have to do with takes and models; see edit-kinds.ts. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { recordingUrl } from '#shared/contract/media-urls.ts';
import { animaticConnectionId, type TakeId } from '#shared/domain/ids.ts';
import { sampleClip } from '../servers/sample-media.ts';
import { aPicture, boardOf, type Choice, type Edit, newFormat, projectOf, send, shotOf } from './edit-places.ts';
import { type EditWorld, harbourScript, oneSecondRule, picture } from './edit-world.ts';
import { aStoryboarderFolder } from './storyboarder-folder.ts';
import { createWav } from './wav.ts';

const sketch = {
  version: 1 as const,
  frameSize: { widthPx: 32, heightPx: 18 },
  layers: [{ id: 1, name: 'Ink', isVisible: true, opacity: 100, items: [] }],
};

export const mediaEdits: Record<string, Edit> = {
  'shots.setBoard': async (world, choice) => {
    const shot = await shotOf(world, choice);
    if (shot) await world.client.shots.setBoard({ shotId: shot.id, uploadId: await aPicture(world, choice) });
  },
  'shots.setVoice': async (world, choice) => {
    const shot = await shotOf(world, choice);
    const wav = createWav({ seconds: 0.1, hertz: 200 + choice.number(4) });
    if (shot) await world.client.shots.setVoice({ shotId: shot.id, uploadId: await send(world, 'voice.wav', wav) });
  },
  'shots.addMedia': async (world, choice) => {
    const shot = await shotOf(world, choice);
    const role = choice.of(['last-frame', 'reference'] as const) ?? 'reference';
    if (shot) await world.client.shots.addMedia({ shotId: shot.id, uploadId: await aPicture(world, choice), role });
  },
  'shots.clearMedia': async (world, choice) => {
    const shots = (await boardOf(world, choice))?.shots ?? [];
    const what = choice.of(['board', 'voice'] as const) ?? 'board';
    const shotIds = shots.map(({ id }) => id);
    if (shotIds.length > 0) await world.client.shots.clearMedia({ shotIds, what });
  },
  'boards.fromFiles': async (world, choice) => {
    const board = await boardOf(world, choice);
    const scene = choice.of(board?.scenes ?? []);
    if (!board || !scene) return;
    const shotIds = choice.some(board.shots).map(({ id }) => id);
    const uploadIds = [await aPicture(world, choice), await aPicture(world, choice)];
    await world.client.boards.fromFiles({ uploadIds, shotIds, sceneId: scene.id, afterShotId: null });
  },
  'sketches.save': async (world, choice) => {
    const shot = await shotOf(world, choice);
    if (shot) await world.client.sketches.save({ shotId: shot.id, uploadId: await aPicture(world, choice), sketch });
  },
  'boards.fromFrame': async (world, choice) => {
    const shots = (await boardOf(world, choice))?.shots ?? [];
    const [shot, from] = [choice.of(shots), choice.of(shots.filter(({ selectedTake }) => selectedTake !== null))];
    const assetId = from?.selectedTake?.assetId;
    if (shot && assetId) await world.client.boards.fromFrame({ shotId: shot.id, assetId, atMicros: 0 });
  },
  'boards.fromVideo': async (world, choice) => {
    const shot = await shotOf(world, choice);
    if (!shot) return;
    const uploadId = await send(world, 'clip.mp4', sampleClip());
    await world.client.boards.fromVideo({ shotId: shot.id, uploadId, atMicros: choice.number(3) * 500_000 });
  },
  'boards.closeOutside': async (world, choice) => {
    const shot = choice.of(((await boardOf(world, choice))?.shots ?? []).filter((each) => each.boardAssetId !== null));
    if (!shot) return;
    const { fileName } = await world.client.boards.openOutside({ shotId: shot.id });
    writeFileSync(path.join(world.libraryDir, 'boards-open', fileName), picture(10 + choice.number(4)));
    await world.client.boards.closeOutside({ shotId: shot.id });
  },
  'recordings.keep': async (world, choice) => {
    const shot = await shotOf(world, choice);
    if (!shot) return;
    const { recordingId } = await world.client.recordings.begin({ shotId: shot.id });
    const address = `http://studio${recordingUrl(recordingId)}?offset=0`;
    await world.studio.handleMedia(new Request(address, { method: 'PUT', body: Buffer.from(world.recording) }));
    await world.client.recordings.keep({ recordingId });
  },
};

export const takeEdits: Record<string, Edit> = {
  'takes.select': async (world, choice) => {
    const shot = choice.of(((await boardOf(world, choice))?.shots ?? []).filter(({ takeCount }) => takeCount > 0));
    if (!shot) return;
    const takes = await world.client.takes.list({ shotId: shot.id });
    const takeId: TakeId | null = choice.of([null, ...takes.map(({ id }) => id)]) ?? null;
    await world.client.takes.select({ shotId: shot.id, takeId });
  },
  'takes.update': async (world, choice) => {
    const shot = choice.of(((await boardOf(world, choice))?.shots ?? []).filter(({ takeCount }) => takeCount > 0));
    const take = shot && choice.of(await world.client.takes.list({ shotId: shot.id }));
    const patch = choice.of([{ rating: choice.number(5) + 1 }, { rating: null }, { note: `N${choice.number(9)}` }]);
    if (take) await world.client.takes.update({ takeId: take.id, ...patch });
  },
  'generation.retarget': async (world, choice) => {
    const board = await boardOf(world, choice);
    if (!board) return;
    const shotIds = choice.some(board.shots).map(({ id }) => id);
    const model = { connectionId: animaticConnectionId, modelId: 'animatic' };
    const { id: projectId } = board.project;
    await world.client.generation.retarget({ projectId, shotIds: shotIds.length > 0 ? shotIds : null, ...model });
  },
  'generation.quickCreate': async (world, choice) => {
    const uploadId = choice.number(2) === 0 ? await aPicture(world, choice) : null;
    const model = { connectionId: animaticConnectionId, modelId: 'animatic' };
    const wish = { prompt: 'A boat.', frameSize: newFormat.frameSize, durationSeconds: 1, ...model };
    await world.client.generation.quickCreate({ ...wish, uploadId, isQueued: false });
  },
  'assist.makeBoard': async (world, choice) => {
    const shot = await shotOf(world, choice);
    const model = { connectionId: world.connectionId, modelId: 'gpt-image-2' };
    if (shot) await world.client.assist.makeBoard({ shotId: shot.id, ...model, prompt: 'A pier.', fromBoard: false });
  },
  'assist.speak': async (world, choice) => {
    const shot = choice.of(((await boardOf(world, choice))?.shots ?? []).filter(({ dialogue }) => dialogue !== ''));
    const model = { connectionId: world.connectionId, modelId: 'gpt-4o-mini-tts' };
    if (shot) await world.client.assist.speak({ shotId: shot.id, ...model, voice: 'alloy', instructions: '' });
  },
  'assist.createShots': async (world, choice) => {
    const board = await boardOf(world, choice);
    if (!board) return;
    const scene = choice.of(board.scenes);
    const target =
      scene && choice.number(2) === 0
        ? { kind: 'scene' as const, sceneId: scene.id }
        : { kind: 'new-scene' as const, projectId: board.project.id, heading: 'INT. DRAFT', synopsis: 'Much.' };
    const draft = { title: 'Drafted', prompt: '@Mara waits.', seconds: 1, cameraMove: 'static' as const };
    const dialogue = [{ character: 'MARA', line: 'So.' }];
    await world.client.assist.createShots({
      target,
      shots: [
        { ...draft, dialogue },
        { ...draft, dialogue: [] },
      ],
    });
  },
};

export const importEdits: Record<string, Edit> = {
  'scripts.import': async (world, choice) => {
    const projectId = choice.number(3) === 0 ? null : ((await projectOf(world, choice)) ?? null);
    const text = `INT. ROOM ${choice.number(9)} - DAY\n\nA door opens.\n\nMARA\nYes.\n`;
    const uploadId = await send(world, 'a.fountain', Buffer.from(text));
    await world.client.scripts.import({ uploadId, projectId, title: '', ...newFormat, durationRule: oneSecondRule });
  },
  'scripts.update': async (world, choice) => {
    const projectId = await projectOf(world, choice);
    if (!projectId || !(await world.client.scripts.get({ projectId }))) return;
    const uploadId = await send(world, 'draft.fountain', Buffer.from(draftOf(choice)));
    const { basis } = await world.client.scripts.compare({ projectId, uploadId });
    const choices = { keepsOrder: choice.number(2) === 0, decisions: {} };
    await world.client.scripts.update({ projectId, uploadId, basis, choices });
  },
  'scripts.createShot': async (world, choice) => {
    const board = await boardOf(world, choice);
    const [script, scene] = [
      board && (await world.client.scripts.get({ projectId: board.project.id })),
      choice.of(board?.scenes ?? []),
    ];
    if (!script || !scene) return;
    const scriptLines = { scriptId: script.id, startLine: 3, endLine: 3 };
    await world.client.scripts.createShot({ sceneId: scene.id, afterShotId: null, scriptLines });
  },
  'imports.run': async (world, choice) => {
    const projectId = choice.number(3) === 0 ? null : ((await projectOf(world, choice)) ?? null);
    const source = await choice.of([tableSource, subtitleSource, storyboarderSource])?.(world);
    if (!source) return;
    const target = { projectId, title: '', ...newFormat };
    for await (const event of await world.client.imports.run({ source, target })) void event;
  },
};

/** The script of the first project with another line, another scene, or one scene less. */
function draftOf(choice: Choice): string {
  const more = `INT. ROOM ${choice.number(9)} - DAY\n\nA door opens.\n`;
  const drafts = [harbourScript.replace('She turns.', 'She runs.'), `${harbourScript}\n${more}`, more];
  return choice.of(drafts) ?? more;
}

async function tableSource(world: EditWorld) {
  const text = 'Scene,Prompt,Tags,Size\nA,See @Mara.,night,wide\nB,Rain.,,\n';
  const uploadId = await send(world, 'shots.csv', Buffer.from(text));
  return { kind: 'table' as const, uploadId, hasHead: null, firstRow: null, fields: null, durationUnit: null };
}

async function subtitleSource(world: EditWorld) {
  const text = '1\n00:00:00,000 --> 00:00:00,100\nOne.\n\n2\n00:00:00,150 --> 00:00:00,200\nTwo.\n';
  const uploadId = await send(world, 'a.srt', Buffer.from(text));
  const placement = { placement: 'onto-shots' as const, filled: 'append' as const, hasSpeakers: false };
  return { kind: 'subtitles' as const, uploadId, ...placement };
}

async function storyboarderSource(world: EditWorld) {
  const [project, ...others] = aStoryboarderFolder();
  if (!project) throw new Error('a folder has a project');
  const sendFile = async (file: { path: string; bytes: Uint8Array }) => ({
    path: file.path,
    uploadId: await send(world, file.path.replace(/^.*\//, ''), file.bytes),
  });
  const files = await Promise.all(others.map(sendFile));
  const paths = others.map((file) => file.path);
  return {
    kind: 'storyboarder' as const,
    projects: [await sendFile(project)],
    script: null,
    paths,
    files,
    chosenId: null,
  };
}
