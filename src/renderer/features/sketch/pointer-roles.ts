/** What a pointer that comes down on the stage does: a hand that rests on the screen beside a pen draws nothing. */

export type PointerRole = 'draw' | 'erase' | 'pan' | 'pinch' | 'ignore';

export type PointerDown = {
  pointerType: string;
  /** 0 the main one, 1 the middle one, 5 the other end of a pen. */
  button: number;
};

export type PointerSituation = {
  /** The space bar is held, or the hand is chosen. */
  isMoving: boolean;
  /** A pen is on or right above the screen. */
  isPenNear: boolean;
  /** There was a pen since the pad opened: fingers then move the paper and never draw. */
  hasSeenPen: boolean;
  /** Fingers that are down already and were not ignored. */
  fingers: number;
};

export function pointerRole({ pointerType, button }: PointerDown, situation: PointerSituation): PointerRole {
  const { isMoving, isPenNear, hasSeenPen, fingers } = situation;
  if (pointerType === 'touch') {
    if (isPenNear || fingers >= 2) return 'ignore';
    if (fingers === 1) return 'pinch';
    return isMoving || hasSeenPen ? 'pan' : 'draw';
  }
  if (button === 1 || isMoving) return 'pan';
  if (button === 5) return 'erase';
  return button === 0 ? 'draw' : 'ignore';
}
