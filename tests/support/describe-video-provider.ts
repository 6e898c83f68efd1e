/** What every adapter must do, whatever stands behind it. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobHandle, PollOutcome, VideoProvider, VideoRequest } from '#main/providers/video-provider.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { Frames } from '#shared/domain/time.ts';

/** One adapter with what stands behind it, under the control of the test. */
export type ProviderHarness = {
  provider: VideoProvider;
  /** A request that the adapter can serve; the suite adds the attempt's id to its prompt. */
  request: VideoRequest;
  /** Create requests that arrived for an attempt, found by its id in the prompt. */
  countCreates(attemptId: AttemptId): number;
  /** Lets what was accepted end well, or badly. */
  finish(how: 'well' | 'badly'): void;
  /** The bytes that a finished job of this attempt has. */
  expectedBytes(attemptId: AttemptId): Uint8Array;
  /** Whether work goes on while the studio is closed. */
  survivesRestart: boolean;
  /** Whether lost work may be sent again, as it costs nothing there. @default of repeatable engines only */
  repeatsLost?: boolean;
  /** Whether a removed job can still be asked for, because only its files can be removed. @default false */
  keepsRemovedJobs?: boolean;
  /** The adapter as a new process has it, on the same engine. */
  restart(): Promise<VideoProvider>;
  dispose(): Promise<void>;
};

const attemptId = 'att_000000000000000a' as AttemptId;
const otherAttemptId = 'att_000000000000000b' as AttemptId;

