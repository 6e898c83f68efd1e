/**
 * The one way out: what an adapter may ask of the network, bound to one connection.
 *
 * The gate behind it (`http-gate.ts`) adds the key, refuses hosts that the connection does not name, writes the egress
 * log, never follows a redirect with a key to another host, never repeats a request, and gives out files only after
 * location and camera metadata were removed from images. Adapters see neither keys nor the file system.
 */
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** Why a request is made; what a person reads in the egress log. */
export const egressPurposes = [
  'test',
  'list-models',
  'create',
  'upload-input',
  'poll',
  'download',
  'cancel',
  'remove',
  'reconcile',
  'image',
  'text',
  'speech',
  'transcription',
  'moderation',
] as const;

export type EgressPurpose = (typeof egressPurposes)[number];

/** Kinds of content that leave. */
export type EgressKind = 'text' | 'image' | 'voice' | 'video';

/** A file that may leave: stripped, and allowed by the connection's switches. */
export type OutgoingMedia = {
  kind: Exclude<EgressKind, 'text'>;
  bytes: Uint8Array;
  mime: string;
  /** `reference.png`: made up from the kind, never the person's own name for it. */
  fileName: string;
  /** Lower-case hexadecimal SHA-256 of `bytes`. */
  sha256: string;
};

/** One field of a form. */
export type FormField = { name: string; value: string | OutgoingMedia };

export type OutgoingBody =
  | { kind: 'none' }
  /** Media inside stand as data URLs or base64; `media` names the files so that the log can count them by kind. */
  | { kind: 'json'; value: unknown; media?: OutgoingMedia[] }
  | { kind: 'form'; fields: FormField[] }
  /** One file as it is, such as for an upload address. */
  | { kind: 'file'; media: OutgoingMedia };

/** A request as an adapter describes it, before it is sent: a pure value, which is also what a preview shows. */
export type OutgoingRequest = {
  purpose: EgressPurpose;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** Below the connection's address when it begins with `/`; else a whole `https:` address (see `auth`). */
  url: string;
  /** Never keys. */
  headers?: Record<string, string>;
  body: OutgoingBody;
  /**
   * `key`: with the connection's key, only to its own host or one that its kind names. `none`: without, also to a host
   * that an answer of the provider named, such as the address of a result.
   */
  auth: 'key' | 'none';
};

export type SendOptions = {
  signal?: AbortSignal | undefined;
  /** Milliseconds until the answer's headers must be there. @default 60_000 */
  timeoutMs?: number;
  /** Longest body that is read. @default 16 MiB */
  maxBytes?: number;
  /** The attempt that it belongs to, for the egress log. */
  attemptId?: AttemptId | undefined;
};

/** An answer that arrived whole, whatever its status. */
export type ProviderAnswer = {
  status: number;
  headers: Headers;
  /** Lower-case media type without parameters; empty without one. */
  mime: string;
  bytes: Uint8Array;
  /** The body as text. */
  text(): string;
  /** Undefined when the body is no JSON, such as an error page. */
  json(): unknown;
};

/** Whether a request that got no answer may have reached the other side. */
export type Arrival = 'not-sent' | 'maybe';

/**
 * The request got no whole answer. `error` has code NETWORK_…, OFFLINE, EGRESS_… or CANCELLED; `arrival` says whether
 * the other side may have begun to work.
 */
export class NoAnswerError extends AppError {
  readonly error: AppError;
  readonly arrival: Arrival;

  constructor(error: AppError, arrival: Arrival) {
    super(error.code, error.message, { params: error.params, retry: error.retry, cause: error });
    this.name = 'NoAnswerError';
    this.error = error;
    this.arrival = arrival;
  }
}

export type DownloadOptions = {
  /** Where the whole file goes; nothing is left there on failure. */
  path: string;
  signal?: AbortSignal | undefined;
  /** What the file must be; a body of text, HTML or JSON is never taken for one. */
  expect: 'video' | 'image' | 'audio';
  /** @default 4 GiB */
  maxBytes?: number;
  attemptId?: AttemptId | undefined;
};

/** The network for one connection. */
export interface ProviderHttp {
  /**
   * Sends one request, once, and reads the whole answer. Statuses are not judged.
   *
   * @throws {NoAnswerError}
   */
  send(request: OutgoingRequest, options?: SendOptions): Promise<ProviderAnswer>;
  /**
   * Brings a file home: redirects followed without the key, length compared, type looked at, broken bodies resumed
   * with Range where the server can.
   *
   * @throws {NoAnswerError} or {AppError} RESULT_GONE (401, 403, 404, 410: the address has expired),
   * RESULT_NOT_A_FILE, RESULT_TOO_LARGE, RESULT_INCOMPLETE, PROVIDER_ERROR, DISK_FULL
   */
  download(request: OutgoingRequest, options: DownloadOptions): Promise<{ sizeBytes: number; mime: string }>;
  /**
   * A file of the library as it may leave: images upright, re-encoded without metadata.
   *
   * @throws {AppError} EGRESS_NOT_ALLOWED when the connection's switches forbid this kind; ASSET_NOT_FOUND
   */
  media(assetId: AssetId, options?: { signal?: AbortSignal | undefined; maxSidePx?: number }): Promise<OutgoingMedia>;
  /**
   * A `fetch` for an official package: same gate, same key, one purpose. Its requests must carry the placeholder key.
   *
   * @param media files whose bytes stand in the body
   */
  fetch(
    purpose: EgressPurpose,
    options?: { media?: OutgoingMedia[]; attemptId?: AttemptId | undefined },
  ): typeof globalThis.fetch;
  /** What a package is given as its key; the gate puts the real one in its place. */
  readonly placeholderKey: string;
  /** Notes that something of ours lies at the provider: an uploaded file, a result. Called as soon as it is known. */
  noteRemoteCopy(copy: RemoteCopy): void;
  /** Uploads of an attempt that were not removed yet, oldest first. */
  listUploads(attemptId: AttemptId): string[];
  /** Notes how a remote copy ended. */
  noteRemoved(copy: Pick<RemoteCopy, 'remoteId'>, how: 'removed' | 'already-gone' | 'failed'): void;
}

/** Something of ours at the provider. */
export type RemoteCopy = {
  /** The provider's name for it. */
  remoteId: string;
  kind: 'upload' | 'job';
  /** The attempt that it was made for. */
  attemptId: AttemptId | null;
  /** When the provider deletes it by itself, where it tells. */
  expiresAtMs?: number;
};

/** How the key goes with a request. */
export type KeyScheme =
  | { kind: 'bearer' }
  /** `Authorization: Key …` */
  | { kind: 'authorization'; prefix: string }
  | { kind: 'header'; name: string }
  | { kind: 'none' };

/** What a kind of connection is allowed to reach with its key, besides its own address. */
export type KindHosts = { scheme: KeyScheme /** Exact host names. */; alsoHosts: readonly string[] };
