/** Spreads a shot's dialogue over its length, as subtitles. */
import { parseDialogue, toSubtitleText } from './dialogue.ts';
import type { SubtitleCue } from './subtitle-shape.ts';
import { textWidthEms, wrapText } from './text-layout.ts';

/**
 * Cues that fill `durationFrames`, each of at most two lines of `lineEms`. What fits on one subtitle stays together;
 * longer dialogue is cut at speeches, then at sentences and words, each part shown as long as its share of the letters.
 *
 * @returns none for dialogue without words
 */
export function toDialogueCues(dialogue: string, durationFrames: number, lineEms: number): SubtitleCue[] {
  const speeches = parseDialogue(dialogue);
  if (speeches.length === 0) return [];
  const whole = toSubtitleText(dialogue);
  const parts =
    wrapText(whole, lineEms).length <= 2 ? [whole] : speeches.flatMap(({ text }) => toSubtitleParts(text, lineEms));
  // A shot can be shorter than its parts are many: a frame each is the least.
  return toCues(parts.slice(0, durationFrames), durationFrames);
}

function toCues(parts: readonly string[], durationFrames: number): SubtitleCue[] {
  // A short answer needs time to be seen too.
  const weights = parts.map((part) => 4 + textWidthEms(part));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  let startFrames = 0;
  return parts.map((text, index) => {
    passed += weights[index] ?? 0;
    const left = parts.length - index - 1;
    const wanted = Math.round((passed / total) * durationFrames);
    const endFrames = Math.max(startFrames + 1, Math.min(durationFrames - left, wanted));
    const cue = { startFrames, endFrames, text };
    startFrames = endFrames;
    return cue;
  });
}

/** Characters of one speech that become subtitles; a quarter of an hour of talk has about 15,000. */
const longestSpeech = 20_000;

/** Parts of one speech that fill at most two lines, cut after a sentence where that is not too early. */
function toSubtitleParts(text: string, lineEms: number): string[] {
  const parts: string[] = [];
  let part = '';
  // Longer dialogue than anyone can read is cut: measuring it would hold up everything else.
  for (const sentence of text.slice(0, longestSpeech).split(/(?<=[.!?…。！？؟])\s+|(?<=[。！？])/u)) {
    const joined = part === '' ? sentence : `${part} ${sentence}`;
    if (wrapText(joined, lineEms).length <= 2) {
      part = joined;
      continue;
    }
    if (part !== '') parts.push(part);
    const lines = wrapText(sentence, lineEms);
    while (lines.length > 2) parts.push(joinLines(lines.splice(0, 2)));
    part = joinLines(lines);
  }
  return part === '' ? parts : [...parts, part];
}

function joinLines(lines: readonly string[]): string {
  // Lines of Chinese and Japanese were not cut at a space, so none is put back.
  return lines.reduce((text, line) => (text === '' || /[⺀-鿿＀-￯]$/u.test(text) ? text + line : `${text} ${line}`), '');
}