export function describeVideoProvider(name: string, createHarness: (folder: string) => Promise<ProviderHarness>): void {
  describe(`${name} as a video provider`, () => {
    let folder: string;
    let harness: ProviderHarness;

    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'video-provider-'));
      harness = await createHarness(folder);
    });

    afterEach(async () => {
      await harness.dispose();
      await rm(folder, { recursive: true, force: true });
    });

    function requestOf(id: AttemptId): VideoRequest {
      return { ...harness.request, promptAsSent: `${harness.request.promptAsSent} ${id}` };
    }

    async function submit(provider = harness.provider, id = attemptId): Promise<JobHandle> {
      const outcome = await provider.submit(requestOf(id), { attemptId: id });
      if (outcome.kind !== 'accepted') throw new Error(`expected it to be accepted, got ${outcome.kind}`);
      return outcome.handle;
    }

    async function pollToEnd(handle: JobHandle, provider = harness.provider): Promise<PollOutcome> {
      for (let turn = 0; turn < 10_000; turn += 1) {
        const outcome = await provider.poll(handle);
        if (outcome.kind !== 'pending') return outcome;
        await new Promise((resolve) => setImmediate(resolve));
      }
      throw new Error('it never ended');
    }

    async function downloadTo(target: string, handle: JobHandle, signal?: AbortSignal) {
      const ended = await pollToEnd(handle);
      if (ended.kind !== 'succeeded' || !ended.outputs[0]) throw new Error(`expected a result, got ${ended.kind}`);
      return harness.provider.download(handle, ended.outputs[0], { path: target, signal });
    }

    it('names at least one model, among them the one that is asked for', async () => {
      const models = await harness.provider.models();
      expect(models.map(({ modelId }) => modelId)).toContain(harness.request.modelId);
    });

    it('finds nothing wrong with a good request, and names the field of a bad one', () => {
      expect(harness.provider.validate(harness.request)).toEqual([]);
      const settings = { ...harness.request.settings, durationSeconds: 0 };
      const problems = harness.provider.validate({ ...harness.request, durationFrames: 0 as Frames, settings });
      expect(problems.map(({ field }) => field)).toEqual(['duration']);
    });

    it('creates exactly once for one submit', async () => {
      await submit();
      expect(harness.countCreates(attemptId)).toBe(1);
    });

    it('previews what it would send, and sends nothing for it', async () => {
      const requests = await harness.provider.preview(requestOf(attemptId), { attemptId });
      expect(harness.countCreates(attemptId)).toBe(0);
      if (harness.provider.guarantee === 'repeatable') return expect(requests).toEqual([]);
      expect(requests.at(-1)).toMatchObject({ purpose: 'create' });
    });

    it('keeps attempts apart', async () => {
      const first = await submit();
      const second = await submit(harness.provider, otherAttemptId);
      expect(first.id).not.toBe(second.id);
      expect([first.attemptId, second.attemptId]).toEqual([attemptId, otherAttemptId]);
    });

    it('answers a handle of plain data', async () => {
      const handle = await submit();
      expect(JSON.parse(JSON.stringify(handle))).toEqual(handle);
    });

    it('creates nothing when the signal fired before', async () => {
      const reason = new Error('stop');
      const submitting = harness.provider.submit(requestOf(attemptId), {
        attemptId,
        signal: AbortSignal.abort(reason),
      });
      await expect(submitting).rejects.toBe(reason);
      expect(harness.countCreates(attemptId)).toBe(0);
    });

    it('is pending with a progress between 0 and 1, then succeeds', async () => {
      const handle = await submit();
      const pending = await harness.provider.poll(handle);
      expect(pending.kind).toBe('pending');
      if (pending.kind === 'pending' && pending.progress !== null) {
        expect(pending.progress).toBeGreaterThanOrEqual(0);
        expect(pending.progress).toBeLessThanOrEqual(1);
      }
      harness.finish('well');
      const ended = await pollToEnd(handle);
      expect(ended.kind).toBe('succeeded');
    });

    it('finds the work again by a handle that was stored and read back', async () => {
      const handle = JSON.parse(JSON.stringify(await submit())) as JobHandle;
      harness.finish('well');
      expect((await pollToEnd(handle)).kind).toBe('succeeded');
    });

    it('says failed, with a code, when the work failed', async () => {
      const handle = await submit();
      harness.finish('badly');
      const ended = await pollToEnd(handle);
      expect(ended).toMatchObject({ kind: 'failed', error: { code: expect.any(String) } });
    });

    it('says lost, not failed, of a handle that it does not know', async () => {
      const handle = await submit();
      const unknown: JobHandle = { ...handle, id: 'unknown', attemptId: otherAttemptId };
      expect((await harness.provider.poll(unknown)).kind).toBe('lost');
    });

    it('downloads the whole file, as often as it is asked to', async () => {
      const handle = await submit();
      harness.finish('well');
      for (const target of ['one.mp4', 'two.mp4', 'two.mp4'].map((file) => path.join(folder, file))) {
        const { sizeBytes } = await downloadTo(target, handle);
        const bytes = new Uint8Array(await readFile(target));
        expect(bytes).toEqual(harness.expectedBytes(attemptId));
        expect(sizeBytes).toBe(bytes.byteLength);
      }
    });

    it('leaves nothing of a download that was broken off', async () => {
      const handle = await submit();
      harness.finish('well');
      const target = path.join(folder, 'broken-off.mp4');
      await expect(downloadTo(target, handle, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
      expect(await readdir(folder)).not.toContain('broken-off.mp4');
    });

    it('cancels what runs', async () => {
      if (!harness.provider.cancel) return;
      const handle = await submit();
      expect(['cancelled', 'requested']).toContain(await harness.provider.cancel?.(handle));
      expect(['cancelled', 'lost']).toContain((await pollToEnd(handle)).kind);
    });

    it('cancels nothing that has ended, nor what it does not know', async () => {
      if (!harness.provider.cancel) return;
      const handle = await submit();
      harness.finish('well');
      await pollToEnd(handle);
      expect(await harness.provider.cancel?.(handle)).toBe('too-late');
      expect(await harness.provider.cancel?.({ ...handle, id: 'unknown', attemptId: otherAttemptId })).toBe('unknown');
    });

    it('removes an ended job once', async () => {
      const handle = await submit();
      harness.finish('well');
      await pollToEnd(handle);
      if (!harness.provider.remove) return;
      expect(await harness.provider.remove(handle)).toBe('removed');
      expect(await harness.provider.remove(handle)).toBe('already-gone');
      expect((await harness.provider.poll(handle)).kind).toBe(harness.keepsRemovedJobs ? 'succeeded' : 'lost');
    });

    it('looks for the work of an attempt whose answer was lost', async () => {
      const handle = await submit();
      const { reconcile } = harness.provider;
      if (!reconcile) return;
      const found = await reconcile({ attemptId, request: requestOf(attemptId), sinceMs: 0 });
      expect(found).toMatchObject({ id: handle.id, attemptId });
      const other = { attemptId: otherAttemptId, request: requestOf(otherAttemptId), sinceMs: 0 };
      expect(await reconcile(other)).toBe('none');
    });

    it('knows after a restart what goes on without it, and says lost of the rest', async () => {
      const handle = await submit();
      const restarted = await harness.restart();
      harness.finish('well');
      const ended = await pollToEnd(handle, restarted);
      if (harness.survivesRestart) expect(ended.kind).toBe('succeeded');
      else expect(ended).toMatchObject({ kind: 'lost', retry: 'same-request' });
      expect(harness.countCreates(attemptId)).toBe(1);
    });

    it('may be repeated without asking only where it says lost with that advice', async () => {
      const handle = await submit();
      const outcome = await harness.provider.poll({ ...handle, id: 'unknown', attemptId: otherAttemptId });
      const repeats = harness.repeatsLost ?? harness.provider.guarantee === 'repeatable';
      expect(outcome).toMatchObject({ kind: 'lost', retry: repeats ? 'same-request' : 'never' });
    });

    it('refuses requests after it was closed', async () => {
      await harness.provider.close();
      await expect(harness.provider.submit(requestOf(attemptId), { attemptId })).rejects.toThrow();
      expect(harness.countCreates(attemptId)).toBe(0);
    });
  });
}
