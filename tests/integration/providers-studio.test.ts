/** Generation with providers in a whole studio, from the connection to the ledger, against stand-ins of the services. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleClip } from '../servers/sample-media.ts';
import { hasFfmpeg } from '../support/film-check.ts';
import {
  board,
  connect,
  connectPriced,
  everything,
  firstPage,
  generateAll,
  makeProject,
  openProviderStudio,
  type ProviderStudio,
  setBoards,
  standInKey,
  standInServices,
  startService,
  takesOf,
} from '../support/provider-studio.ts';
import { upload, waitForJobs } from '../support/test-studio.ts';

/** What two clips of 720p cost, by the services' own prices or by what their stand-ins say. */
const costs: Record<string, { each: number | null; basis: 'actual' | 'estimated' }> = {
  'openai (vllm-omni)': { each: 0, basis: 'actual' },
  // 3 s at 7 cents
  gemini: { each: 210_000, basis: 'estimated' },
  // 48 credits of one cent, as the answer says
  runway: { each: 480_000, basis: 'actual' },
  luma: { each: 300_000, basis: 'estimated' },
  fal: { each: null, basis: 'estimated' },
  replicate: { each: null, basis: 'estimated' },
  openrouter: { each: 800_000, basis: 'actual' },
  comfyui: { each: 0, basis: 'actual' },
};

/** Services whose API deletes what a job left there. */
const removing = ['openai (vllm-omni)', 'gemini', 'runway', 'comfyui'];

const resolution = { generation: { resolution: '720p' } };

