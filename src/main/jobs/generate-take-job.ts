/**
 * Makes one take of a shot: sends the request, waits for it, brings the file home, looks whether it is what was asked
 * for, and writes the take.
 *
 * Promises: one create request an attempt; at most one take a job; a job is `done` only when its take's file is in the
 * library and was checked. A shot in the trash still gets its take; for an erased one the file is dropped.
 */
import { z } from 'zod';
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { ReadDb, WriteDb } from '#main/db/database.ts';
import { countRequeues, findLatestAttempt, isHandleTaken, saveAttemptHandle } from '#main/db/job-attempt-repository.ts';
import { countRunningJobs, findJob, type NewJob } from '#main/db/job-repository.ts';
import { findTakeByJob, insertTake, selectTakeWhereNeeded } from '#main/db/take-repository.ts';
import type { Logger } from '#main/logger.ts';
import type {
  AnswerFacts,
  JobHandle,
  MediaInput,
  Output,
  PollOutcome,
  ReportedCost,
  SubmitOptions,
  SubmitOutcome,
  VideoProvider,
  VideoRequest,
} from '#main/providers/video-provider.ts';
import type { JobContext, JobOutcome, JobRunner } from '#main/queue/job-runner.ts';
import { mentionsAsWords } from '#shared/domain/element-mentions.ts';
import type { RequestInput } from '#shared/domain/generation.ts';
import type {
  AssetId,
  AttemptId,
  ConnectionId,
  IdFactory,
  JobId,
  ProjectId,
  ShotId,
  TakeId,
} from '#shared/domain/ids.ts';
import type { Model, ModelRef } from '#shared/domain/model.ts';
import type { Cost, Take, TakeRecipe } from '#shared/domain/records.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { AppError, type AppErrorData, hasCode, toAppError } from '#shared/errors/app-error.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import type { Clock } from '#shared/util/clock.ts';
import { idSchema, takeRecipeSchema } from './job-schemas.ts';
import { type ProbedClip, verifyTake } from './verify-take.ts';

export type GenerateTakeOptions = {
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  providerOf: (connectionId: ConnectionId) => VideoProvider;
  /** What is known of the model now; null when it is no longer listed. */
  modelOf: (ref: ModelRef) => Model | null;
  /** Whether copies at the provider go after a verified download. */
  removesRemoteCopies: (connectionId: ConnectionId) => boolean;
  /** Shows prompt and pictures to a check that the person chose; null when nothing is objected to, or none is chosen. */
  precheck: (recipe: TakeRecipe, signal: AbortSignal) => Promise<PrecheckResult>;
  /** Writes down what a provider says that an attempt costs. */
  costOf: (db: ReadDb, attemptId: AttemptId) => Cost | null;
  noteCost: (db: WriteDb, attempt: { jobId: JobId; attemptId: AttemptId }, cost: Cost) => void;
  assets: Pick<AssetStore, 'stage' | 'commit' | 'find' | 'input' | 'derived'>;
  /** @throws {AppError} MEDIA_DECODE_FAILED, MEDIA_TYPE_NOT_SUPPORTED */
  probe: (path: string, signal: AbortSignal) => Promise<ProbedClip>;
  ids: IdFactory;
  clock: Clock;
  logger: Logger;
  /** Called after the take is committed. */
  onTakeCreated?: (take: Take) => void;
};

/** `trouble`: the check itself gave no answer; nothing was sent to the model. */
export type PrecheckResult =
  | { kind: 'passed' }
  | { kind: 'objected'; error: AppErrorData }
  | { kind: 'trouble'; error: AppErrorData };

/** A job that makes a take. Its lane is the connection, its label the shot's number and title. */
export function newTakeJob({
  projectId,
  shotId,
  recipe,
  batchId = null,
  notBeforeMs = null,
}: {
  projectId: ProjectId;
  shotId: ShotId;
  recipe: TakeRecipe;
  batchId?: string | null;
  notBeforeMs?: number | null;
}): NewJob {
  const { connectionId, modelId, estimate, shotNumber, title } = recipe;
  const label = `${shotNumber} ${title}`.trim();
  return {
    kind: 'take.generate',
    projectId,
    shotId,
    connectionId,
    lane: connectionId,
    label,
    payload: recipe,
    modelId,
    estimate,
    batchId,
    notBeforeMs,
  };
}

