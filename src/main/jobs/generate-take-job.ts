/**
 * Makes one take of a shot: sends the request, waits for it, brings the file home, looks whether it is what was asked
 * for, and writes the take.
 *
 * Promises: one create request an attempt; at most one take a job; a job is `done` only when its take's file is in the
 * library and was checked. A shot in the trash still gets its take; for an erased one the file is dropped.
 */
import { z } from 'zod';
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { WriteDb } from '#main/db/database.ts';
import { saveAttemptHandle } from '#main/db/job-attempt-repository.ts';
import { findJob, type NewJob } from '#main/db/job-repository.ts';
import { findTakeByJob, insertTake, selectTakeWhereNeeded } from '#main/db/take-repository.ts';
import type { Logger } from '#main/logger.ts';
import type {
  JobHandle,
  MediaInput,
  Output,
  PollOutcome,
  VideoProvider,
  VideoRequest,
} from '#main/providers/video-provider.ts';
import type { JobContext, JobOutcome, JobRunner } from '#main/queue/job-runner.ts';
import type { AttemptId, ConnectionId, IdFactory, ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Take, TakeRecipe } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { AppError, type AppErrorData, hasCode, toAppError } from '#shared/errors/app-error.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import type { Clock } from '#shared/util/clock.ts';
import { frameSizeSchema, framesSchema, idSchema, takeRecipeSchema } from './job-schemas.ts';
import { type ProbedClip, verifyTake } from './verify-take.ts';

export type GenerateTakeOptions = {
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  providerOf: (connectionId: ConnectionId) => VideoProvider;
  assets: Pick<AssetStore, 'stage' | 'commit' | 'find' | 'input' | 'derived'>;
  /** @throws {AppError} MEDIA_DECODE_FAILED, MEDIA_TYPE_NOT_SUPPORTED */
  probe: (path: string, signal: AbortSignal) => Promise<ProbedClip>;
  ids: IdFactory;
  clock: Clock;
  logger: Logger;
  /** Called after the take is committed. */
  onTakeCreated?: (take: Take) => void;
};

/** A job that makes a take. Its lane is the connection, its label the shot's number and title. */
export function newTakeJob({
  projectId,
  shotId,
  recipe,
}: {
  projectId: ProjectId;
  shotId: ShotId;
  recipe: TakeRecipe;
}): NewJob {
  const { connectionId, shotNumber, title } = recipe;
  const label = `${shotNumber} ${title}`.trim();
  return { kind: 'take.generate', projectId, shotId, connectionId, lane: connectionId, label, payload: recipe };
}

/** Milliseconds until a provider that did not answer is asked again; each time in a row waits longer. */
const troubleMs = 2_000;

type TakeContext = JobContext<TakeRecipe>;

const checkpointSchema = z.object({
  assetId: idSchema('asset'),
  durationFrames: framesSchema,
  frameSize: frameSizeSchema,
  hasBurntInSubtitles: z.boolean(),
});

/** A file that lies in the library and was checked, but is no take yet. */
type CheckedFile = z.output<typeof checkpointSchema>;

const handleSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  attemptId: idSchema('attempt'),
  modelId: z.string(),
  submittedAtMs: z.number(),
  extra: z.record(z.string(), z.json()).optional(),
});

export function createGenerateTakeRunner(options: GenerateTakeOptions): JobRunner<TakeRecipe> {
  return {
    parsePayload: (payload) => takeRecipeSchema.parse(payload),

    async run(context) {
      const provider = options.providerOf(context.payload.connectionId);
      try {
        switch (context.getState()) {
          case 'sending':
            return await send(context, provider, options);
          case 'running':
          case 'fetching':
            return await follow(context, provider, readHandle(context.attempt.handle), options);
          default:
            return await finishTake(context, provider, options);
        }
      } catch (error) {
        // Erased with its project: nobody will ever ask for what it left at the provider.
        if (hasCode(error, 'JOB_NOT_FOUND')) await dropByAttempt(context, provider);
        throw error;
      }
    },

    async cancel(context) {
      const provider = options.providerOf(context.payload.connectionId);
      const handle = context.attempt.handle === null ? null : readHandle(context.attempt.handle);
      // A free engine is simply stopped; what was paid for and is ready is brought home instead.
      if (provider.guarantee === 'repeatable') {
        await dropByAttempt(context, provider);
        return 'cancelled';
      }
      const answer = handle ? await provider.cancel?.(handle) : 'unknown';
      return answer === 'too-late' ? 'too-late' : 'cancelled';
    },
  };
}