describe.skipIf(!hasFfmpeg)('a film made with one service', () => {
  it.each(standInServices)('$name', async ({ name, start, connection: fields, modelId }) => {
    const world = await openProviderStudio();
    const { services } = world;
    const standIn = await startService(start);
    standIn.finish('well');
    const connection = connect(world, { ...fields, baseUrl: standIn.baseUrl }, standInKey);
    expect(connection).toMatchObject({ hasKey: true, kind: fields.kind });
    expect(await services.connections.test(connection.id)).toMatchObject({ kind: 'works' });
    expect((await services.models.refresh(connection.id)).map((model) => model.modelId)).toContain(modelId);

    const prompts = ['marker-a-end', 'marker-b-end'];
    const { projectId, shotIds } = makeProject(world, {
      connectionId: connection.id,
      modelId,
      prompts,
      shot: resolution,
    });
    await setBoards(world, shotIds);
    const plan = services.generation.plan({ projectId, scope: 'all' });
    expect(plan).toMatchObject({ problems: [], overBudget: [], unknownCount: costs[name]?.each === null ? 2 : 0 });
    const jobs = await generateAll(world, projectId);
    expect(jobs.map(({ state, error }) => [state, error])).toEqual([
      ['done', null],
      ['done', null],
    ]);

    const takes = takesOf(world, shotIds);
    const { each, basis } = costs[name] ?? { each: null, basis: 'estimated' };
    expect(takes.map(({ cost }) => cost)).toEqual(Array(2).fill(each === null ? null : { amount: each, basis }));
    expect(takes.map(({ recipe }) => recipe.promptAsSent)).toEqual(prompts);
    expect(takes.map(({ recipe }) => [recipe.connectionId, recipe.modelId])).toEqual(
      Array(2).fill([connection.id, modelId]),
    );
    expect(takes.map(({ durationFrames, frameSize }) => [durationFrames, frameSize])).toEqual(
      Array(2).fill([48, { widthPx: 320, heightPx: 180 }]),
    );
    for (const { facts } of takes) expect(Object.keys(facts)).not.toEqual([]);
    for (const prompt of prompts) expect(standIn.countCreates(prompt)).toBe(1);
    const { total } = services.ledger.summary(everything);
    expect(total).toEqual({
      actual: basis === 'actual' ? 2 * (each ?? 0) : 0,
      estimated: basis === 'estimated' ? 2 * (each ?? 0) : 0,
      unassigned: 0,
      open: 0,
      entryCount: each === 0 ? 0 : 2,
      unknownCount: each === null ? 2 : 0,
    });

    const copies = services.egress.remoteCopies(firstPage).entries;
    expect(copies.filter(({ kind }) => kind === 'job')).toHaveLength(2);
    const ended = copies.filter(({ kind }) => kind === 'job').map(({ endedHow }) => endedHow);
    if (removing.includes(name)) expect(ended).toEqual(['removed', 'removed']);
    if (name === 'openai (vllm-omni)' || name === 'runway') expect(standIn.removedIds).toHaveLength(2);
    expect(standIn.wasAlwaysSignedIn()).toBe(true);
    const { entries } = services.egress.list(everything, firstPage);
    expect(entries).toHaveLength(standIn.server.requests.length);
    expect(entries.every(({ outcome }) => outcome === 'answered')).toBe(true);
    expect(world.logged).toEqual([]);
  });

  it('of all services at once adds up to the cent', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const placed = [];
    for (const { start, connection: fields, modelId, name } of standInServices) {
      const standIn = await startService(start);
      standIn.finish('well');
      const { id } = connect(world, { ...fields, label: name, baseUrl: standIn.baseUrl }, standInKey);
      await services.models.refresh(id);
      placed.push({ connectionId: id, modelId });
    }
    const [first] = placed;
    if (!first) throw new Error('there is a service');
    const { projectId, shotIds } = makeProject(world, {
      ...first,
      prompts: placed.map((_, index) => `marker-${index}-end`),
      shot: resolution,
    });
    await setBoards(world, shotIds);
    for (const [index, { connectionId, modelId }] of placed.entries()) {
      const shotId = shotIds[index];
      if (shotId) services.shots.update([shotId], { connectionId, generation: { modelId } });
    }
    const jobs = await generateAll(world, projectId);
    expect(jobs.map(({ state }) => state)).toEqual(placed.map(() => 'done'));

    const summary = services.ledger.summary({ ...everything, projectId });
    // Runway 0.48 and OpenRouter 0.80; Gemini 0.21 and Luma 0.30.
    expect(summary.total).toMatchObject({ actual: 1_280_000, estimated: 510_000, unassigned: 0, open: 0 });
    expect(summary.total).toMatchObject({ entryCount: 6, unknownCount: 2 });
    expect(summary.byConnection.map(({ label, actual, estimated }) => [label, actual + estimated]).slice(0, 4)).toEqual(
      [
        ['openrouter', 800_000],
        ['runway', 480_000],
        ['luma', 300_000],
        ['gemini', 210_000],
      ],
    );
    expect(services.ledger.budgets(projectId).project?.spent).toBe(1_790_000);
    const amounts = services.ledger
      .csv(everything)
      .text.trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[2]);
    expect(amounts.map(Number).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(1.79, 9);
    const takeCosts = takesOf(world, shotIds).map(({ cost }) => Number(cost?.amount ?? 0));
    expect(takeCosts.reduce((sum, amount) => sum + amount, 0)).toBe(1_790_000);
  });
});

