/**
 * The one error class that crosses borders inside Shotwright.
 *
 * A code says what happened; the words a person reads for it stand in the message catalogue under `errors.<code>`
 * and say what happened, what was kept and what to do next. `message` is for developers and logs only.
 */

/** Every error code, once. Add the words to the catalogue in the same change. */
export const errorCodes = [
  'ASSET_NOT_FOUND',
  'BACKUP_FAILED',
  'BUDGET_CONNECTION',
  'BUDGET_JOB',
  'BUDGET_PROJECT',
  'CANCELLED',
  'CONNECTION_IN_USE',
  'CONNECTION_NOT_FOUND',
  'DISK_FULL',
  'EGRESS_HOST_NOT_ALLOWED',
  'EGRESS_NOT_ALLOWED',
  'ELEMENTS_FULL',
  'ELEMENT_NAME_TAKEN',
  'ELEMENT_NOT_FOUND',
  'ELEMENT_PICTURES_FULL',
  'EXPORT_DESTINATION_NOT_WRITABLE',
  'EXPORT_NOTHING_TO_EXPORT',
  'FFMPEG_FAILED',
  'FFMPEG_MISSING',
  'FFMPEG_NOT_USABLE',
  'FFMPEG_STALLED',
  'FILE_NOT_OPENED',
  'IMAGE_DAMAGED',
  'IMAGE_TOO_LARGE',
  'IMAGE_TYPE_NOT_SUPPORTED',
  'IMPORT_EMPTY',
  'IMPORT_TOO_LARGE',
  'IMPORT_TOO_MANY_SHOTS',
  'INTERNAL',
  'INVALID_INPUT',
  'JOB_NOT_FOUND',
  'JOB_STATE_CONFLICT',
  'KEYS_LOCKED',
  'KEY_MISSING',
  'KEY_STORE_MISSING',
  'LIBRARY_DAMAGED',
  'LIBRARY_LOCKED',
  'LIBRARY_MIGRATION_FAILED',
  'LIBRARY_NOT_A_LIBRARY',
  'LIBRARY_NOT_WRITABLE',
  'LIBRARY_TOO_NEW',
  'MEDIA_DECODE_FAILED',
  'MEDIA_FOLDER_NOT_WRITABLE',
  'MEDIA_TYPE_NOT_SUPPORTED',
  'MODEL_INPUT_MISSING',
  'MODEL_NOT_FOUND',
  'NETWORK_BROKEN',
  'NETWORK_INSECURE',
  'NETWORK_TIMED_OUT',
  'NETWORK_UNREACHABLE',
  'NOT_AVAILABLE_HERE',
  'NUMBERS_LOCKED',
  'OFFLINE',
  'PASSPHRASE_WRONG',
  'PRECHECK_OBJECTED',
  'PREVIEW_NEEDED',
  'PREVIOUS_TAKE_MISSING',
  'PROJECT_CHANGED',
  'PROJECT_HAS_NO_SCRIPT',
  'PROJECT_NOT_FOUND',
  'PROVIDER_ANSWER_LOST',
  'PROVIDER_ANSWER_UNREADABLE',
  'PROVIDER_ERROR',
  'PROVIDER_FAILED',
  'PROVIDER_FORBIDDEN',
  'PROVIDER_INPUT_TOO_LARGE',
  'PROVIDER_JOB_LOST',
  'PROVIDER_KEY_REJECTED',
  'PROVIDER_MODEL_GONE',
  'PROVIDER_NEVER_BEGAN',
  'PROVIDER_NEVER_ENDED',
  'PROVIDER_NO_CREDIT',
  'PROVIDER_RATE_LIMITED',
  'PROVIDER_REFUSED',
  'PROVIDER_REJECTED',
  'RECORDING_NOT_FOUND',
  'RESULT_GONE',
  'RESULT_INCOMPLETE',
  'RESULT_NOT_A_FILE',
  'RESULT_TOO_LARGE',
  'SCENE_NOT_FOUND',
  'SCRIPT_BINARY',
  'SCRIPT_DAMAGED',
  'SCRIPT_DECLARES_ENTITIES',
  'SCRIPT_EMPTY',
  'SCRIPT_NOT_FOUND',
  'SCRIPT_NOT_READABLE',
  'SCRIPT_REPLACED',
  'SCRIPT_TOO_LARGE',
  'SCRIPT_TOO_LONG',
  'SHOT_NOT_FOUND',
  'SOUND_CLIPS_FULL',
  'SOUND_CLIP_NOT_FOUND',
  'SOUND_LANES_FULL',
  'SOUND_LANE_NOT_FOUND',
  'STORYBOARDER_UNREADABLE',
  'SUBTITLES_UNREADABLE',
  'TABLE_UNREADABLE',
  'TAKE_NOT_FOUND',
  'TAKE_VERIFICATION_FAILED',
  'TEXT_ANSWER_UNUSABLE',
  'UPLOAD_NOT_FOUND',
  'UPLOAD_TOO_LARGE',
] as const;

/** `SUBJECT_PROBLEM`; the closed list that a caller may switch over. */
export type ErrorCode = (typeof errorCodes)[number];

/** What may be done about an error, said by the code that knows. */
export type RetryAdvice = 'never' | 'later' | 'after-user-action';

/** Values that the words of an error name, such as a file name or a limit. Never content, never a key. */
export type ErrorParams = Record<string, string | number>;

/** An error as it travels between processes and is stored with a job. */
export type AppErrorData = {
  code: ErrorCode;
  params: ErrorParams;
  retry: RetryAdvice;
};

/** What goes with an error, all of it optional. */
export type AppErrorOptions = {
  params?: ErrorParams;
  /** @default 'never' */
  retry?: RetryAdvice;
  cause?: unknown;
};

/** An error with a code of the closed list, and with advice about trying again. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly retry: RetryAdvice;

  constructor(code: ErrorCode, message: string, { params = {}, retry = 'never', cause }: AppErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.params = params;
    this.retry = retry;
  }

  toData(): AppErrorData {
    return { code: this.code, params: this.params, retry: this.retry };
  }
}

/** Turns anything thrown into an `AppError`; what nobody foresaw becomes INTERNAL with its cause kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].some((code) => hasCode(thrown, code))) {
    return new AppError('DISK_FULL', 'no space left on the device', { retry: 'after-user-action', cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', message, { cause: thrown });
}

/** Whether a thrown value carries this `code`, as Node's system errors and SQLite's errors do. */
export function hasCode(thrown: unknown, code: string): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === code;
}
