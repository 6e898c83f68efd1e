/** What a line of the log says, worked out from its entry. */
import type { PillTone } from '#renderer/ui/pill.tsx';
import type { EgressEntry, EgressTotals, RemoteCopyEntry } from '#shared/contract/generation-answers.ts';

/** Purposes that have words, in the order of the filter; the log may hold others of a newer studio. */
export const purposes = [
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
  'test',
  'list-models',
] as const;

export type Purpose = (typeof purposes)[number];

export function isPurpose(text: string): text is Purpose {
  return (purposes as readonly string[]).includes(text);
}

const kinds = ['image', 'voice', 'video', 'text'] as const;

/** Bytes by kind of content, media first, without what was not sent. */
export function sentParts(sent: EgressEntry['sent']): Array<{ kind: (typeof kinds)[number]; bytes: number }> {
  return kinds.flatMap((kind) => {
    const bytes = sent[kind] ?? 0;
    return bytes > 0 ? [{ kind, bytes }] : [];
  });
}

/** How an answer is marked. */
export function toneOf({ outcome, status }: Pick<EgressEntry, 'outcome' | 'status'>): PillTone {
  switch (outcome) {
    case 'sending':
      return 'run';
    case 'answered':
      return status !== null && status < 400 ? 'ok' : 'bad';
    case 'no-answer':
      return 'bad';
    case 'not-sent':
      return 'idle';
  }
}

/** Sums over all hosts. */
export function sumHosts(hosts: EgressTotals['hosts']): {
  requestCount: number;
  sentBytes: number;
  receivedBytes: number;
} {
  const sums = { requestCount: 0, sentBytes: 0, receivedBytes: 0 };
  for (const { requestCount, sentBytes, receivedBytes } of hosts) {
    sums.requestCount += requestCount;
    sums.sentBytes += sentBytes;
    sums.receivedBytes += receivedBytes;
  }
  return sums;
}

/** How a copy at a provider stands. */
export type CopyEnd =
  | { kind: 'ended'; how: NonNullable<RemoteCopyEntry['endedHow']>; atMs: number | null }
  | { kind: 'expires' | 'expired'; atMs: number }
  | { kind: 'there' };

export function copyEnd(copy: RemoteCopyEntry, nowMs: number): CopyEnd {
  const { endedHow, endedAtMs, expiresAtMs } = copy;
  // What could not be deleted goes by itself all the same where the provider said so.
  const isOver = expiresAtMs !== null && expiresAtMs <= nowMs;
  if (endedHow !== null && !(endedHow === 'failed' && isOver)) return { kind: 'ended', how: endedHow, atMs: endedAtMs };
  if (expiresAtMs === null) return { kind: 'there' };
  return { kind: isOver ? 'expired' : 'expires', atMs: expiresAtMs };
}

/** Whether something of ours may still lie there. */
export function toneOfCopy(end: CopyEnd): PillTone {
  if (end.kind === 'ended') return end.how === 'failed' ? 'bad' : 'ok';
  return end.kind === 'expired' ? 'ok' : 'ask';
}
