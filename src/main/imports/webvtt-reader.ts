/**
 * Reads WebVTT as its specification parses it (w3.org/TR/webvtt1, sections 6.1 and 6.4): blocks of lines, of which those
 * with times are cues; notes, styles and regions are passed over. Voices become speakers.
 */
import type { Speech } from '#shared/domain/dialogue.ts';
import { addCue, decodeReferences, type ParsedSubtitles, speechesOfLines } from './subtitle-cue.ts';

/** Whether a text calls itself WebVTT. */
export function looksLikeWebVtt(text: string): boolean {
  return /^\ufeff?WEBVTT(?:[ \t\r\n]|$)/.test(text);
}

/** Never fails: what is no cue is passed over or named as a problem. */
export function parseWebVtt(text: string): ParsedSubtitles {
  const lines = text.split(/\r\n|\r|\n/);
  const parsed: ParsedSubtitles = { cues: [], problems: [] };
  // The first line is the signature; the header ends with the first empty line, or where a cue begins.
  let index = 1;
  while (index < lines.length && lines[index] !== '' && !isTimes(lines[index])) index++;
  while (index < lines.length) index = readBlock(lines, index, parsed);
  return parsed;
}

function isTimes(line: string | undefined): boolean {
  return line?.includes('-->') ?? false;
}

/** Reads from one line on to the end of the block. @returns the line behind it */
function readBlock(lines: readonly string[], start: number, parsed: ParsedSubtitles): number {
  let index = start;
  while (index < lines.length && lines[index] === '') index++;
  // The times stand in the first line of a block, or in the second below an identifier.
  const timesAt = isTimes(lines[index]) ? index : lines[index] && isTimes(lines[index + 1]) ? index + 1 : -1;
  let end = timesAt === -1 ? index : timesAt + 1;
  while (end < lines.length && lines[end] !== '' && !isTimes(lines[end])) end++;
  if (timesAt === -1) return Math.max(end, start + 1);
  const times = readTimes(lines[timesAt] ?? '');
  if (times) {
    const speeches = readCueText(lines.slice(timesAt + 1, end).join('\n'));
    addCue(parsed, { ...times, speeches, line: timesAt + 1 });
  } else {
    const name = (lines[timesAt] ?? '').trim().slice(0, 40);
    parsed.problems.push({ reason: 'cue-without-time', at: timesAt + 1, name });
  }
  return end;
}

// "00:00.000 --> 01:00:10.000 align:start line:0"
const timesLine =
  /^[ \t]*(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]*-->[ \t]*(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?:[ \t]|$)/;

function readTimes(line: string): { startMs: number; endMs: number } | null {
  const match = timesLine.exec(line);
  if (!match) return null;
  const toMs = (from: number) =>
    ((Number(match[from] ?? 0) * 60 + Number(match[from + 1])) * 60 + Number(match[from + 2])) * 1000 +
    Number(match[from + 3]);
  const times = { startMs: toMs(1), endMs: toMs(5) };
  return Object.values(times).every(Number.isSafeInteger) ? times : null;
}

/** The words of a cue without its tags, cut where another voice begins. */
function readCueText(text: string): Speech[] {
  const speeches: Speech[] = [];
  let speaker: string | null = null;
  let words = '';
  const close = () => {
    for (const speech of speechesOfLines(decodeReferences(words).split('\n'))) {
      const last = speeches.at(-1);
      // A voice that goes on in the next line is one speech.
      if (speaker !== null && last?.speaker === speaker) last.text += ` ${speech.text}`;
      else speeches.push({ speaker, text: speech.text });
    }
    words = '';
  };
  let from = 0;
  // "<v.loud Mary Jones>", "</v>", "<c.yellow>", "<00:00:01.000>"
  for (const match of text.matchAll(/<(\/?)([^<>\s.]*)([^<>]*)(?:>|$)/g)) {
    words += text.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[2] !== 'v') continue;
    close();
    speaker = match[1] ? null : voiceName(match[3] ?? '');
  }
  words += text.slice(from);
  close();
  return speeches;
}

// ".loud.first Mary Jones"
function voiceName(annotation: string): string | null {
  const name = decodeReferences(annotation.replace(/^\.\S*/, ''))
    .replace(/\s+/g, ' ')
    .trim();
  return name === '' ? null : name;
}
