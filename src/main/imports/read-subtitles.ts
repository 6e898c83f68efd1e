/** Reads a file of subtitles of any kind that can be imported. */
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import { parseSrt } from './srt-reader.ts';
import type { ParsedSubtitles } from './subtitle-cue.ts';
import { looksLikeTtml, parseTtml } from './ttml-reader.ts';
import { looksLikeWebVtt, parseWebVtt } from './webvtt-reader.ts';

export type SubtitleFormat = 'srt' | 'webvtt' | 'ttml';

/**
 * Cues in the order of their start, then of the file, whatever the name of the file says.
 *
 * @throws {AppError} SUBTITLES_UNREADABLE (params `fileName`) for a text that is no subtitles, or has no cue at all
 */
export function readSubtitles(text: string, fileName: string): ParsedSubtitles & { format: SubtitleFormat } {
  const format = looksLikeWebVtt(text) ? 'webvtt' : looksLikeTtml(text) ? 'ttml' : 'srt';
  const { cues, problems } = parseAs(format, text, fileName);
  if (cues.length === 0) {
    throw new AppError('SUBTITLES_UNREADABLE', `no cue, read as ${format}`, { params: { fileName } });
  }
  return { format, cues: cues.sort((a, b) => a.startMs - b.startMs || a.line - b.line), problems };
}

const parsers = { srt: parseSrt, webvtt: parseWebVtt, ttml: parseTtml };

function parseAs(format: SubtitleFormat, text: string, fileName: string): ParsedSubtitles {
  try {
    return parsers[format](text);
  } catch (thrown) {
    const cause = toAppError(thrown);
    if (!cause.code.startsWith('SCRIPT_')) throw cause;
    throw new AppError('SUBTITLES_UNREADABLE', cause.message, { params: { fileName }, cause });
  }
}
