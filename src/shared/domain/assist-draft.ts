/** Shots as a text model proposes them, before a person accepts any. */
import type { CameraMoveKind } from './camera-move.ts';

/** One speech of a proposed shot; `character` is empty where nobody is named. */
export type DraftSpeech = { character: string; line: string };

/** One proposed shot. */
export type DraftShot = {
  title: string;
  prompt: string;
  dialogue: DraftSpeech[];
  seconds: number;
  cameraMove: CameraMoveKind;
};

/** Most shots that one request asks for: longer answers lose their form, and a lost one costs less. */
export const draftBatchSize = 8;

/** Most shots that one draft can have. */
export const maxDraftShots = 64;

/** Words that make one shot, at the least: a draft without a number ends there. */
const wordsPerShot = 8;

/** Longest name that `dialogue.ts` reads as a speaker's. */
const longestName = 40;

/** How many shots a draft asks for at the most: the number that was given, else what the text can hold. */
export function mostDraftShots(text: string, shotCount: number | null): number {
  if (shotCount !== null) return Math.min(shotCount, maxDraftShots);
  const wordCount = text.split(/\s+/).filter((word) => word !== '').length;
  return Math.min(maxDraftShots, Math.max(draftBatchSize, Math.ceil(wordCount / wordsPerShot)));
}

/** Requests that so many shots take. */
export function draftBatchCount(shotCount: number): number {
  return Math.ceil(shotCount / draftBatchSize);
}

/** Speeches as they stand in a shot, in the form that `dialogue.ts` reads. */
export function dialogueFromSpeeches(speeches: readonly DraftSpeech[]): string {
  return speeches
    .map(({ character, line }) => ({ name: toSpeakerName(character), words: toOneLine(line) }))
    .filter(({ words }) => words !== '')
    .map(({ name, words }) => (name === '' ? words : `${name}: ${words}`))
    .join('\n');
}

/** A colon would end the name early, and a long one would be read as words. */
function toSpeakerName(character: string): string {
  return toOneLine(character.replaceAll(/[:：]/g, ' ')).toUpperCase().slice(0, longestName).trim();
}

/** The words of a text without line breaks and doubled spaces. */
export function toOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
