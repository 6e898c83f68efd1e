import { describe, expect, it } from 'vitest';
import { listTakes } from '#main/db/take-repository.ts';
import type { JobId, ShotId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import {
  createGenerationWorld,
  type FakeStudio,
  type GenerationWorld,
} from '../../../tests/support/generation-world.ts';

function allEnded(world: GenerationWorld): boolean {
  return world.jobs().every(({ state }) => isEnded(state));
}

function statesOf(world: GenerationWorld): string[] {
  return world.jobs().map(({ state }) => state);
}

/** Runs one job until it is in this state. */
async function reach(world: GenerationWorld, studio: FakeStudio, state: string): Promise<JobId> {
  const { id } = studio.queue.enqueue(world.newJob());
  await world.timers.runUntil(() => statesOf(world)[0] === state);
  return id;
}

describe('generating a take', () => {
  it('sends, waits, fetches, and writes a numbered take that becomes the selected one', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    const { id } = studio.queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));

    const shotId = world.shotIds[0] as ShotId;
    const [take] = listTakes(world.context.db, shotId);
    expect(take).toMatchObject({
      shotId,
      jobId: id,
      takeNumber: 1,
      durationFrames: 48,
      frameSize: { widthPx: 320, heightPx: 180 },
      modelId: 'fake',
      isOutdated: false,
      recipe: world.recipe(0),
    });
    expect(world.jobs()[0]).toMatchObject({
      state: 'done',
      label: '1 Harbour',
      attemptCount: 1,
      error: null,
      result: { kind: 'take', takeId: take?.id, takeNumber: 1 },
    });
    expect(selectedTakeOf(world, shotId)).toBe(take?.id);
    expect(studio.takes.map((created) => created.id)).toEqual([take?.id]);
    expect([...world.server.creates.values()]).toEqual([1]);
    expect(world.staged.size).toBe(0);
    expect(world.errors).toEqual([]);
  });

  it('asks for each of many jobs less often, so that a connection is not asked all the time', async () => {
    const pollsOf = async (jobCount: number) => {
      const world = createGenerationWorld();
      world.server.pollsNeeded = 1_000_000;
      const { queue } = world.start({ concurrency: jobCount });
      for (let count = 0; count < jobCount; count += 1) queue.enqueue(world.newJob());
      await world.timers.advance(20_000);
      return [...world.server.jobs.values()].reduce((sum, { polls }) => sum + polls, 0);
    };
    expect(await pollsOf(2)).toBeGreaterThan(30);
    // Ten a second, and the first look at each.
    expect(await pollsOf(100)).toBeLessThanOrEqual(10 * 20 + 100 + 30);
  });

  it('numbers takes on and keeps the selected one while it is up to date', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    for (let count = 0; count < 3; count += 1) studio.queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    const takes = listTakes(world.context.db, world.shotIds[0] as ShotId);
    expect(takes.map(({ takeNumber }) => takeNumber)).toEqual([1, 2, 3]);
    expect(selectedTakeOf(world, world.shotIds[0] as ShotId)).toBe(takes[0]?.id);
  });

  it('replaces a selected take that is outdated', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    studio.queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    world.context.db.prepare(`UPDATE shots SET recipe_digest = 'changed'`).run();
    studio.queue.enqueue(world.newJob(0, { recipeDigest: 'changed' }));
    await world.timers.runUntil(() => allEnded(world));
    const takes = listTakes(world.context.db, world.shotIds[0] as ShotId);
    expect(takes.map(({ isOutdated }) => isOutdated)).toEqual([true, false]);
    expect(selectedTakeOf(world, world.shotIds[0] as ShotId)).toBe(takes[1]?.id);
  });

  it.each([
    ['frame size', `UPDATE projects SET width_px = 640`],
    ['frame rate', `UPDATE projects SET frame_rate_numerator = 25`],
    ['recipe', `UPDATE shots SET recipe_digest = 'changed'`],
  ])('makes a take outdated when the %s changes', async (_what, sql) => {
    const world = createGenerationWorld();
    world.start().queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    world.context.db.prepare(sql).run();
    expect(listTakes(world.context.db, world.shotIds[0] as ShotId)[0]?.isOutdated).toBe(true);
  });

  it('gives a shot in the trash its take', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    await reach(world, studio, 'running');
    world.context.db.prepare(`UPDATE shots SET deleted_at_ms = 5`).run();
    await world.timers.runUntil(() => allEnded(world));
    expect(world.takeCounts()).toEqual([1]);
  });

  it('drops the file of an erased shot and is done', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    await reach(world, studio, 'running');
    world.context.db.prepare(`DELETE FROM shots WHERE id = ?`).run(world.shotIds[0]);
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', result: null });
    expect(world.takeCounts()).toEqual([0]);
    expect(world.staged.size).toBe(0);
  });

  it('sends nothing for a shot that was erased while the job waited', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    studio.queue.enqueue(world.newJob());
    world.context.db.prepare(`DELETE FROM shots WHERE id = ?`).run(world.shotIds[0]);
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', result: null });
    expect(world.server.creates.size).toBe(0);
  });

  it('stops the work of a job that was erased with its project', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    await reach(world, studio, 'running');
    world.context.db.prepare(`DELETE FROM projects`).run();
    await world.timers.runAll();
    expect(world.jobs()).toEqual([]);
    expect(studio.queue.queueState()).toMatchObject({ activeCount: 0, waitingCount: 0 });
  });

  it('is done although no thumbnail could be made: they are made again when asked for', async () => {
    const world = createGenerationWorld();
    world.thumbnailError = new Error('no ffmpeg');
    world.start().queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    expect(statesOf(world)).toEqual(['done']);
    expect(world.errors).toEqual(['take.thumbnailFailed']);
  });

  it('fails what the adapter cannot make before anything is sent', async () => {
    const world = createGenerationWorld();
    world.start().queue.enqueue(world.newJob(0, { modelId: 'fake', durationFrames: 0 as never }));
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'failed' });
    expect(world.server.creates.size).toBe(0);
  });
});