describe.skipIf(!hasFfmpeg)('models of shots', () => {
  it('are exchanged in one step, which undo takes back', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const { standIn, connection, model } = await connectPriced(world);
    const other = await connectPriced(world, { label: 'Other' });
    standIn.finish('well');
    other.standIn.finish('well');
    const ref = { connectionId: connection.id, modelId: model.modelId };
    const { projectId, shotIds } = makeProject(world, { ...ref, prompts: ['marker-a-end', 'marker-b-end'] });
    await generateAll(world, projectId);
    const [, second] = shotIds;
    if (!second) throw new Error('there are two shots');

    const target = { connectionId: other.connection.id, modelId: other.model.modelId };
    const plan = services.retarget.plan({ projectId, shotIds: null, ...target });
    expect(plan).toMatchObject({ totalBefore: 400_000, totalAfter: 400_000, unknownCount: 0 });
    expect(plan.rows.map(({ from, to }) => [from.connectionId, to.connectionId])).toEqual(
      Array(2).fill([connection.id, other.connection.id]),
    );
    services.retarget.apply({ projectId, shotIds: [second], ...target });
    const jobs = await generateAll(world, projectId);
    expect(jobs.map(({ connectionId }) => connectionId)).toEqual([connection.id, other.connection.id]);
    expect([standIn.countCreates('marker-b-end'), other.standIn.countCreates('marker-b-end')]).toEqual([1, 1]);

    expect(services.history.undo(projectId).undone).toMatchObject({ key: 'retarget' });
    expect(services.generation.plan({ projectId, scope: [second] }).takes).toMatchObject([ref]);
  });

  it('go on from the last picture of the take before', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const { standIn, connection, model } = await connectPriced(world);
    standIn.finish('well');
    const { projectId, shotIds } = makeProject(world, {
      connectionId: connection.id,
      modelId: model.modelId,
      prompts: ['marker-a-end', 'marker-b-end'],
    });
    const [first, second] = shotIds;
    if (!first || !second) throw new Error('there are two shots');
    services.shots.update([second], { generation: { startsFromPrevious: true } });
    const early = services.generation.plan({ projectId, scope: [second] });
    expect(early.problems).toMatchObject([{ shotId: second, error: { code: 'PREVIOUS_TAKE_MISSING' } }]);

    await waitForJobs(world.studio, await services.generation.generate({ projectId, scope: [first] }));
    const [take] = services.takes.list(first);
    const [preview] = await services.generation.preview({ shotId: second, connectionId: null, modelId: null });
    expect(preview?.media.map(({ kind }) => kind)).toEqual(['image']);
    await waitForJobs(world.studio, await services.generation.generate({ projectId, scope: [second] }));
    const [next] = services.takes.list(second);
    expect(next?.recipe.startsFrom).toEqual({ takeId: take?.id, assetId: take?.assetId });
    const sent = standIn.videos.creates.at(-1)?.files.input_reference?.bytes;
    if (!sent) throw new Error('a picture went along');
    const [start, end] = await Promise.all([0, 47].map((frame) => pixelsOfFrame(world, frame)));
    const picture = await pixelsOf(world, sent);
    expect(difference(picture, end ?? [])).toBeLessThan(2);
    expect(difference(picture, start ?? [])).toBeGreaterThan(5);

    // Once more, exactly: the same picture, whatever the shot before has chosen since.
    const [again] = await waitForJobs(world.studio, services.generation.runAgain(next?.id ?? never(), {}));
    expect(again?.state).toBe('done');
    expect(services.takes.list(second).map(({ recipe }) => recipe.inputs)).toEqual(Array(2).fill(next?.recipe.inputs));
  });

  it('make a clip of a prompt and a picture without a project of one’s own', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const { standIn, connection, model } = await connectPriced(world);
    standIn.finish('well');
    const take = {
      prompt: 'marker-q-end, in the rain',
      frameSize: { widthPx: 320, heightPx: 180 },
      durationSeconds: 2,
      connectionId: connection.id,
      modelId: model.modelId,
    };
    expect(services.quick.plan({ ...take, hasPicture: true })).toMatchObject({ estimate: 200_000, overBudget: [] });
    const uploadId = await upload(world.studio, 'start.png', board);
    const made = await services.quick.create({ ...take, uploadId });
    const [job] = await waitForJobs(world.studio, made.jobs);
    expect(job?.state).toBe('done');
    expect(services.takes.list(made.shotId)).toMatchObject([{ cost: { amount: 200_000, basis: 'estimated' } }]);
    expect(standIn.videos.creates[0]?.files.input_reference?.mime).toMatch(/^image\//);
  });
});

