/** What an adapter offers for one connection: clips, and the engines that answer in one go. */
import type { OutgoingRequest, ProviderHttp } from '#main/net/provider-http.ts';
import type { Connection, ConnectionReport } from '#shared/domain/connection.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { Model } from '#shared/domain/model.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { SettingValue } from '#shared/domain/model.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import type { AnswerFacts, Json, ReportedCost, VideoProvider } from './video-provider.ts';

/** What an adapter is built with. It must not keep state that a restart would miss. */
export type ProviderContext = {
  connection: Connection;
  http: ProviderHttp;
  clock: Clock;
  /** 0 to below 1, such as `Math.random`. */
  random: () => number;
};

/** Every engine of one connection. */
export interface Provider {
  readonly kind: Connection['kind'];
  readonly video: VideoProvider | null;
  readonly image: ImageEngine | null;
  readonly text: TextEngine | null;
  readonly speech: SpeechEngine | null;
  readonly transcription: TranscriptionEngine | null;
  readonly moderation: ModerationEngine | null;
  /** What is known without asking anybody: the table that ships, adapted to the connection. */
  bundledModels(): Model[];
  /** Every model of every kind, live where the API tells, else bundled. @throws {AppError} */
  listModels(signal?: AbortSignal): Promise<Model[]>;
  /** The cheapest harmless call that shows whether address and key are good. What goes wrong is a finding, not thrown. */
  test(signal?: AbortSignal): Promise<Omit<ConnectionReport, 'checkedAtMs'>>;
  close(): Promise<void>;
}

/** Builds the engines of one connection. */
export type ProviderFactory = (context: ProviderContext) => Provider;

/**
 * How a call that answers in one go ended. Such calls have no id: an answer that got lost is lost, and `unknown` says
 * that it may have been paid for. Nothing here repeats a request.
 */
export type OneShotOutcome<Result> =
  | { kind: 'finished'; result: Result; cost?: ReportedCost; facts?: AnswerFacts }
  | { kind: 'rejected'; error: AppErrorData; retryAfterMs: number | null }
  | { kind: 'refused'; error: AppErrorData }
  | { kind: 'unknown'; error: AppErrorData };

/** A file that came inside an answer. */
export type IncomingFile = { bytes: Uint8Array; mime: string };

export type ImageRequest = {
  model: Model;
  prompt: string;
  /** Pictures to start from, which makes it an edit; at most as many as the model takes. */
  inputAssetIds: AssetId[];
  frameSize: FrameSize;
  settings: Record<string, SettingValue>;
};

/** Makes and edits pictures, each in one paid call. */
export interface ImageEngine {
  preview(request: ImageRequest): Promise<OutgoingRequest[]>;
  /** @throws the signal's reason when it fired before the request left */
  generate(
    request: ImageRequest,
    options: { signal?: AbortSignal | undefined },
  ): Promise<OneShotOutcome<IncomingFile[]>>;
}

export type TextRequest = {
  modelId: string;
  system: string;
  user: string;
  /** Asks for JSON of this schema (JSON Schema 2020-12, closed objects, everything required); null for plain text. */
  schema: { name: string; schema: Json } | null;
  maxOutputTokens: number;
};

/** Answers with words or with JSON of a schema. */
export interface TextEngine {
  preview(request: TextRequest): Promise<OutgoingRequest[]>;
  complete(
    request: TextRequest,
    options: { signal?: AbortSignal | undefined },
  ): Promise<OneShotOutcome<{ text: string; inputTokens: number | null; outputTokens: number | null }>>;
}

export type SpeechRequest = { modelId: string; text: string; voice: string; instructions: string };

/** Speaks words in one of its voices. */
export interface SpeechEngine {
  preview(request: SpeechRequest): Promise<OutgoingRequest[]>;
  speak(request: SpeechRequest, options: { signal?: AbortSignal | undefined }): Promise<OneShotOutcome<IncomingFile>>;
}

export type TranscriptionRequest = { modelId: string; assetId: AssetId; language: string | null };

/** Writes down what a recording says. */
export interface TranscriptionEngine {
  preview(request: TranscriptionRequest): Promise<OutgoingRequest[]>;
  transcribe(
    request: TranscriptionRequest,
    options: { signal?: AbortSignal | undefined },
  ): Promise<OneShotOutcome<{ text: string; segments: Array<{ startMs: number; endMs: number; text: string }> }>>;
}

export type ModerationRequest = { prompt: string; imageAssetIds: AssetId[] };

/** What a check objects to. */
export type ModerationFinding = {
  /** `prompt`, or the picture. */
  input: 'prompt' | AssetId;
  /** The service's own names, such as `violence/graphic`. */
  categories: string[];
};

/** Says what a service would object to, before a request that is paid for. */
export interface ModerationEngine {
  check(
    request: ModerationRequest,
    options: { signal?: AbortSignal | undefined },
  ): Promise<OneShotOutcome<ModerationFinding[]>>;
}
