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

export type FollowOptions = {
  /** The pointer that drags. */
  pointerId: number;
  /** What may scroll below a pointer that rests, which counts as a move. */
  scrolled: HTMLElement | null;
};

/** What ends a drag without a drop, as dnd-kit sees it once the drag is drawn. */
const cancelling = ['pointercancel', 'keydown', 'resize', 'visibilitychange'] as const;

/** Begin it while the move that starts the drag is still under way: that move is then the first. Ends with one drop or cancel. */
export function followPointer(
  { pointerId, scrolled }: FollowOptions,
  { move, drop, cancel }: { move: () => void; drop: () => void; cancel: () => void },
): FollowedPointer {
  const pointer = { x: Number.NaN, y: Number.NaN };
  const listening = new AbortController();
  const { signal } = listening;
  const follow = (event: PointerEvent, then: () => void) => {
    if (event.pointerId !== pointerId) return;
    pointer.x = event.clientX;
    pointer.y = event.clientY;
    then();
  };
  const end = (how: () => void) => {
    listening.abort();
    how();
  };
  window.addEventListener('pointermove', (event) => follow(event, move), { signal });
  window.addEventListener('pointerup', (event) => follow(event, () => end(drop)), { signal, capture: true });
  const isCancelled = (event: Event) => {
    if (event.type === 'pointercancel') return (event as PointerEvent).pointerId === pointerId;
    return event.type !== 'keydown' || (event as KeyboardEvent).key === 'Escape';
  };
  for (const type of cancelling) {
    window.addEventListener(type, (event) => isCancelled(event) && end(cancel), { signal, capture: true });
  }
  scrolled?.addEventListener('scroll', move, { signal });
  return { pointer, stop: () => listening.abort() };
}
