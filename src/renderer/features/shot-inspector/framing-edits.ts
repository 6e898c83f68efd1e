/** Moves and sizes a framing with pointer and keys, always inside the board. Pure. */
import { type Framing, smallestFraming } from '#shared/domain/camera-move.ts';

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
/** A thousandth of a board is finer than anybody draws. */
const round = (value: number) => Math.round(value * 1000) / 1000;

/** Shifted by fractions of the board. */
export function movedFraming({ left, top, size }: Framing, across: number, down: number): Framing {
  return {
    left: round(clamp(left + across, 0, 1 - size)),
    top: round(clamp(top + down, 0, 1 - size)),
    size,
  };
}

/** Another size around the same middle, as far as the board allows. */
export function sizedFraming({ left, top, size }: Framing, wanted: number): Framing {
  const next = round(clamp(wanted, smallestFraming, 1));
  const shift = (size - next) / 2;
  return {
    left: round(clamp(left + shift, 0, 1 - next)),
    top: round(clamp(top + shift, 0, 1 - next)),
    size: next,
  };
}

/** The bottom right corner drawn to a place, the top left one where it is. */
export function stretchedFraming({ left, top }: Framing, toX: number, toY: number): Framing {
  const room = Math.min(1 - left, 1 - top);
  const size = round(clamp(Math.max(toX - left, toY - top), Math.min(smallestFraming, room), room));
  return { left, top, size: Math.max(size, Math.min(smallestFraming, room)) };
}

/** One press: arrows move, plus and minus make it larger and smaller; five times as far with Shift. Null for others. */
export function framingByKey(framing: Framing, key: string, isFar: boolean): Framing | null {
  const step = isFar ? 0.05 : 0.01;
  switch (key) {
    case 'ArrowLeft':
      return movedFraming(framing, -step, 0);
    case 'ArrowRight':
      return movedFraming(framing, step, 0);
    case 'ArrowUp':
      return movedFraming(framing, 0, -step);
    case 'ArrowDown':
      return movedFraming(framing, 0, step);
    case '+':
    case '=':
    case '*':
      return sizedFraming(framing, framing.size + step);
    case '-':
    case '_':
      return sizedFraming(framing, framing.size - step);
    default:
      return null;
  }
}