describe.skipIf(!hasFfmpeg)('takes', () => {
  it('are made once more as they were, or with another prompt and seed', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const { standIn, connection, model } = await connectPriced(world);
    standIn.finish('well');
    const { projectId, shotIds } = makeProject(world, {
      connectionId: connection.id,
      modelId: model.modelId,
      prompts: ['marker-a-end'],
      shot: { generation: { seed: 7 } },
    });
    await generateAll(world, projectId);
    const [take] = takesOf(world, shotIds);
    if (!take) throw new Error('there is a take');
    // The shot goes its own way; the request stays what it was.
    services.shots.update(shotIds, { prompt: 'something else' });
    await waitForJobs(world.studio, services.generation.runAgain(take.id, {}));
    await waitForJobs(world.studio, services.generation.runAgain(take.id, { promptAsSent: 'marker-c-end', seed: 8 }));
    expect(standIn.videos.creates.map(({ fields }) => [fields.prompt, fields.seed])).toEqual([
      ['marker-a-end', '7'],
      ['marker-a-end', '7'],
      ['marker-c-end', '8'],
    ]);
    expect(takesOf(world, shotIds).map(({ takeNumber, cost }) => [takeNumber, cost?.amount])).toEqual([
      [1, 200_000],
      [2, 200_000],
      [3, 200_000],
    ]);
  });

  it('are rated and noted, and undo takes it back', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const { standIn, connection, model } = await connectPriced(world);
    standIn.finish('well');
    const { projectId, shotIds } = makeProject(world, {
      connectionId: connection.id,
      modelId: model.modelId,
      prompts: ['marker-a-end'],
    });
    await generateAll(world, projectId);
    const [take] = takesOf(world, shotIds);
    if (!take) throw new Error('there is a take');
    services.takes.update(take.id, { rating: 4 });
    services.takes.update(take.id, { note: 'the light is right' });
    expect(services.takes.get(take.id)).toMatchObject({ rating: 4, note: 'the light is right' });
    services.history.undo(projectId);
    expect(services.takes.get(take.id)).toMatchObject({ rating: 4, note: '' });
    services.history.undo(projectId);
    expect(services.takes.get(take.id)).toMatchObject({ rating: null, note: '' });
    services.history.redo(projectId);
    expect(services.takes.get(take.id)).toMatchObject({ rating: 4, note: '' });
  });
});

describe.skipIf(!hasFfmpeg)('what left', () => {
  it('is told by host, kind and size, on the page and as a file, and holds no content', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const { standIn, connection, model } = await connectPriced(world);
    standIn.finish('well');
    const { projectId, shotIds } = makeProject(world, {
      connectionId: connection.id,
      modelId: model.modelId,
      prompts: ['marker-a-end'],
    });
    await setBoards(world, shotIds);
    await generateAll(world, projectId);
    const { entries } = services.egress.list(everything, firstPage);
    const create = entries.find(({ purpose }) => purpose === 'create');
    const pictureBytes = standIn.videos.creates[0]?.files.input_reference?.bytes.byteLength;
    expect(create).toMatchObject({ method: 'POST', status: 200, outcome: 'answered', sent: { image: pictureBytes } });
    const ofProject = services.egress.list({ ...everything, projectId }, firstPage).entries;
    expect(ofProject.map(({ purpose }) => purpose).toSorted()).toEqual(['create', 'download', 'poll', 'remove']);

    const { fileName, text } = services.egress.csv(everything);
    const [head = [], ...lines] = text
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(fileName).toBe('shotwright-sent.csv');
    const column = (name: string) => lines.map((line) => line[head.indexOf(name)]);
    expect(column('purpose')).toEqual(entries.map(({ purpose }) => purpose));
    expect(column('image_bytes').map(Number)).toEqual(entries.map(({ sent }) => sent.image ?? 0));
    const [host] = services.egress.totals(everything).hosts;
    expect(column('sent_bytes').reduce((sum, bytes) => sum + Number(bytes), 0)).toBe(host?.sentBytes);
    expect(host).toMatchObject({ host: new URL(standIn.baseUrl).host, requestCount: entries.length });
    expect(text).not.toContain('marker');
  });
});

/** The colours of a picture, small and in grey. */
async function pixelsOf({ libraryDir }: ProviderStudio, bytes: Uint8Array): Promise<number[]> {
  const file = path.join(libraryDir, '..', 'sent');
  await writeFile(file, bytes);
  return readPixels(['-i', file]);
}

async function pixelsOfFrame({ libraryDir }: ProviderStudio, frame: number): Promise<number[]> {
  const file = path.join(libraryDir, '..', 'clip.mp4');
  await writeFile(file, sampleClip());
  return readPixels(['-i', file, '-vf', `select=eq(n\\,${frame})`]);
}

function readPixels(input: string[]): number[] {
  const output = ['-frames:v', '1', '-s', '64x36', '-pix_fmt', 'gray', '-f', 'rawvideo', '-'];
  return [...execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...input, ...output])];
}

function difference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

function never(): never {
  throw new Error('expected it to be there');
}
