/**
 * Reads TTML (.ttml, .dfxp): its paragraphs with their times, as w3.org/TR/ttml2 writes them.
 *
 * Times of paragraphs in a timed `div` are read as times of the film, which is what the programs that write such files
 * mean; a paragraph without times takes those of what it stands in.
 */
import { readXml, type XmlElement } from '#main/scripts/xml-reader.ts';
import { addCue, type ParsedSubtitles, speechesOfLines } from './subtitle-cue.ts';

/** Whether a text looks like TTML: XML whose root is `tt`. */
export function looksLikeTtml(text: string): boolean {
  return /^\ufeff?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]{0,10000}?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:[\w-]+:)?tt[\s>]/.test(
    text.slice(0, 20_000),
  );
}

type Times = { beginMs: number | null; endMs: number | null };
type Reading = { parsed: ParsedSubtitles; rate: number; tickRate: number };

/** @throws {AppError} as `readXml` */
export function parseTtml(text: string): ParsedSubtitles {
  const rootName = /<((?:[\w-]+:)?tt)[\s>]/.exec(text)?.[1] ?? 'tt';
  const root = readXml(text, rootName);
  const rate = Number(attribute(root, 'frameRate')) || 30;
  const tickRate = Number(attribute(root, 'tickRate')) || rate;
  const parsed: ParsedSubtitles = { cues: [], problems: [] };
  walk(root, { beginMs: null, endMs: null }, { parsed, rate, tickRate });
  return parsed;
}

function walk(element: XmlElement, inherited: Times, reading: Reading): void {
  const times = timesOf(element, inherited, reading);
  if (localName(element.name) !== 'p') {
    for (const child of element.children) if (typeof child !== 'string') walk(child, times, reading);
    return;
  }
  const { parsed } = reading;
  const lines = textOf(element).split('\n');
  const speeches = speechesOfLines(lines);
  const at = parsed.cues.length + parsed.problems.length + 1;
  if (times.beginMs === null || times.endMs === null) {
    const reason = speeches.length === 0 ? 'cue-without-text' : 'cue-without-time';
    parsed.problems.push({ reason, at, name: lines.join(' ').trim().slice(0, 40) });
  } else addCue(parsed, { startMs: times.beginMs, endMs: times.endMs, speeches, line: at });
}

function timesOf(element: XmlElement, inherited: Times, { rate, tickRate }: Reading): Times {
  const read = (name: string) => readTime(attribute(element, name), rate, tickRate);
  const beginMs = read('begin') ?? inherited.beginMs;
  const lengthMs = read('dur');
  const endMs = read('end') ?? (lengthMs === null || beginMs === null ? inherited.endMs : beginMs + lengthMs);
  return { beginMs, endMs };
}

const unitMs: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Milliseconds; null where there is no time. */
function readTime(text: string | null, rate: number, tickRate: number): number | null {
  // "00:00:01.464", "00:00:01:12"
  const clock = /^(\d{2,}):([0-5]\d):([0-5]\d)(?:(\.\d+)|:(\d{2,}))?$/.exec(text ?? '');
  if (clock) {
    const seconds = (Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3]) + Number(clock[4] ?? 0);
    return Math.round((seconds + Number(clock[5] ?? 0) / rate) * 1000);
  }
  // "1.464s", "90m", "120f", "1000t"
  const offset = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)$/.exec(text ?? '');
  if (!offset) return null;
  const [, count, unit = ''] = offset;
  const factor = unit === 'f' ? 1000 / rate : unit === 't' ? 1000 / tickRate : (unitMs[unit] ?? 0);
  return Math.round(Number(count) * factor);
}

function textOf({ name, children }: XmlElement): string {
  if (localName(name) === 'br') return '\n';
  // Line breaks of the file itself are only layout.
  return children.map((child) => (typeof child === 'string' ? child.replace(/\s+/g, ' ') : textOf(child))).join('');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attribute({ attributes }: XmlElement, name: string): string | null {
  for (const [key, value] of attributes) if (localName(key) === name) return value;
  return null;
}
