/** The words that a model gets: what the shot says, how it is shot, how the film looks, and how the camera moves. */
import { type CameraFraming, type CameraMove, type CameraMoveKind, moveOfFraming } from './camera-move.ts';
import type { ShotAngle, ShotSize, ShotStructure } from './shot-fields.ts';

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
export function cameraSentence(move: CameraMove, framing: CameraFraming | null = null): string {
  const { kind, strength } = framing ? moveOfFraming(framing) : move;
  if (kind === 'static' || strength <= 0) return '';
  return `The camera ${moveWords[kind]} ${howFar(strength)}.`;
}

function howFar(strength: number): string {
  if (strength < slightStrength) return 'slightly';
  return strength < farStrength ? 'slowly' : 'a long way';
}

/** What a shot shows, in its own words: the prompt, and what happens where the prompt does not say it already. */
export function shotWords({ prompt, action = '' }: { prompt: string; action?: string | undefined }): string {
  const [asked, happening] = [prompt.trim(), action.trim()];
  if (happening === '' || asked.includes(happening)) return prompt;
  return happening.includes(asked) ? action : `${asked}\n${happening}`;
}

const sizeWords: Record<ShotSize, string> = {
  'extreme-wide': 'extreme wide shot',
  wide: 'wide shot',
  full: 'full shot',
  'medium-wide': 'medium wide shot',
  medium: 'medium shot',
  'medium-close-up': 'medium close-up',
  'close-up': 'close-up',
  'extreme-close-up': 'extreme close-up',
  insert: 'insert shot',
};

const angleWords: Record<ShotAngle, string> = {
  'eye-level': 'eye level',
  low: 'low angle',
  high: 'high angle',
  overhead: 'overhead',
  'ground-level': 'ground level',
  dutch: 'Dutch angle',
  'over-the-shoulder': 'over the shoulder',
  'point-of-view': 'point of view',
};

/** `Medium close-up, low angle, 35 mm lens.`; empty where a shot says none of it. */
export function shotSentence({
  shotSize = null,
  angle = null,
  lensMm = null,
}: Partial<Pick<ShotStructure, 'shotSize' | 'angle' | 'lensMm'>>): string {
  const parts = [shotSize && sizeWords[shotSize], angle && angleWords[angle], lensMm && `${lensMm} mm lens`];
  const sentence = parts.filter((part) => part !== null).join(', ');
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Parts of a prompt; those that are empty are left out. */
export type PromptParts = {
  /** Of `shotWords`, with what they name filled in. */
  words: string;
  /** Of `shotSentence`. @default empty */
  shot?: string;
  styleNotes: string;
  /** Of `cameraSentence`; empty where the model follows the camera by itself. */
  camera: string;
};

/** Joins the parts, most important first, because a model that takes fewer characters cuts the end. */
export function composePrompt({ words, shot = '', styleNotes, camera }: PromptParts): string {
  return [words, shot, styleNotes, camera]
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
