/** Gives cues to shots: to those that play at their time, or to new ones as long as they are. */
import type { ImportProblem, PlannedShot } from '#shared/domain/import-plan.ts';
import { type FrameRate, type Frames, maxShotFrames } from '#shared/domain/time.ts';
import type { SubtitleCue } from './subtitle-cue.ts';
import { toDialogue } from './subtitle-cue.ts';

/** A shot on the storyboard's timeline, in order. */
type TimedShot = { durationFrames: number };

/** For each cue the index of the shot in which most of it plays; null when it starts after the end. */
export function shotsOfCues(
  cues: ReadonlyArray<Pick<SubtitleCue, 'startMs' | 'endMs'>>,
  shots: readonly TimedShot[],
  rate: FrameRate,
): Array<number | null> {
  const starts: number[] = [];
  let totalFrames = 0;
  for (const { durationFrames } of shots) {
    starts.push(totalFrames);
    totalFrames += durationFrames;
  }
  return cues.map(({ startMs, endMs }) => {
    const start = exactFrames(startMs, rate);
    const end = Math.max(exactFrames(endMs, rate), start + 1);
    if (start >= totalFrames) return null;
    let index = lastAtOrBefore(starts, start);
    let best = index;
    let bestFrames = 0;
    for (; index < shots.length && (starts[index] ?? 0) < end; index++) {
      const from = starts[index] ?? 0;
      const shared = Math.min(end, from + (shots[index]?.durationFrames ?? 0)) - Math.max(start, from);
      if (shared > bestFrames) [best, bestFrames] = [index, shared];
    }
    return best;
  });
}

function exactFrames(ms: number, { numerator, denominator }: FrameRate): number {
  return (ms * numerator) / (1000 * denominator);
}

function lastAtOrBefore(starts: readonly number[], frame: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= frame) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Silence shorter than this belongs to the shot before it, in milliseconds. */
const shortestGapMs = 1000;

const titleLength = 60;

/**
 * One shot a cue and one a gap, which together last as long as the subtitles. A cue that lies within the one before it
 * gives its words to that one's shot; one that overlaps begins where that one ends.
 *
 * @param cues in the order of their start
 */
export function shotsFromCues(
  cues: readonly SubtitleCue[],
  rate: FrameRate,
): { shots: PlannedShot[]; problems: ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const spans: Array<{ endMs: number; cues: SubtitleCue[] }> = [];
  for (const cue of cues) {
    const last = spans.at(-1);
    const endMs = last?.endMs ?? 0;
    if (last && last.cues.length > 0 && cue.endMs <= endMs) last.cues.push(cue);
    else {
      if (cue.startMs - endMs >= shortestGapMs) spans.push({ endMs: cue.startMs, cues: [] });
      else if (last) last.endMs = Math.max(endMs, cue.startMs);
      spans.push({ endMs: cue.endMs, cues: [cue] });
    }
  }
  let frame = 0;
  const shots = spans.map((span): PlannedShot => {
    // Rounded at the cuts and not shot by shot, so that nothing drifts.
    const endFrame = Math.round(exactFrames(span.endMs, rate));
    const frames = Math.max(1, endFrame - frame);
    frame = Math.max(endFrame, frame + 1);
    if (frames > maxShotFrames) {
      problems.push({ reason: 'duration-shortened', at: span.cues[0]?.line ?? null, name: '' });
    }
    const speeches = span.cues.flatMap((cue) => cue.speeches);
    const title = cutTitle(speeches[0]?.text ?? '');
    const durationFrames = Math.min(frames, maxShotFrames) as Frames;
    return { title, prompt: '', dialogue: toDialogue(speeches), notes: '', durationFrames };
  });
  return { shots, problems };
}

function cutTitle(text: string): string {
  const characters = [...text];
  return characters.length <= titleLength ? text : `${characters.slice(0, titleLength - 1).join('')}…`;
}
