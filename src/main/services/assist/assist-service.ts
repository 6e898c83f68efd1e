/**
 * Boards by image models, words by text models, voices by speech models, and recordings written down.
 *
 * Each task can be looked at before (`plan`, `preview`), sends each of its requests once, and has its price in the
 * ledger. What a person has not accepted changes nothing.
 */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { AssistPlan, DraftEvent, ImprovedPrompt, Transcript } from '#shared/contract/assist-answers.ts';
import type {
  AssistTask,
  BoardTask,
  DraftedShots,
  DraftTask,
  PromptTask,
  SpeechTask,
  TranscriptionTask,
} from '#shared/contract/assist-schemas.ts';
import type { RequestPreview } from '#shared/contract/generation-answers.ts';
import type { SceneId } from '#shared/domain/ids.ts';
import { addMicros } from '#shared/domain/money.ts';
import type { Cost, StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import type { AssistPorts } from './assist-ports.ts';
import type { PreparedCall } from './assist-target.ts';
import { createDraftedShots } from './create-shots.ts';
import { draftShots, prepareDraft } from './draft-shots.ts';
import { improvePrompt, preparePrompt } from './improve-prompt.ts';
import { makeBoard, prepareBoard } from './make-board.ts';
import { prepareSpeech, speakDialogue } from './speak-dialogue.ts';
import { createPaidCalls } from './spend-once.ts';
import { prepareTranscription, transcribeVoice } from './transcribe-voice.ts';

export interface AssistService {
  /** What a task would cost, and why it cannot be sent. Sends and changes nothing. */
  plan(task: AssistTask): AssistPlan;
  /** Exactly what its first request would send. @throws {AppError} why it cannot be sent */
  preview(task: AssistTask): Promise<RequestPreview[]>;
  /** @see makeBoard */
  makeBoard(task: BoardTask, signal?: AbortSignal): Promise<Saved & { shot: StoryboardShot; cost: Cost | null }>;
  /** Proposes shots, part by part. Creates nothing. @throws {AppError} what keeps it from being sent at all */
  draftShots(task: DraftTask, signal?: AbortSignal): AsyncGenerator<DraftEvent, void>;
  /** One undo step. @throws {AppError} SCENE_NOT_FOUND, PROJECT_NOT_FOUND */
  createShots(drafted: DraftedShots): Saved & { sceneId: SceneId; shots: StoryboardShot[] };
  /** @see improvePrompt */
  improvePrompt(task: PromptTask, signal?: AbortSignal): Promise<ImprovedPrompt>;
  /** @see speakDialogue */
  speak(task: SpeechTask, signal?: AbortSignal): Promise<Saved & { shot: StoryboardShot; cost: Cost | null }>;
  /** @see transcribeVoice */
  transcribe(task: TranscriptionTask, signal?: AbortSignal): Promise<Transcript>;
  /** Marks in the ledger what a crash cut off. To be called once, before any request. */
  openInterrupted(): void;
  /** Resolves when no request is under way. */
  settled(): Promise<void>;
}

export function createAssistService(ports: AssistPorts): AssistService {
  const calls = createPaidCalls(ports.context, ports);
  const underWay = new Set<Promise<unknown>>();

  /** What is made of an answer belongs to the task too: a studio that ends waits for it. */
  async function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  }

  return {
    plan(task) {
      const isAtMost = task.task === 'draft' || task.task === 'prompt';
      try {
        return { ...planOf(ports, prepare(ports, task)), isAtMost, problem: null };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return {
          estimate: null,
          isAtMost,
          isPlainPrice: false,
          requestCount: 1,
          problem: error.toData(),
          overBudget: [],
        };
      }
    },

    async preview(task) {
      const { connection, preview } = prepare(ports, task);
      const requests: OutgoingRequest[] = await preview();
      return requests.map((request) => ports.toRequestPreview(connection.id, request));
    },

    makeBoard: (task, signal) => track(makeBoard(ports, calls, { task, signal })),
    draftShots: (task, signal) => draftShots(calls, prepareDraft(ports, task), signal),
    createShots: (drafted) => createDraftedShots(ports.context, drafted),
    improvePrompt: (task, signal) => improvePrompt(ports, calls, { task, signal }),
    speak: (task, signal) => track(speakDialogue(ports, calls, { task, signal })),
    transcribe: (task, signal) => transcribeVoice(ports, calls, { task, signal }),
    openInterrupted: () => calls.openInterrupted(),
    async settled() {
      await calls.settled();
      await Promise.allSettled(underWay);
    },
  };
}

function prepare(ports: AssistPorts, task: AssistTask): PreparedCall {
  switch (task.task) {
    case 'board':
      return prepareBoard(ports, task);
    case 'draft':
      return prepareDraft(ports, task);
    case 'prompt':
      return preparePrompt(ports, task);
    case 'speech':
      return prepareSpeech(ports, task);
    case 'transcription':
      return prepareTranscription(ports, task);
    default:
      return assertNever(task);
  }
}

function planOf(
  { checkBudgets }: AssistPorts,
  { connection, projectId, estimates, isPlainPrice = false }: PreparedCall,
): Pick<AssistPlan, 'estimate' | 'isPlainPrice' | 'requestCount' | 'overBudget'> {
  const known = estimates.filter((estimate) => estimate !== null);
  const spendings = known.map((amount) => ({ connectionId: connection.id, projectId, amount }));
  return {
    estimate: known.length < estimates.length ? null : addMicros(known),
    isPlainPrice: isPlainPrice && known.length > 0,
    requestCount: estimates.length,
    overBudget: checkBudgets(spendings),
  };
}
