/** Keys of the storyboard, wherever the focus is but in a field, a dialog or a menu. */
import { useEffect } from 'react';
import { isKeyTaken, type Playback, runFilmKey } from '#renderer/features/film/index.ts';
import { labelColours, shotStatuses } from '#shared/domain/shot-fields.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import type { ArrowKey } from './grid-rows.ts';
import type { MoveKey } from './storyboard-edits.ts';
import type { StoryboardActions } from './use-storyboard-actions.ts';

export type StoryboardKeysOptions = {
  actions: StoryboardActions;
  playback: Playback;
  /** Arrows then step through the film and not through the cards. */
  isPreviewing: boolean;
  onArrow: (key: ArrowKey, isRange: boolean) => void;
  onOpen: () => void;
  onCompare: () => void;
  onEditTitle: () => void;
  onEscape: () => boolean;
};

const arrows: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

export function useStoryboardKeys(options: StoryboardKeysOptions): void {
  const latest = useLatest(options);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (!isKeyTaken(event) && runKey(event, latest.current)) event.preventDefault();
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [latest]);
}

/** @returns whether the key did something. */
function runKey(
  event: KeyboardEvent,
  { actions, playback, isPreviewing, onArrow, onOpen, onCompare, onEditTitle, onEscape }: StoryboardKeysOptions,
): boolean {
  const { key } = event;
  if (runMarkKey(event, actions)) return true;
  const isArrow = arrows.has(key);
  if (event.altKey && event.shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
    if (event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return false;
    actions.stepLength(key === 'ArrowRight' ? 1 : -1);
    return true;
  }
  // The playhead, a divider and a tab keep their own arrows.
  if (
    isArrow &&
    event.target instanceof Element &&
    event.target.closest('[role="slider"], [role="separator"], [role="tab"], input')
  ) {
    return false;
  }
  if (event.ctrlKey || event.metaKey) {
    if (event.shiftKey || event.altKey) return false;
    if (key.toLowerCase() === 'd') void actions.duplicate();
    else if (key.toLowerCase() === 'a') actions.selectAll();
    else return false;
    return true;
  }
  if (event.altKey) {
    if (event.shiftKey || !isArrow || key === 'Home' || key === 'End') return false;
    actions.moveByKey(key as MoveKey);
    return true;
  }
  if (key === 'Escape') return onEscape();
  if (isPreviewing || !isArrow) {
    if (runFilmKey(event, playback)) return true;
  } else {
    onArrow(key as ArrowKey, event.shiftKey);
    return true;
  }
  if (key === 'Enter') onOpen();
  else if (key.toLowerCase() === 'c') onCompare();
  else if (key === 'F2') onEditTitle();
  else if (key.toLowerCase() === 'n') void actions.addShot();
  else if (key.toLowerCase() === 's') void actions.structure.split();
  else if (key.toLowerCase() === 'm') void actions.structure.merge();
  else if (key === 'Delete' || key === 'Backspace') actions.remove();
  else return false;
  return true;
}

/** Status and colour by digits, and the lock of the numbers. By the place of the key: Shift makes other signs of them. */
function runMarkKey(event: KeyboardEvent, { structure }: StoryboardActions): boolean {
  if (event.ctrlKey || event.metaKey) {
    if (!event.shiftKey || event.altKey || event.key.toLowerCase() !== 'l') return false;
    void structure.toggleLock();
    return true;
  }
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (!event.altKey || digit === undefined) return false;
  const place = Number(digit) - 1;
  if (event.shiftKey) {
    if (place >= labelColours.length) return false;
    structure.setColour(labelColours[place] ?? null);
    return true;
  }
  const status = shotStatuses[place];
  if (!status) return false;
  structure.setStatus(status);
  return true;
}
