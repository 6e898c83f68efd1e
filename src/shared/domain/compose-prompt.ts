/** The words that a model gets: what the shot says, how the film looks, and how the camera moves. */
import type { CameraMove, CameraMoveKind } from './camera-move.ts';

const moveWords: Record<Exclude<CameraMoveKind, 'static'>, string> = {
  'push-in': 'pushes in',
  'pull-out': 'pulls out',
  'pan-left': 'pans left',
  'pan-right': 'pans right',
  'tilt-up': 'tilts up',
  'tilt-down': 'tilts down',
};

/** From this strength on a move goes far; below `slightStrength` it is hardly one. */
const farStrength = 0.7;
const slightStrength = 0.15;

/** `The camera pushes in slowly.`; empty for a camera that stands still. */
export function cameraSentence({ kind, strength }: CameraMove): string {
  if (kind === 'static' || strength <= 0) return '';
  return `The camera ${moveWords[kind]} ${howFar(strength)}.`;
}

function howFar(strength: number): string {
  if (strength < slightStrength) return 'slightly';
  return strength < farStrength ? 'slowly' : 'a long way';
}

/**
 * Joins the parts, most important first, because a model that takes fewer characters cuts the end; empty ones are left
 * out.
 *
 * @param camera a sentence of `cameraSentence`; empty where the model follows the camera by itself.
 */
export function composePrompt(prompt: string, styleNotes: string, camera: string): string {
  return [prompt, styleNotes, camera]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n');
}

/** The text, at most so many UTF-16 code units of it; a character of two units is never cut in half. */
export function cutPrompt(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const last = text.charCodeAt(maxCharacters - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHighSurrogate ? maxCharacters - 1 : maxCharacters).trimEnd();
}
