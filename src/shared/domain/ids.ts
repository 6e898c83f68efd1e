/**
 * Stable, opaque ids: a prefix that names the kind, an underscore and 16 characters of 0-9 and a-z.
 * Numbers that people see (scene 3, shot 3A, take 2) are derived or stored apart.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { Branded } from '#shared/util/branded.ts';

/** Each kind of record has an id type of its own, so that one does not fit where another is asked. */
export type ProjectId = Branded<string, 'ProjectId'>;
export type SceneId = Branded<string, 'SceneId'>;
export type ShotId = Branded<string, 'ShotId'>;
export type AssetId = Branded<string, 'AssetId'>;
export type TakeId = Branded<string, 'TakeId'>;
export type JobId = Branded<string, 'JobId'>;
export type AttemptId = Branded<string, 'AttemptId'>;
export type ConnectionId = Branded<string, 'ConnectionId'>;
export type ScriptId = Branded<string, 'ScriptId'>;
export type UploadId = Branded<string, 'UploadId'>;
export type ElementId = Branded<string, 'ElementId'>;
/** A field that a project adds to its shots. */
export type FieldId = Branded<string, 'FieldId'>;
export type RecordingId = Branded<string, 'RecordingId'>;
export type SoundLaneId = Branded<string, 'SoundLaneId'>;
export type SoundClipId = Branded<string, 'SoundClipId'>;

/** Prefix of each kind of id. */
const prefixes = {
  project: 'proj',
  scene: 'scene',
  shot: 'shot',
  asset: 'asset',
  take: 'take',
  job: 'job',
  attempt: 'att',
  connection: 'conn',
  script: 'script',
  upload: 'up',
  batch: 'batch',
  element: 'elem',
  field: 'field',
  recording: 'rec',
  soundLane: 'lane',
  soundClip: 'clip',
} as const;

/** The id type of each kind. */
export type IdOf = {
  project: ProjectId;
  scene: SceneId;
  shot: ShotId;
  asset: AssetId;
  take: TakeId;
  job: JobId;
  attempt: AttemptId;
  connection: ConnectionId;
  script: ScriptId;
  upload: UploadId;
  batch: Branded<string, 'BatchId'>;
  element: ElementId;
  field: FieldId;
  recording: RecordingId;
  soundLane: SoundLaneId;
  soundClip: SoundClipId;
};

/** The kinds of records that have ids. */
export type IdKind = keyof IdOf;

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Makes ids from random bytes that are passed in, so that tests can make them predictable. */
export interface IdFactory {
  create<Kind extends IdKind>(kind: Kind): IdOf[Kind];
}

/** @param randomBytes returns `count` random bytes, such as `crypto.randomBytes`. */
export function createIdFactory(randomBytes: (count: number) => Uint8Array): IdFactory {
  return {
    create<Kind extends IdKind>(kind: Kind): IdOf[Kind] {
      const letters = Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length]);
      return `${prefixes[kind]}_${letters.join('')}` as IdOf[Kind];
    },
  };
}

/** What an id of this kind looks like, such as `shot_4f0c…`. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${prefixes[kind]}_[0-9a-z]{16}$`);
}

/** @throws {AppError} INVALID_INPUT when the text is not an id of this kind. */
export function parseId<Kind extends IdKind>(kind: Kind, text: string): IdOf[Kind] {
  if (idPattern(kind).test(text)) return text as IdOf[Kind];
  throw new AppError(
    'INVALID_INPUT',
    `expected a ${kind} id such as "${prefixes[kind]}_0123456789abcdef", got "${text}"`,
  );
}

/** The connection of the built-in engine, which every library has. */
export const animaticConnectionId = 'conn_animatic00000000' as ConnectionId;
