/** Brings a result home from an address that an answer named, without the key. */
import type { ProviderHttp } from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { troubleOf } from './outcome.ts';
import type { Output, PollOutcome } from './video-provider.ts';

export type DownloadOutputOptions = {
  http: ProviderHttp;
  attemptId: AttemptId;
  output: Output;
  /** Asks for the job anew: its addresses are good again after that, where the provider still has the file. */
  poll: () => Promise<PollOutcome>;
  path: string;
  signal?: AbortSignal | undefined;
};

/**
 * An address that has expired is asked for anew, once.
 *
 * @throws {AppError} RESULT_GONE when it is not there any more, and what `ProviderHttp.download` throws
 * @throws the signal's reason
 */
export async function downloadOutput(options: DownloadOutputOptions): Promise<{ sizeBytes: number }> {
  const { http, attemptId, output, path, signal } = options;
  signal?.throwIfAborted();
  const bring = (url: string) =>
    http.download(
      { purpose: 'download', method: 'GET', url, body: { kind: 'none' }, auth: 'none' },
      { path, signal, expect: 'video', attemptId },
    );
  try {
    if (output.url !== undefined) {
      try {
        return await bring(output.url);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'RESULT_GONE')) throw error;
      }
    }
    return await bring(await findUrl(options));
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw troubleOf(error);
  }
}

async function findUrl({ output, poll }: DownloadOutputOptions): Promise<string> {
  const outcome = await poll();
  const found = outcome.kind === 'succeeded' ? outcome.outputs.find(({ index }) => index === output.index) : undefined;
  if (found?.url === undefined) throw new AppError('RESULT_GONE', `asked for anew, the job is ${outcome.kind}`);
  return found.url;
}