/** Milliseconds until a provider that did not answer is asked again; each time in a row waits longer. */
const troubleMs = 2_000;
/** Until a check that gave no answer is asked again. */
const precheckTroubleMs = 15_000;
/** A job that is still pending after this long needs a person: the longest that a provider holds one is 72 hours. */
const longestRunningMs = 73 * 3_600_000;
/** A job of a free engine elsewhere that is lost is sent again so many times, then a person is asked. */
const mostResends = 2;
/** A request of which the provider knows nothing afterwards is sent again so many times. */
const mostUnheard = 5;
/** The longer it takes, the less often it is asked for: a twentieth of its age, at most this. */
const longestPollMs = 30_000;
/** Between two polls of one connection, on the average: beside many jobs each of them is asked for less often. */
const pollSpacingMs = 100;

type TakeContext = JobContext<TakeRecipe>;

/** A file that lies in the library and was checked, but is no take yet. */
type CheckedFile = ReturnType<typeof verifyTake> & {
  assetId: AssetId;
  hasBurntInSubtitles: boolean;
  facts: AnswerFacts;
};

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

  const request = await toVideoRequest(recipe, { ...options, isLocal: provider.guarantee === 'repeatable', signal });
  const [problem] = provider.validate(request);
  if (problem) {
    const params = { field: problem.field, problem: 'request' };
    throw new AppError('INVALID_INPUT', `${problem.field}: ${problem.problem}`, { params });
  }
  const checked = await options.precheck(recipe, signal);
  if (checked.kind === 'objected') return { kind: 'refused', error: checked.error };
  if (checked.kind === 'trouble') {
    return { kind: 'requeue', reason: checked.error.code, holdLaneMs: precheckTroubleMs };
  }
  signal.throwIfAborted();
  // Breaking off a request that costs money leaves nobody knowing whether it arrived.
  const submitSignal = provider.guarantee === 'repeatable' ? signal : undefined;
  const outcome = await submitOnce(provider, request, { attemptId: attempt.id, signal: submitSignal });
  if ('cost' in outcome) noteCost(context, outcome.cost, options);
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

/** What went wrong on the way in a manner that nobody foresaw may have happened after the request left. */
async function submitOnce(
  provider: VideoProvider,
  request: VideoRequest,
  submitOptions: SubmitOptions,
): Promise<SubmitOutcome> {
  try {
    return await provider.submit(request, submitOptions);
  } catch (error) {
    if (provider.guarantee === 'repeatable' || toAppError(error).code !== 'INTERNAL') throw error;
    return { kind: 'unknown', error: toAppError(error).toData() };
  }
}

function noteCost(
  { db, job, attempt }: TakeContext,
  cost: ReportedCost | undefined,
  options: GenerateTakeOptions,
): void {
  if (!cost) return;
  const basis = cost.isFinal ? 'actual' : 'estimated';
  db.transactionSoon(() =>
    options.noteCost(db, { jobId: job.id, attemptId: attempt.id }, { amount: cost.amount, basis }),
  );
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
  const found = await lookForWork(context, provider, options);
  if (found === 'trouble') return { kind: 'again', afterMs: troubleMs, isTrouble: true };
  if (found === 'none') return sendAnew(context);
  if (found !== 'cannot-tell') return accept(context, provider, found, options);
  return toUnknown(provider, { code: 'PROVIDER_ANSWER_LOST', params: {}, retry: 'after-user-action' });
}

/** Nothing was begun. What swallows each request is a matter for a person, and so is a studio that ends at each. */
function sendAnew({ db, job }: TakeContext): JobOutcome {
  const reason = 'NOT_STARTED';
  if (countRequeues(db, job.id, reason) < mostUnheard) return { kind: 'requeue', reason, holdLaneMs: 0 };
  return { kind: 'needs-you', error: { code: 'PROVIDER_NEVER_BEGAN', params: {}, retry: 'after-user-action' } };
}

