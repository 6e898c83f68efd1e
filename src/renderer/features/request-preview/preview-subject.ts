/** What can be looked at before it is sent. */
import type { RequestPreview } from '#shared/contract/generation-answers.ts';
import type { RequestInput } from '#shared/domain/generation.ts';
import type { ConnectionId, JobId, ShotId, TakeId } from '#shared/domain/ids.ts';
import { studio } from '#renderer/rpc/client.ts';

/** Where a request comes from. */
export type PreviewSource =
  /** A take of a shot as it is now; null leaves the model to the shot. */
  | { kind: 'shot'; shotId: ShotId; connectionId: ConnectionId | null; modelId: string | null }
  /** A take's request once more. */
  | { kind: 'take'; takeId: TakeId; changes: { promptAsSent?: string; seed?: number | null } }
  /** A job's request once more. */
  | { kind: 'job'; jobId: JobId };

export type PreviewSubject = {
  /** Tells it from the others of one look. */
  key: string;
  /** Number and title of the shot. */
  name: { number: string; title: string };
  source: PreviewSource;
  /** Those that are shown; what else goes along is named with the request. */
  pictures: readonly RequestInput[];
  /** How often it is sent. */
  count: number;
};

/** Exactly what would be sent. Rejects as the studio does when it cannot be put together. */
export async function requestsOf(source: PreviewSource, signal: AbortSignal): Promise<RequestPreview[]> {
  switch (source.kind) {
    case 'shot': {
      const { kind: _, ...input } = source;
      return (await studio.generation.preview(input, { signal })).requests;
    }
    case 'take':
      return (await studio.takes.previewAgain({ takeId: source.takeId, changes: source.changes }, { signal })).requests;
    case 'job':
      return (await studio.jobs.preview({ jobId: source.jobId }, { signal })).requests;
  }
}
