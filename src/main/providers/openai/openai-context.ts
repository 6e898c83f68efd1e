/** What every engine of one connection shares. */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { VideoDialect } from '#shared/domain/connection.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ProviderContext } from '../provider.ts';
import type { JobHandle } from '../video-provider.ts';
import { apiPathOf, isOpenAiAddress, isOwnAddress } from './openai-dialects.ts';

export type OpenAiContext = ProviderContext & {
  dialect: VideoDialect;
  /** What stands before `/videos`, `/models` and so on: `/v1` or nothing. */
  apiPath: string;
  /** Whether OpenAI itself answers. */
  isOpenAi: boolean;
  /** Whether the server is the person's own, whose work costs nothing by the clip. */
  isOwnServer: boolean;
  /** @throws {AppError} CANCELLED after `close` */
  assertOpen(): void;
  close(): void;
};

export function createOpenAiContext(context: ProviderContext): OpenAiContext {
  const { connection } = context;
  const dialect = connection.dialect ?? defaultDialects.none;
  let isClosed = false;
  return {
    ...context,
    dialect,
    apiPath: apiPathOf(connection.baseUrl, dialect),
    isOpenAi: isOpenAiAddress(connection.baseUrl),
    isOwnServer: isOwnAddress(connection.baseUrl),
    assertOpen() {
      if (isClosed) throw new AppError('CANCELLED', 'the adapter is closed');
    },
    close() {
      isClosed = true;
    },
  };
}

/** A request without a body, signed in. */
export function bare(
  purpose: OutgoingRequest['purpose'],
  method: OutgoingRequest['method'],
  url: string,
): OutgoingRequest {
  return { purpose, method, url, body: { kind: 'none' }, auth: 'key' };
}

/** Notes that a job of ours lies there now, and makes its handle. */
export function adopt(
  { http }: OpenAiContext,
  { id, expiresAtMs }: { id: string; expiresAtMs: number | null },
  attempt: Pick<JobHandle, 'attemptId' | 'modelId' | 'submittedAtMs'>,
): JobHandle {
  const { attemptId } = attempt;
  try {
    http.noteRemoteCopy({ remoteId: id, kind: 'job', attemptId, ...(expiresAtMs !== null && { expiresAtMs }) });
  } catch {
    // A full disk: the id of what was paid for is worth more than the note.
  }
  return { version: 1, id, ...attempt };
}