async function lookForWork(
  { attempt, payload: recipe, signal, db }: TakeContext,
  provider: VideoProvider,
  options: GenerateTakeOptions,
): Promise<JobHandle | 'none' | 'cannot-tell' | 'trouble'> {
  if (!provider.reconcile) return 'cannot-tell';
  const request = await toVideoRequest(recipe, { ...options, isLocal: provider.guarantee === 'repeatable', signal });
  try {
    const isTaken = (remoteId: string) => isHandleTaken(db, { remoteId, attempt });
    const found = await provider.reconcile({
      attemptId: attempt.id,
      request,
      sinceMs: attempt.createdAtMs,
      isTaken,
      signal,
    });
    return typeof found === 'object' && isTaken(found.id) ? 'cannot-tell' : found;
  } catch (error) {
    signal.throwIfAborted();
    if (provider.guarantee === 'repeatable') throw error;
    options.logger.error('take.reconcileFailed', error, { attemptId: attempt.id });
    return 'trouble';
  }
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
  context.signal.throwIfAborted();
  const outcome = await pollOrTrouble(context, provider, handle);
  const note = () => noteCost(context, 'cost' in outcome ? outcome.cost : undefined, options);
  // In one commit with what it leads to.
  if (outcome.kind === 'succeeded' && context.getState() === 'running') context.transition('fetching', note);
  else note();
  switch (outcome.kind) {
    case 'trouble':
      return { kind: 'again', afterMs: troubleMs, isTrouble: true, error: outcome.error };
    case 'pending':
      context.reportProgress(outcome.progress);
      return stillPending(provider, handle, {
        pollAfterMs: outcome.pollAfterMs,
        besideCount: countRunningJobs(context.db, context.payload.connectionId),
        nowMs: options.clock.nowMs(),
      });
    case 'succeeded': {
      const { outputs, facts = {} } = outcome;
      return fetchOutput(context, provider, { handle, output: outputs[0] ?? null, facts }, options);
    }
    case 'failed':
    case 'refused':
      return endAtProvider(context, { kind: outcome.kind, error: outcome.error });
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'lost':
      if (outcome.retry === 'same-request' && maySendAgain(context, provider, outcome.error.code)) {
        return { kind: 'requeue', reason: outcome.error.code, holdLaneMs: 0 };
      }
      return endAtProvider(context, { kind: 'needs-you', error: outcome.error });
    default:
      return assertNever(outcome);
  }
}

/** A server that dies of a job would die of it each time. */
function maySendAgain({ db, job }: TakeContext, { guarantee }: VideoProvider, reason: string): boolean {
  return guarantee === 'repeatable' || countRequeues(db, job.id, reason) < mostResends;
}

function stillPending(
  { guarantee }: VideoProvider,
  handle: JobHandle,
  { pollAfterMs, besideCount, nowMs }: { pollAfterMs: number; besideCount: number; nowMs: number },
): JobOutcome {
  if (guarantee === 'repeatable') return { kind: 'again', afterMs: pollAfterMs };
  const ageMs = Math.max(0, nowMs - handle.submittedAtMs);
  if (ageMs > longestRunningMs) {
    return { kind: 'needs-you', error: { code: 'PROVIDER_NEVER_ENDED', params: {}, retry: 'after-user-action' } };
  }
  const byAgeMs = Math.min(longestPollMs, Math.round(ageMs / 20));
  return { kind: 'again', afterMs: Math.max(pollAfterMs, byAgeMs, besideCount * pollSpacingMs) };
}

/** Of what was paid for, nothing but the provider's own word is an end: whatever else goes wrong is asked again. */
async function pollOrTrouble(
  { signal }: TakeContext,
  provider: VideoProvider,
  handle: JobHandle,
): Promise<PollOutcome | { kind: 'trouble'; error: AppErrorData }> {
  try {
    return await provider.poll(handle, signal);
  } catch (error) {
    signal.throwIfAborted();
    const known = toAppError(error);
    if (known.retry === 'later' || provider.guarantee === 'at-most-once') {
      return { kind: 'trouble', error: known.toData() };
    }
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
  { handle, output, facts }: { handle: JobHandle; output: Output | null; facts: AnswerFacts },
  options: GenerateTakeOptions,
): Promise<JobOutcome> {
  const { payload: recipe, signal } = context;
  if (!output) throw new AppError('TAKE_VERIFICATION_FAILED', 'the provider made no file', { retry: 'later' });
  if (!hasShot(context)) return dropFor(context, provider);

  const staged = await options.assets.stage(output.extension, { isWrittenAtOnce: true });
  try {
    await provider.download(handle, output, { path: staged.path, signal });
    // The provider has no more to do.
    context.releasePlace();
    const clip = await probeOrMismatch(staged.path, signal, options);
    const clipFacts = verifyTake(clip, { recipe, isExact: options.modelOf(recipe)?.video?.isExact ?? false });
    const asset = await options.assets.commit(staged, { originalName: '', signal });
    const { hasBurntInSubtitles } = output;
    const checked: CheckedFile = { assetId: asset.id, ...clipFacts, hasBurntInSubtitles, facts };
    return await adopt(context, provider, checked, options);
  } catch (error) {
    if (signal.aborted || provider.guarantee === 'repeatable' || !isPassing(error)) throw error;
    // A new attempt would be paid for again, so the file is fetched again instead.
    options.logger.error('take.fetchFailed', error, { jobId: context.job.id });
    return { kind: 'again', afterMs: troubleMs, isTrouble: true, error: toAppError(error).toData() };
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
  context.transition('processing', (db) => writeTake(db, context, checked, options));
  const take = findTakeByJob(context.db, context.job.id);
  if (take) options.onTakeCreated?.(take);
  return finishTake(context, provider, options);
}

function writeTake(
  db: WriteDb,
  { job, payload, attempt }: TakeContext,
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
    durationFrames: checked.durationFrames,
    frameSize: checked.frameSize,
    hasBurntInSubtitles: checked.hasBurntInSubtitles,
    recipe: payload,
    cost: options.costOf(db, attempt.id),
    facts: checked.facts,
    createdAtMs: options.clock.nowMs(),
  });
  if (takeNumber !== null) selectTakeWhereNeeded(db, id);
}

