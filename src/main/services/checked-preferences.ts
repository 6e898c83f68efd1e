/** Looks at preferences that come from the window before they count. */
import type { Preferences } from '#shared/contract/answers.ts';
import { AppError } from '#shared/errors/app-error.ts';

// /opt/ffmpeg-7/bin/ffmpeg, C:\\tools\\ffmpeg.exe, /usr/local/bin/ffmpeg7
const ffmpegPath = /^(?:\/|[a-z]:[\\/])(?:.*[\\/])?ffmpeg[^\\/]*$/i;

/**
 * The window is not trusted: what it names is run, so it must be an absolute path of a program called ffmpeg.
 *
 * @throws {AppError} INVALID_INPUT
 */
export function checkedPreferences(patch: Partial<Preferences>): Partial<Preferences> {
  const { ffmpegPath: named } = patch;
  if (named === undefined || named === null || ffmpegPath.test(named)) return patch;
  throw new AppError('INVALID_INPUT', 'a path that ends in ffmpeg', { params: { field: 'ffmpegPath' } });
}