describe('what a provider answers', () => {
  it.each([
    ['fail', 'failed', 1],
    ['refuse', 'refused', 0],
    ['refuse-later', 'refused', 1],
    ['reject', 'failed', 0],
  ] as const)('ends a job whose plan is to %s as %s, and never repeats it', async (plan, state, creates) => {
    const world = createGenerationWorld();
    world.server.plans.push(plan);
    world.start().queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state, error: { code: 'FFMPEG_FAILED' }, attemptCount: 1 });
    expect(world.server.creates.size).toBe(creates);
  });

  it('waits as long as a rate limit asks, then makes a new attempt', async () => {
    const world = createGenerationWorld();
    world.server.plans.push('busy');
    world.start().queue.enqueue(world.newJob());
    await world.timers.advance(29_000);
    expect(world.jobs()[0]).toMatchObject({ state: 'waiting', attemptCount: 1 });
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', attemptCount: 2 });
  });

  it('finds the work again when the answer was lost and the provider can look it up', async () => {
    const world = createGenerationWorld();
    world.server.plans.push('lose-answer');
    world.start().queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', attemptCount: 1 });
    expect([...world.server.creates.values()]).toEqual([1]);
  });

  it('sends again when the provider says that nothing arrived', async () => {
    const world = createGenerationWorld();
    world.server.plans.push('lose-request');
    world.start().queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', attemptCount: 2 });
    expect([...world.server.creates.values()]).toEqual([1]);
  });

  it('asks the person when each request is swallowed', async () => {
    const world = createGenerationWorld();
    world.server.plans.push(...Array.from({ length: 6 }, () => 'lose-request' as const));
    const studio = world.start();
    const { id } = studio.queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({
      state: 'needs-you',
      attemptCount: 6,
      error: { code: 'PROVIDER_NEVER_BEGAN' },
    });
    expect(world.server.creates.size).toBe(0);

    studio.queue.retry([id]);
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done' });
  });

  it('asks the person when nobody can tell whether the request arrived', async () => {
    const world = createGenerationWorld();
    world.server.plans.push('lose-answer');
    const studio = world.start({ canReconcile: false });
    const { id } = studio.queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'needs-you', attemptCount: 1 });
    expect(studio.queue.queueState().needsYouCount).toBe(1);

    studio.queue.retry([id]);
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', attemptCount: 2 });
  });

  it('asks the person when a provider that costs money has lost the job', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    await reach(world, studio, 'running');
    world.server.forget();
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'needs-you', error: { code: 'PROVIDER_JOB_LOST' } });
    expect(world.server.creates.size).toBe(1);
  });

  it('makes a new attempt by itself when a free engine has lost the job', async () => {
    const world = createGenerationWorld();
    const studio = world.start({ guarantee: 'repeatable' });
    await reach(world, studio, 'running');
    world.server.forget();
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', attemptCount: 2 });
    expect(world.takeCounts()).toEqual([1]);
  });

  it('goes on asking, at growing distance, while the provider does not answer', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    await reach(world, studio, 'running');
    world.server.isUnreachable = true;
    await world.timers.advance(60 * 60_000);
    expect(statesOf(world)).toEqual(['running']);
    world.server.isUnreachable = false;
    await world.timers.runUntil(() => allEnded(world));
    expect(statesOf(world)).toEqual(['done']);
    expect([...world.server.creates.values()]).toEqual([1]);
  });

  it.each([
    ['another size', { frameSize: { widthPx: 640, heightPx: 360 } }],
    ['another length', { frameCount: 51, durationMs: 2125 }],
    ['no picture', { kind: 'audio', frameSize: null, frameCount: null }],
  ] as const)('keeps nothing of a result with %s', async (_what, change) => {
    const world = createGenerationWorld();
    world.probed = { ...world.probed, ...change };
    world.start().queue.enqueue(world.newJob());
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'failed', error: { code: 'TAKE_VERIFICATION_FAILED' } });
    expect(world.takeCounts()).toEqual([0]);
    expect(world.staged.size).toBe(0);
  });
});

