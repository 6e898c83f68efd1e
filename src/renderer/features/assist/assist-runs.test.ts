import { describe, expect, it } from 'vitest';
import { createRuns, type RunOptions } from './assist-runs.ts';

function aCall() {
  const unseen: unknown[] = [];
  const calls: Array<{ signal: AbortSignal; resolve: (answer: string) => void; reject: (thrown: unknown) => void }> =
    [];
  const options: RunOptions<string> = {
    call: (signal) => new Promise((resolve, reject) => calls.push({ signal, resolve, reject })),
    onUnseen: (answer) => unseen.push(answer),
    onUnseenFailure: (thrown) => unseen.push(thrown),
  };
  return { options, calls, unseen };
}

/** Lets what was resolved reach those who wait for it. */
const turn = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));

describe('a run', () => {
  it('shows its answer to whoever looks', async () => {
    const runs = createRuns();
    const { options, calls, unseen } = aCall();
    runs.watch('board:1');
    runs.start('board:1', options);
    expect(runs.of('board:1').get()).toEqual({ kind: 'busy' });
    calls[0]?.resolve('picture');
    await turn();
    expect(runs.of('board:1').get()).toEqual({ kind: 'done', answer: 'picture' });
    expect(unseen).toEqual([]);
    runs.clear('board:1');
    expect(runs.of('board:1').get()).toBeNull();
  });

  it('goes on when nobody looks any more, and says so in the end', async () => {
    const runs = createRuns();
    const { options, calls, unseen } = aCall();
    const look = runs.watch('board:1');
    runs.start('board:1', options);
    look();
    calls[0]?.resolve('picture');
    await turn();
    expect(unseen).toEqual(['picture']);
    expect(runs.of('board:1').get()).toEqual({ kind: 'done', answer: 'picture' });
  });

  it('is not begun twice while it is busy', async () => {
    const runs = createRuns();
    const { options, calls } = aCall();
    runs.watch('a');
    runs.start('a', options);
    runs.start('a', options);
    runs.start('b', options);
    runs.clear('a');
    expect(calls).toHaveLength(2);
    calls[0]?.reject(new Error('no'));
    await turn();
    expect(runs.of('a').get()).toMatchObject({ kind: 'failed' });
    runs.start('a', options);
    expect(calls).toHaveLength(3);
  });

  it('leaves nothing behind when it was stopped, or failed unseen', async () => {
    const runs = createRuns();
    const { options, calls, unseen } = aCall();
    runs.watch('a');
    runs.start('a', options);
    runs.stop('a');
    expect(calls[0]?.signal.aborted).toBe(true);
    calls[0]?.reject(new Error('stopped'));
    runs.start('b', options);
    calls[1]?.reject('lost');
    await turn();
    expect([runs.of('a').get(), runs.of('b').get()]).toEqual([null, null]);
    expect(unseen).toEqual(['lost']);
  });
});