/** Makes the small pictures; they can be made again at any time, so a failure is no failure of the take. */
async function finishTake(
  context: TakeContext,
  provider: VideoProvider,
  options: GenerateTakeOptions,
): Promise<JobOutcome> {
  const { assets, logger } = options;
  const take = findTakeByJob(context.db, context.job.id);
  if (!take) return dropFor(context, provider);
  try {
    await assets.derived(take.assetId, 'thumbnail', { signal: context.signal });
  } catch (error) {
    context.signal.throwIfAborted();
    logger.error('take.thumbnailFailed', error, { jobId: context.job.id });
  }
  await tidyUp(context, provider, options);
  return { kind: 'done', result: { kind: 'take', takeId: take.id, takeNumber: take.takeNumber } };
}

/** The file is here and was checked: what is left at the provider can go. A failure is logged, and costs no take. */
async function tidyUp(context: TakeContext, provider: VideoProvider, options: GenerateTakeOptions): Promise<void> {
  const { payload: recipe, job, db } = context;
  if (provider.guarantee === 'repeatable') return dropByAttempt(context, provider);
  // What was ready at the first look was sent in this very run: its handle is newer than the context.
  const handle = findLatestAttempt(db, job.id)?.handle ?? null;
  if (!options.removesRemoteCopies(recipe.connectionId) || handle === null) return;
  try {
    await provider.remove?.(readHandle(handle));
  } catch (error) {
    options.logger.error('take.removeRemoteFailed', error, { jobId: job.id });
  }
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
  if (provider.guarantee !== 'repeatable') return null;
  const found = await provider.reconcile?.({ attemptId: attempt.id, request: null, sinceMs: attempt.createdAtMs });
  return typeof found === 'object' ? found : null;
}

function readHandle(stored: unknown): JobHandle {
  return handleSchema.parse(stored) as JobHandle;
}

function hasShot({ db, job }: TakeContext): boolean {
  return (findJob(db, job.id)?.shotId ?? null) !== null;
}

export type ToVideoRequestOptions = Pick<GenerateTakeOptions, 'assets' | 'modelOf'> & {
  /** Whether the engine reads files by itself. */
  isLocal: boolean;
  signal?: AbortSignal | undefined;
};

/** The request that a job makes of a recipe. @throws {AppError} MODEL_NOT_FOUND, ASSET_NOT_FOUND */
export async function toVideoRequest(
  recipe: TakeRecipe,
  { assets, modelOf, isLocal, signal }: ToVideoRequestOptions,
): Promise<VideoRequest> {
  const model = modelOf(recipe);
  if (!model)
    throw new AppError('MODEL_NOT_FOUND', `no model ${recipe.modelId}`, { params: { model: recipe.modelId } });
  const inputs: MediaInput[] = [];
  for (const { role, assetId } of inputsOf(recipe)) {
    inputs.push({ role, assetId, path: isLocal ? await localPath(assets, { role, assetId }, signal) : '' });
  }
  const { modelId, promptAsSent, settings, shotNumber, title, styleNotes, dialogue } = recipe;
  const { action, framing = null } = recipe.structure ?? {};
  const prompt = mentionsAsWords(shotWords({ prompt: recipe.prompt, action }), recipe.elements ?? []);
  const { durationFrames, frameSize, frameRate, cameraMove } = recipe;
  const words = { promptAsSent, shotNumber, title, prompt, styleNotes, dialogue };
  return { modelId, model, settings, ...words, durationFrames, frameSize, frameRate, cameraMove, framing, inputs };
}

/** Recipes of the first version name board and voice only. */
function inputsOf({ inputs, boardAssetId, voiceAssetId }: TakeRecipe): RequestInput[] {
  if (inputs.length > 0) return inputs;
  return [
    ...(boardAssetId ? [{ role: 'first-frame' as const, assetId: boardAssetId }] : []),
    ...(voiceAssetId ? [{ role: 'voice' as const, assetId: voiceAssetId }] : []),
  ];
}

async function localPath(
  assets: GenerateTakeOptions['assets'],
  { role, assetId }: RequestInput,
  signal: AbortSignal | undefined,
): Promise<string> {
  return role === 'voice' ? assets.input(assetId) : assets.derived(assetId, 'board', { signal });
}
