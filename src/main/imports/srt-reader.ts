/**
 * Reads SubRip (.srt). The format has no specification: what stands between two lines of times is text, without the
 * counter above the next one, and everything else is forgiven.
 */
import { addCue, decodeReferences, type ParsedSubtitles, speechesOfLines } from './subtitle-cue.ts';

// "00:00:07,120 --> 00:00:09,480", "0:0:7.1->0:0:9", "00:00:07,120 --> 00:00:09,480  X1:10 X2:20"
const timesLine =
  /^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?\s*--?>\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?(?:\s.*)?$/;

// "<i>", "</font>", "<font color="#fff">"
const tag = /<\/?(?:i|b|u|s|em|strong|font|span|c|v|ruby|rt)(?:[\s.][^<>]*)?>/gi;
// "{\an8}", "{b}", "{/i}"
const braces = /\{(?:\\[^{}]*|\/?[ibus])\}/gi;

/** Never fails: a text without times has no cues. */
export function parseSrt(text: string): ParsedSubtitles {
  const lines = text.split(/\r\n|\r|\n/);
  const parsed: ParsedSubtitles = { cues: [], problems: [] };
  const starts = lines.flatMap((line, index) => (line.includes('-->') || timesLine.test(line) ? [index] : []));
  starts.forEach((index, position) => {
    const times = readTimes(lines[index] ?? '');
    const next = starts[position + 1];
    const body = lines.slice(index + 1, next ?? lines.length);
    const speeches = speechesOfLines((next === undefined ? body : withoutCounter(body)).flatMap(plainLines));
    const line = index + 1;
    if (times) addCue(parsed, { ...times, speeches, line });
    else parsed.problems.push({ reason: 'cue-without-time', at: line, name: (speeches[0]?.text ?? '').slice(0, 40) });
  });
  return parsed;
}

function readTimes(line: string): { startMs: number; endMs: number } | null {
  const match = timesLine.exec(line);
  if (!match) return null;
  const [, h1, m1, s1, f1, h2, m2, s2, f2] = match;
  return { startMs: toMs(h1, m1, s1, f1), endMs: toMs(h2, m2, s2, f2) };
}

function toMs(hours = '0', minutes = '0', seconds = '0', fraction = '0'): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}

/** Without the number that stands above the next times. */
function withoutCounter(body: readonly string[]): readonly string[] {
  const last = body.findLastIndex((line) => line.trim() !== '');
  return last !== -1 && /^\s*\d{1,9}\s*$/.test(body[last] ?? '') && last === body.length - 1
    ? body.slice(0, last)
    : body;
}

function plainLines(line: string): string[] {
  return decodeReferences(line.replace(tag, '').replace(braces, '')).split(/\\N/);
}
