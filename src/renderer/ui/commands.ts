/**
 * The commands that can be run now. A view registers its own while it is mounted; keys, palette and sheet find them
 * here, so that none of them offers what does not work.
 */
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useRef } from 'react';
import { isSafeWhileTyping, chordsOf as chordsPressed } from './chords.ts';
import { type CommandGroup, type CommandId, commandIds, commandList, groupOf } from './command-list.ts';
import { keymap, pressedCommand } from './keymap.ts';
import { useLatest } from './use-latest.ts';

/** What commands do; one that is left out or null cannot be run at the moment. */
export type CommandRuns = Partial<Record<CommandId, (() => void) | null>>;

const mounted = new Set<{ readonly current: CommandRuns }>();

/** Offers commands as long as the component is mounted. What was mounted last goes first. */
export function useCommands(runs: CommandRuns): void {
  const latest = useLatest(runs);
  useEffect(() => {
    mounted.add(latest);
    return () => {
      mounted.delete(latest);
    };
  }, [latest]);
}

/**
 * Offers the commands of what has the focus, such as a card in a list.
 *
 * @returns what hears their keys; put it on the element that holds the cards.
 */
export function useFocusCommands(group: CommandGroup, runs: CommandRuns): (event: ReactKeyboardEvent) => void {
  useCommands(runs);
  return (event) => {
    const isTyped = event.target instanceof Element && event.target.closest(typingFields) !== null;
    const id = isTyped ? null : pressedCommand(event, group);
    const run = id && runs[id];
    if (!run || !event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
}

/** What a command would do now; null when it cannot be run. */
export function findRun(id: CommandId): (() => void) | null {
  for (const { current } of [...mounted].reverse()) {
    const run = current[id];
    if (run) return run;
  }
  return null;
}

/** Ids of the commands that can be run now, in the order of the list. */
export function runnableCommands(): CommandId[] {
  return commandIds.filter((id) => findRun(id) !== null);
}

const overlays = '[role="dialog"], [role="menu"], [role="listbox"]';
// In a choice, such as that of a view, nobody types.
const typingFields = 'input:not([type="range"], [type="radio"]), textarea, select, audio, [contenteditable="true"]';

/** Runs commands by their keys, for the whole window. Use once. */
export function useCommandKeys(): void {
  const wasOverlayOpen = useRef(false);
  useEffect(() => {
    const look = () => {
      wasOverlayOpen.current = document.querySelector(overlays) !== null;
    };
    const handleKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const run = runFor(event, wasOverlayOpen.current);
      if (!run) return;
      event.preventDefault();
      run();
    };
    // Before anything else hears of the key: what it closes may be gone by the time it arrives here.
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', handleKey);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', handleKey);
    };
  }, []);
}

/**
 * Groups whose keys the window hears; dialogs and lists hear their own. The most particular first. The pad hears its own
 * too: this is for when nothing has the focus any more.
 */
const heardGroups: readonly CommandGroup[] = ['sketch', 'storyboard', 'player', 'lanes', 'view', 'project', 'window'];

function runFor(event: KeyboardEvent, isOverlayOpen: boolean): (() => void) | null {
  for (const chord of chordsPressed(event)) {
    for (const group of heardGroups) {
      const id = keymap().commandOf(chord, group);
      const run = id && isHeard(event, { id, chord, isOverlayOpen }) ? findRun(id) : null;
      if (run) return run;
    }
  }
  return null;
}

type Heard = { id: CommandId; chord: string; isOverlayOpen: boolean };

function isHeard(event: KeyboardEvent, { id, chord, isOverlayOpen }: Heard): boolean {
  const { whileTyping = false, overDialogs = false } = commandList[id];
  const target = event.target instanceof Element ? event.target : null;
  const isInOverlay = isOverlayOpen && (groupOf(id) === 'window' || target?.closest(overlays) != null);
  if (isInOverlay && !overDialogs) return false;
  if (target === null) return true;
  if (target.closest(typingFields)) return whileTyping && isSafeWhileTyping(chord);
  return !isKeyOfTarget(chord, target);
}

/** Whether a key belongs to the control that has the focus. */
function isKeyOfTarget(chord: string, target: Element): boolean {
  if (chord === 'Space') return target.closest('button, summary, input[type="radio"]') !== null;
  if (chord === 'Enter') return target.closest('button, a, summary') !== null;
  if (/^(?:Alt\+|Shift\+)?Arrow/.test(chord)) {
    return target.closest('[role="slider"], [role="separator"], [role="tab"], input') !== null;
  }
  return /^(?:Home|End)$/.test(chord) && target.closest('[role="separator"], [role="tab"], input') !== null;
}