describe('cancelling a take', () => {
  it.each(['waiting', 'sending', 'running', 'fetching'])(
    'ends a free one that is %s as cancelled, without a take',
    async (state) => {
      const world = createGenerationWorld();
      const gate = createGate();
      if (state === 'sending') world.server.gates.submit = gate.promise;
      if (state === 'fetching') world.server.gates.download = gate.promise;
      const studio = world.start({ guarantee: 'repeatable' });
      const { id } = studio.queue.enqueue(world.newJob());
      if (state !== 'waiting') await world.timers.runUntil(() => statesOf(world)[0] === state);
      const cancelling = studio.queue.cancel([id]);
      gate.open();
      expect((await cancelling)[0]).toMatchObject({ state: 'cancelled', error: null });
      await world.timers.runAll();
      expect(world.takeCounts()).toEqual([0]);
      expect(world.staged.size).toBe(0);
      expect(world.server.jobs.size).toBe(0);
    },
  );

  it('lets one go on whose file is in the library already', async () => {
    const world = createGenerationWorld();
    const gate = createGate();
    world.server.gates.thumbnail = gate.promise;
    const studio = world.start({ guarantee: 'repeatable' });
    const id = await reach(world, studio, 'processing');
    const [job] = await studio.queue.cancel([id]);
    expect(job).toMatchObject({ state: 'processing' });
    gate.open();
    await world.timers.runUntil(() => allEnded(world));
    expect(statesOf(world)).toEqual(['done']);
  });

  it('never breaks off a request that costs money: it is cancelled at the provider once it was accepted', async () => {
    const world = createGenerationWorld();
    const gate = createGate();
    world.server.gates.submit = gate.promise;
    const studio = world.start();
    const { id } = studio.queue.enqueue(world.newJob());
    await world.timers.runUntil(() => statesOf(world)[0] === 'sending');
    const cancelling = studio.queue.cancel([id]);
    gate.open();
    expect((await cancelling)[0]).toMatchObject({ state: 'cancelled' });
    expect([...world.server.jobs.values()].map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('brings home what was paid for and is ready', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    const id = await reach(world, studio, 'running');
    for (const job of world.server.jobs.values()) job.state = 'done';
    await studio.queue.cancel([id]);
    await world.timers.runUntil(() => allEnded(world));
    expect(statesOf(world)).toEqual(['done']);
    expect(world.takeCounts()).toEqual([1]);
  });

  it('may be queued once more afterwards', async () => {
    const world = createGenerationWorld();
    const studio = world.start();
    const id = await reach(world, studio, 'running');
    await studio.queue.cancel([id]);
    expect(studio.queue.retry([id])[0]).toMatchObject({ state: 'waiting', error: null, finishedAtMs: null });
    await world.timers.runUntil(() => allEnded(world));
    expect(world.jobs()[0]).toMatchObject({ state: 'done', attemptCount: 2 });
  });
});

function createGate(): { promise: Promise<void>; open: () => void } {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

function selectedTakeOf(world: GenerationWorld, shotId: ShotId): string | null | undefined {
  return world.context.db
    .prepare<[ShotId], { selected_take_id: string | null }>(`SELECT selected_take_id FROM shots WHERE id = ?`)
    .get(shotId)?.selected_take_id;
}