async function send(context: TakeContext, provider: VideoProvider, options: GenerateTakeOptions): Promise<JobOutcome> {
  const { attempt, payload: recipe, signal } = context;
  // The shot was erased, or the job was queued once more although its take had been written: one job has one take.
  if (!hasShot(context) || findTakeByJob(context.db, context.job.id)) return walkToDone(context);
  if (context.isResumed) return reconcile(context, provider, options);

  const request = await toRequest(recipe, options.assets, signal);
  const [problem] = provider.validate(request);
  if (problem) {
    throw new AppError('INVALID_INPUT', `${problem.field}: ${problem.problem}`, { params: { field: problem.field } });
  }
  signal.throwIfAborted();
  // Breaking off a request that costs money leaves nobody knowing whether it arrived.
  const submitSignal = provider.guarantee === 'repeatable' ? signal : undefined;
  const outcome = await provider.submit(request, { attemptId: attempt.id, signal: submitSignal });
  switch (outcome.kind) {
    case 'accepted':
      return accept(context, provider, outcome.handle, options);
    case 'rejected':
      if (outcome.retryAfterMs === null) return { kind: 'failed', error: outcome.error };
      return { kind: 'requeue', reason: outcome.error.code, holdLaneMs: outcome.retryAfterMs };
    case 'refused':
      return { kind: 'refused', error: outcome.error };
    case 'unknown':
      // Asked for in the next run, where the engine can tell.
      if (provider.reconcile) return { kind: 'again', afterMs: troubleMs, isTrouble: true };
      return toUnknown(provider, outcome.error);
    default:
      return assertNever(outcome);
  }
}

/** The handle is stored in the transaction that leaves `sending`. */
function accept(
  context: TakeContext,
  provider: VideoProvider,
  handle: JobHandle,
  options: GenerateTakeOptions,
): Promise<JobOutcome> {
  context.transition('running', (db) => saveAttemptHandle(db, context.attempt.id, handle));
  return follow(context, provider, handle, options);
}

/** A request may have left in an earlier run, and its answer was lost. */
async function reconcile(
  context: TakeContext,
  provider: VideoProvider,
  options: GenerateTakeOptions,
): Promise<JobOutcome> {
  const { attempt, signal } = context;
  const found = provider.reconcile
    ? await provider.reconcile({ attemptId: attempt.id, sinceMs: attempt.createdAtMs, signal })
    : 'cannot-tell';
  if (found === 'none') return { kind: 'requeue', reason: 'NOT_STARTED', holdLaneMs: 0 };
  if (found !== 'cannot-tell') return accept(context, provider, found, options);
  return toUnknown(provider, { code: 'PROVIDER_ANSWER_LOST', params: {}, retry: 'after-user-action' });
}

function toUnknown({ guarantee }: VideoProvider, error: AppErrorData): JobOutcome {
  if (guarantee === 'repeatable') return { kind: 'requeue', reason: error.code, holdLaneMs: troubleMs };
  return { kind: 'needs-you', error };
}

