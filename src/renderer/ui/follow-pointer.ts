/**
 * What the pointer does from the moment a drag begins, heard here and not from dnd-kit: that tells nothing of a drag
 * which began and ended before the window came to draw it, as a quick one does on a busy computer.
 */

export type FollowedPointer = {
  /** In pixels of the window; `NaN` until it is known. */
  pointer: { x: number; y: number };
  /** Ends the listening. */
  stop: () => void;
};

/**
 * Begin it while the move that starts the drag is still under way: that move is then the first.
 *
 * @param scrolled what may scroll below a pointer that rests, which counts as a move
 */
export function followPointer(
  scrolled: HTMLElement | null,
  { move, drop }: { move: () => void; drop: () => void },
): FollowedPointer {
  const pointer = { x: Number.NaN, y: Number.NaN };
  const follow = ({ clientX, clientY }: PointerEvent) => {
    pointer.x = clientX;
    pointer.y = clientY;
  };
  const handleMove = (event: PointerEvent) => {
    follow(event);
    move();
  };
  const handleUp = (event: PointerEvent) => {
    follow(event);
    drop();
  };
  window.addEventListener('pointermove', handleMove);
  window.addEventListener('pointerup', handleUp, true);
  scrolled?.addEventListener('scroll', move);
  const stop = () => {
    window.removeEventListener('pointermove', handleMove);
    window.removeEventListener('pointerup', handleUp, true);
    scrolled?.removeEventListener('scroll', move);
  };
  return { pointer, stop };
}
