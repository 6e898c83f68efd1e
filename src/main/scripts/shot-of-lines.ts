/** One shot of a stretch of a script that a person chose, in the words that an import would have given it. */
import type { OutlineElement, OutlineShot } from '#shared/domain/outline.ts';
import { groupElements } from './script-items.ts';
import { finishShot, type SegmentOptions, type ShotDraft } from './segment-scenes.ts';

export type LinesOfScript = {
  /** From 1, both included. */
  startLine: number;
  endLine: number;
  /** Heading of the scene that the shot is to stand in; it says where people speak. */
  heading: string;
};

/** However much the lines hold, it is one shot, no longer than the rule allows. Lines without words give a plain one. */
export function shotOfLines(
  elements: readonly OutlineElement[],
  { startLine, endLine, heading }: LinesOfScript,
  options: Pick<SegmentOptions, 'frameRate' | 'durationRule'>,
): OutlineShot {
  const chosen = elements.filter((element) => element.startLine >= startLine && element.startLine <= endLine);
  const shot: Omit<ShotDraft, 'seconds' | 'isShort'> = {
    ...{ action: [], dialogue: [], speakers: [], notes: [] },
    ...{ startLine, endLine },
  };
  for (const item of groupElements(chosen)) {
    switch (item.kind) {
      case 'action':
        if (item.text !== '') shot.action.push(item.text);
        shot.notes.push(...item.notes);
        break;
      case 'speech':
        if (item.text !== '') shot.dialogue.push(item.speaker === null ? item.text : `${item.speaker}: ${item.text}`);
        if (item.speaker !== null && !shot.speakers.includes(item.speaker)) shot.speakers.push(item.speaker);
        shot.notes.push(...item.notes);
        break;
      case 'heading':
        break;
      default:
        shot.notes.push(item.text);
    }
  }
  return finishShot(shot, heading, options);
}