/** Asks how it stands, and fetches what is ready. The state is `running` or `fetching`. */
async function follow(
  context: TakeContext,
  provider: VideoProvider,
  handle: JobHandle,
  options: GenerateTakeOptions,
): Promise<JobOutcome> {
  const checked = checkpointSchema.nullable().parse(context.getCheckpoint());
  if (checked && options.assets.find(checked.assetId)) return adopt(context, provider, checked, options);

  context.signal.throwIfAborted();
  const outcome = await pollOrTrouble(context, provider, handle);
  switch (outcome.kind) {
    case 'trouble':
      return { kind: 'again', afterMs: troubleMs, isTrouble: true };
    case 'pending':
      context.reportProgress(outcome.progress);
      return { kind: 'again', afterMs: outcome.pollAfterMs };
    case 'succeeded':
      return fetchOutput(context, provider, { handle, output: outcome.outputs[0] ?? null }, options);
    case 'failed':
    case 'refused':
      return endAtProvider(context, { kind: outcome.kind, error: outcome.error });
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'lost':
      if (outcome.retry === 'same-request' && provider.guarantee === 'repeatable') {
        return { kind: 'requeue', reason: outcome.error.code, holdLaneMs: 0 };
      }
      return endAtProvider(context, { kind: 'needs-you', error: outcome.error });
    default:
      return assertNever(outcome);
  }
}

