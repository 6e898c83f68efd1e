/**
 * Files of requests at Replicate: small ones stand in the request itself, others are uploaded first and deleted when
 * the job's copies are removed. Replicate deletes them by itself too, at the time that its answer names.
 */
import type { OutgoingMedia, OutgoingRequest, ProviderAnswer } from '#main/net/provider-http.ts';
import { toBase64 } from '#main/net/request-body.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { InputRole } from '#shared/domain/model.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { troubleOf, troubleOfStatus } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import { isRecord, textOf } from './read-value.ts';
import { detailOf } from './replicate-answers.ts';
import type { SentFile } from './replicate-request.ts';

/** Largest file that goes inside a request, as Replicate's own guide has it. */
const largestInlineBytes = 256 * 1024;

/** A file as it may leave, with what it is for. */
export type ReadyFile = { role: InputRole; media: OutgoingMedia };

function isInline({ media }: ReadyFile): boolean {
  return media.bytes.byteLength < largestInlineBytes;
}

function uploadRequest({ media }: ReadyFile): OutgoingRequest {
  const body = { kind: 'form' as const, fields: [{ name: 'content', value: media }] };
  return { purpose: 'upload-input', method: 'POST', url: '/files', body, auth: 'key' };
}

function inlineFile({ role, media }: ReadyFile): SentFile {
  return { role, value: `data:${media.mime};base64,${toBase64(media.bytes)}`, inline: media };
}

/** What `sendFiles` would send, and what would stand in the request afterwards. */
export function previewFiles(files: readonly ReadyFile[]): { uploads: OutgoingRequest[]; sent: SentFile[] } {
  return {
    uploads: files.filter((file) => !isInline(file)).map(uploadRequest),
    sent: files.map((file) =>
      isInline(file) ? inlineFile(file) : { role: file.role, value: '<address of the upload>', inline: null },
    ),
  };
}

/** Uploads what is too large. @throws {AppError} or {NoAnswerError} what kept a file from being taken */
export async function sendFiles(
  files: readonly ReadyFile[],
  {
    http,
    attemptId,
    signal,
    refuse,
  }: Pick<ProviderContext, 'http'> & {
    attemptId: AttemptId;
    signal: AbortSignal | undefined;
    /** From an answer that says no to an error. */
    refuse: (answer: ProviderAnswer) => AppError;
  },
): Promise<SentFile[]> {
  const sent: SentFile[] = [];
  for (const file of files) {
    if (isInline(file)) {
      sent.push(inlineFile(file));
      continue;
    }
    const answer = await http.send(uploadRequest(file), { signal, attemptId });
    const body = answer.status < 300 ? answer.json() : null;
    const id = isRecord(body) ? textOf(body.id) : '';
    const url = isRecord(body) && isRecord(body.urls) ? textOf(body.urls.get) : '';
    if (!isRecord(body) || id === '' || url === '') throw refuse(answer);
    const expiresAtMs = Date.parse(textOf(body.expires_at));
    http.noteRemoteCopy({ remoteId: id, kind: 'upload', attemptId, ...(expiresAtMs > 0 && { expiresAtMs }) });
    sent.push({ role: file.role, value: url, inline: null });
  }
  return sent;
}

/**
 * Deletes the uploads of an attempt.
 *
 * @returns how many were still there
 * @throws {AppError} when one could not be deleted; those before it are gone
 */
export async function removeFiles({ http }: Pick<ProviderContext, 'http'>, attemptId: AttemptId): Promise<number> {
  let removed = 0;
  for (const remoteId of http.listUploads(attemptId)) {
    try {
      const isRemoved = await removeFile({ http }, { remoteId, attemptId });
      http.noteRemoved({ remoteId }, isRemoved ? 'removed' : 'already-gone');
      if (isRemoved) removed += 1;
    } catch (error) {
      http.noteRemoved({ remoteId }, 'failed');
      throw troubleOf(error);
    }
  }
  return removed;
}

async function removeFile(
  { http }: Pick<ProviderContext, 'http'>,
  { remoteId, attemptId }: { remoteId: string; attemptId: AttemptId },
): Promise<boolean> {
  const answer = await http.send(
    {
      purpose: 'remove',
      method: 'DELETE',
      url: `/files/${encodeURIComponent(remoteId)}`,
      body: { kind: 'none' },
      auth: 'key',
    },
    { attemptId },
  );
  if (answer.status === 404 || answer.status === 410) return false;
  if (answer.status >= 300) throw troubleOfStatus(answer, detailOf(answer));
  return true;
}
