/**
 * Names that the studio chooses for what it makes at a ComfyUI server.
 *
 * They follow from the ids of its own records, so a job whose answer was lost is found under its name. ComfyUI takes
 * ids in the canonical form of a UUID only (comfy_execution/jobs.py, `validate_job_id`).
 */
import { createHash } from 'node:crypto';
import type { AttemptId, ConnectionId } from '#shared/domain/ids.ts';

/** The folder, among inputs and among results, that holds what is the studio's. */
export const serverFolder = 'shotwright';

/** The id that the job of an attempt gets. */
export function promptIdOf(attemptId: AttemptId): string {
  return uuidOf(`shotwright attempt ${attemptId}`);
}

/** Who submits, the same after each restart: without one, an unchanged graph ends without a result (PR #14939). */
export function clientIdOf(connectionId: ConnectionId): string {
  return uuidOf(`shotwright connection ${connectionId}`);
}

/** What the names of an attempt's results begin with. Never the same twice, which also keeps a server from skipping. */
export function filePrefixOf(attemptId: AttemptId): string {
  return `${serverFolder}/${promptIdOf(attemptId)}`;
}

/** For a shot without a seed of its own, 0 to 2⁴⁸ − 1: another one for each take, and the same one in the preview. */
export function seedOf(attemptId: AttemptId): number {
  return hashOf(`shotwright seed ${attemptId}`).readUIntBE(0, 6);
}

/** Version 8, "custom", of RFC 9562, section 5.8. */
function uuidOf(text: string): string {
  const bytes = hashOf(text).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