async function pollOrTrouble(
  { signal }: TakeContext,
  provider: VideoProvider,
  handle: JobHandle,
): Promise<PollOutcome | { kind: 'trouble' }> {
  try {
    return await provider.poll(handle, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (toAppError(error).retry === 'later') return { kind: 'trouble' };
    throw error;
  }
}

/** What the provider says after all is an end of `running`, also when a fetch had begun. */
function endAtProvider(context: TakeContext, outcome: JobOutcome): JobOutcome {
  if (context.getState() === 'fetching' && outcome.kind !== 'failed') context.transition('running');
  return outcome;
}

async function fetchOutput(
  context: TakeContext,
  provider: VideoProvider,
  { handle, output }: { handle: JobHandle; output: Output | null },
  options: GenerateTakeOptions,
): Promise<JobOutcome> {
  const { payload: recipe, signal } = context;
  if (!output) throw new AppError('TAKE_VERIFICATION_FAILED', 'the provider made no file', { retry: 'later' });
  if (context.getState() === 'running') context.transition('fetching');
  if (!hasShot(context)) return dropFor(context, provider);

  const staged = await options.assets.stage(output.extension);
  try {
    await provider.download(handle, output, { path: staged.path, signal });
    const model = (await provider.models(signal)).find(({ modelId }) => modelId === recipe.modelId);
    const clip = await probeOrMismatch(staged.path, signal, options);
    const facts = verifyTake(clip, { recipe, isExact: model?.isExact ?? false });
    const asset = await options.assets.commit(staged, { originalName: '', signal });
    const { hasBurntInSubtitles } = output;
    const checked: CheckedFile = { assetId: asset.id, ...facts, hasBurntInSubtitles };
    context.saveCheckpoint(checked);
    return await adopt(context, provider, checked, options);
  } catch (error) {
    if (signal.aborted || provider.guarantee === 'repeatable' || !isPassing(error)) throw error;
    // A new attempt would be paid for again, so the file is fetched again instead.
    options.logger.error('take.fetchFailed', error, { jobId: context.job.id });
    return { kind: 'again', afterMs: troubleMs, isTrouble: true };
  } finally {
    await staged.discard();
  }
}

function isPassing(error: unknown): boolean {
  const { code, retry } = toAppError(error);
  return retry !== 'never' && code !== 'TAKE_VERIFICATION_FAILED';
}

async function probeOrMismatch(path: string, signal: AbortSignal, { probe }: GenerateTakeOptions): Promise<ProbedClip> {
  try {
    return await probe(path, signal);
  } catch (error) {
    if (!hasCode(error, 'MEDIA_DECODE_FAILED') && !hasCode(error, 'MEDIA_TYPE_NOT_SUPPORTED')) throw error;
    throw new AppError('TAKE_VERIFICATION_FAILED', 'the result does not open', { retry: 'later', cause: error });
  }
}

/** Writes the take and moves on, in one transaction. */
async function adopt(
  context: TakeContext,
  provider: VideoProvider,
  checked: CheckedFile,
  options: GenerateTakeOptions,
): Promise<JobOutcome> {
  if (context.getState() === 'running') context.transition('fetching');
  context.transition('processing', (db) => writeTake(db, context, checked, options));
  const take = findTakeByJob(context.db, context.job.id);
  if (take) options.onTakeCreated?.(take);
  return finishTake(context, provider, options);
}

function writeTake(
  db: WriteDb,
  { job, payload }: TakeContext,
  checked: CheckedFile,
  options: GenerateTakeOptions,
): void {
  const id: TakeId = options.ids.create('take');
  const shotId = findJob(db, job.id)?.shotId ?? null;
  if (!shotId) return;
  const takeNumber = insertTake(db, {
    id,
    shotId,
    assetId: checked.assetId,
    jobId: job.id,
    durationFrames: checked.durationFrames as Frames,
    frameSize: checked.frameSize,
    hasBurntInSubtitles: checked.hasBurntInSubtitles,
    recipe: payload,
    createdAtMs: options.clock.nowMs(),
  });
  if (takeNumber !== null) selectTakeWhereNeeded(db, id);
}

/** Makes the small pictures; they can be made again at any time, so a failure is no failure of the take. */
async function finishTake(
  context: TakeContext,
  provider: VideoProvider,
  { assets, logger }: GenerateTakeOptions,
): Promise<JobOutcome> {
  const take = findTakeByJob(context.db, context.job.id);
  if (!take) return dropFor(context, provider);
  try {
    await assets.derived(take.assetId, 'thumbnail', { signal: context.signal });
  } catch (error) {
    context.signal.throwIfAborted();
    logger.error('take.thumbnailFailed', error, { jobId: context.job.id });
  }
  if (provider.guarantee === 'repeatable') await dropByAttempt(context, provider);
  return { kind: 'done', result: { kind: 'take', takeId: take.id, takeNumber: take.takeNumber } };
}

/** The shot was erased: there is nothing left to do, and nothing to show. */
async function dropFor(context: TakeContext, provider: VideoProvider): Promise<JobOutcome> {
  if (provider.guarantee === 'repeatable') await dropByAttempt(context, provider);
  return { kind: 'done', result: null };
}

function walkToDone(context: TakeContext): JobOutcome {
  const take = findTakeByJob(context.db, context.job.id);
  context.transition('running');
  context.transition('fetching');
  if (!take) return { kind: 'done', result: null };
  return { kind: 'done', result: { kind: 'take', takeId: take.id, takeNumber: take.takeNumber } };
}

/** Ends and removes what an attempt has at its engine, also when its handle was never stored. */
async function dropByAttempt({ attempt }: TakeContext, provider: VideoProvider): Promise<void> {
  const handle = await findHandle(attempt, provider);
  if (!handle) return;
  await provider.cancel?.(handle);
  await provider.remove?.(handle);
}

async function findHandle(
  attempt: { id: AttemptId; createdAtMs: number; handle: unknown },
  provider: VideoProvider,
): Promise<JobHandle | null> {
  if (attempt.handle !== null) return readHandle(attempt.handle);
  const found = await provider.reconcile?.({ attemptId: attempt.id, sinceMs: attempt.createdAtMs });
  return typeof found === 'object' ? found : null;
}

function readHandle(stored: unknown): JobHandle {
  return handleSchema.parse(stored) as JobHandle;
}

function hasShot({ db, job }: TakeContext): boolean {
  return (findJob(db, job.id)?.shotId ?? null) !== null;
}

async function toRequest(
  recipe: TakeRecipe,
  assets: GenerateTakeOptions['assets'],
  signal: AbortSignal,
): Promise<VideoRequest> {
  const inputs: MediaInput[] = [];
  if (recipe.boardAssetId) {
    inputs.push({ role: 'first-frame', path: await assets.derived(recipe.boardAssetId, 'board', { signal }) });
  }
  if (recipe.voiceAssetId) inputs.push({ role: 'voice', path: assets.input(recipe.voiceAssetId) });
  const { modelId, shotNumber, title, prompt, styleNotes, dialogue } = recipe;
  const { durationFrames, frameSize, frameRate, cameraMove } = recipe;
  const words = { shotNumber, title, prompt, styleNotes, dialogue };
  return { modelId, ...words, durationFrames, frameSize, frameRate, cameraMove, inputs };
}
