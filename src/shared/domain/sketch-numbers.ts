/**
 * Points of a stroke as text: each number as its difference to the same number of the point before, the sign in the
 * lowest bit, in groups of five bits as base64 letters (as source maps do it). About five letters a point.
 */
import { pointNumbers } from './sketch.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Map([...letters].map((letter, value) => [letter.charCodeAt(0), value]));

const groupBits = 5;
const groupMask = 31;
const moreFollows = 32;
/** Largest difference that is read, with room for the sign: three times what two points can differ by. */
const mostBits = 25;

/** @param points whole numbers, a multiple of three of them */
export function encodePoints(points: readonly number[]): string {
  let text = '';
  for (let index = 0; index < points.length; index += 1) {
    const difference = (points[index] ?? 0) - (points[index - pointNumbers] ?? 0);
    let rest = difference < 0 ? -difference * 2 + 1 : difference * 2;
    do {
      const group = rest & groupMask;
      rest >>>= groupBits;
      text += letters[rest > 0 ? group | moreFollows : group] ?? '';
    } while (rest > 0);
  }
  return text;
}

/** @returns null for anything that `encodePoints` does not write */
export function decodePoints(text: string): number[] | null {
  const points: number[] = [];
  let rest = 0;
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = valueOf.get(text.charCodeAt(index));
    if (value === undefined || bits > mostBits - groupBits) return null;
    rest += (value & groupMask) << bits;
    if (value & moreFollows) {
      bits += groupBits;
      continue;
    }
    // One text for one list: neither an empty last group nor a minus zero.
    if ((bits > 0 && value === 0) || rest === 1) return null;
    const difference = rest & 1 ? -(rest >>> 1) : rest >>> 1;
    points.push((points[points.length - pointNumbers] ?? 0) + difference);
    rest = 0;
    bits = 0;
  }
  return bits === 0 && points.length % pointNumbers === 0 ? points : null;
}
