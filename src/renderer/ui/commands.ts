/**
 * The commands that can be run now. A view registers its own while it is mounted; keys, palette and sheet find them
 * here, so that none of them offers what does not work.
 */
import {
  type FocusEvent as ReactFocusEvent,
  type KeyboardEvent as ReactKeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
} from 'react';
import { isSafeWhileTyping, chordsOf as chordsPressed } from './chords.ts';
import { type CommandGroup, commandGroups, type CommandId, commandIds, commandList, groupOf } from './command-list.ts';
import { keymap, pressedCommand } from './keymap.ts';
import { isOverlayOpen, overlays, topDialog } from './overlays.ts';
import { useLatest } from './use-latest.ts';

/** What commands do; one that is left out or null cannot be run at the moment. */
export type CommandRuns = Partial<Record<CommandId, (() => void) | null>>;

type Offer = {
  readonly current: CommandRuns;
  /** What does it; its keys are heard wherever that could be used. Null while it is not there. */
  readonly control?: () => Element | null;
};

const mounted = new Set<Offer>();

/**
 * Offers commands as long as the component is mounted. What was mounted last goes first.
 *
 * @param within what does them, such as a button or a dialog: their keys are heard as long as nothing lies over it, also
 *   over the page; without it, where their group is heard
 */
export function useCommands(runs: CommandRuns, within?: RefObject<Element | null>): void {
  const latest = useLatest(runs);
  useEffect(
    () =>
      mount({
        get current() {
          return latest.current;
        },
        ...(within && { control: () => within.current }),
      }),
    [latest, within],
  );
}

/**
 * Offers a command as long as the control that does it is on the page: running it presses the control.
 *
 * @param isOff whether it cannot be pressed now
 * @returns what the control takes as its ref
 */
export function useControlCommand<Control extends HTMLElement>(
  id: CommandId,
  isOff = false,
): RefObject<Control | null> {
  const control = useRef<Control | null>(null);
  useCommands({ [id]: isOff ? null : () => control.current?.click() }, control);
  return control;
}

function mount(offer: Offer): () => void {
  mounted.add(offer);
  return () => {
    mounted.delete(offer);
  };
}

/**
 * Offers the commands of what has the focus, such as a card in a list.
 *
 * @returns what hears their keys; put it on the element that holds the cards.
 */
export function useFocusCommands(group: CommandGroup, runs: CommandRuns): (event: ReactKeyboardEvent) => void {
  useCommands(runs);
  return (event) => {
    const id = isTyped(event.target) ? null : pressedCommand(event, group);
    const run = id && runs[id];
    if (!run || !event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
}

/** Offers the views of a page by their places, such as its tabs; five at most. */
export function usePageViews<View>(views: readonly View[], show: (view: View) => void): void {
  useCommands(Object.fromEntries(views.map((view, index) => [`page.view${index + 1}`, () => show(view)])));
}

type RowHandlers = {
  onFocus: (event: ReactFocusEvent) => void;
  onKeyDown: (event: ReactKeyboardEvent) => void;
};

/**
 * Offers what the controls of a row do that name a command, for the row in a list that has the focus or had it last.
 *
 * @param rows selector of the rows
 * @returns what follows the focus and hears the keys; put it on the element that holds the rows.
 */
export function useRowCommands(rows: string): RowHandlers {
  const row = useRef<Element | null>(null);
  useEffect(
    () =>
      mount({
        get current() {
          return row.current?.isConnected ? runsIn(row.current, rows) : {};
        },
      }),
    [rows],
  );
  const rowOf = ({ target, currentTarget }: { target: EventTarget; currentTarget: Element }) => {
    const found = target instanceof Element ? target.closest(rows) : null;
    return found && currentTarget.contains(found) ? found : null;
  };
  return {
    onFocus(event) {
      row.current = rowOf(event) ?? row.current;
    },
    onKeyDown(event) {
      const found = event.isDefaultPrevented() || isTyped(event.target) ? null : rowOf(event);
      const run = found && rowRun(event, runsIn(found, rows));
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    },
  };
}

/** By the controls as they are when this is asked; those of a table in the row belong to the rows of that. */
function runsIn(row: Element, rows: string): CommandRuns {
  const controls = [...row.querySelectorAll<HTMLElement>('[data-command]:not(:disabled)')]
    .filter((control) => control.closest(`${rows}, [role="row"]`) === row)
    .reverse();
  return Object.fromEntries(controls.map((control) => [control.dataset.command ?? '', () => control.click()]));
}

function rowRun(event: ReactKeyboardEvent, runs: CommandRuns): (() => void) | null {
  for (const chord of chordsPressed(event)) {
    if (isKeyOfTarget(chord, event.target as Element)) return null;
    const id = (Object.keys(runs) as CommandId[]).find((one) => keymap().chordsOf(one).includes(chord));
    if (id) return runs[id] ?? null;
  }
  return null;
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

// In a choice, such as that of a view, nobody types.
const typingFields =
  'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, select, audio, [contenteditable="true"]';

function isTyped(target: EventTarget): boolean {
  return target instanceof Element && target.closest(typingFields) !== null;
}

/** Runs commands by their keys, for the whole window. Use once. */
export function useCommandKeys(): void {
  const wasOverlayOpen = useRef(false);
  useEffect(() => {
    const look = (event: KeyboardEvent) => {
      if (!isTypedText(event)) wasOverlayOpen.current = isOverlayOpen();
    };
    const handleKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTypedText(event)) return;
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

/** Whether a key only writes a sign into a field: no command can be meant, and nothing has to be found out between two letters. */
function isTypedText({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  const isSign = key.length === 1 && !ctrlKey && !metaKey;
  return isSign && target instanceof Element && target.matches(typingFields);
}

/**
 * Groups whose keys the window hears; lists hear their own. The most particular first. The pad hears its own too: this
 * is for when nothing has the focus any more.
 */
const heardGroups: readonly CommandGroup[] = [
  ...(['dialog', 'sketch', 'storyboard', 'player', 'lanes', 'view', 'project', 'page', 'window'] as const),
];
const otherGroups = commandGroups.filter((group) => !heardGroups.includes(group));

function runFor(event: KeyboardEvent, wasOverlayOpen: boolean): (() => void) | null {
  for (const chord of chordsPressed(event)) {
    for (const group of [...heardGroups, ...otherGroups]) {
      const id = keymap().commandOf(chord, group);
      const found = id && findHeard(id, otherGroups.includes(group));
      if (!id || !found) continue;
      if (isHeard(event, { id, chord, wasOverlayOpen, control: found.control })) return found.run;
    }
  }
  return null;
}

type Found = { run: () => void; control: Element | null };

/** What was mounted last and lies under no dialog. @param needsControl whether other offers are heard elsewhere */
function findHeard(id: CommandId, needsControl: boolean): Found | null {
  for (const { current, control } of [...mounted].reverse()) {
    const run = current[id];
    const element = control?.() ?? null;
    if (!run || (needsControl && !element) || (element && isCovered(element))) continue;
    return { run, control: element };
  }
  return null;
}

/** Whether a dialog lies over a control. Notices stand over everything. */
function isCovered(control: Element): boolean {
  const top = topDialog();
  return top !== null && !top.contains(control) && control.closest('[role="alert"]') === null;
}

type Heard = { id: CommandId; chord: string; wasOverlayOpen: boolean; control: Element | null };

function isHeard(event: KeyboardEvent, { id, chord, wasOverlayOpen, control }: Heard): boolean {
  const { whileTyping = false, overDialogs = false } = commandList[id];
  const target = event.target instanceof Element ? event.target : null;
  const isInOverlay = wasOverlayOpen && (groupOf(id) === 'window' || target?.closest(overlays) != null);
  // A control that nothing lies over is where the person is; a list that is open above it has its own keys.
  const isReachable = overDialogs || (control !== null && !target?.closest('[role="menu"], [role="listbox"]'));
  if (isInOverlay && !isReachable) return false;
  if (target === null) return true;
  if (target.closest(typingFields)) return whileTyping && isSafeWhileTyping(chord);
  return !isKeyOfTarget(chord, target);
}

/** Whether a key belongs to the control that has the focus. */
function isKeyOfTarget(chord: string, target: Element): boolean {
  if (chord === 'Space') return target.closest('button, summary, input[type="radio"], input[type="checkbox"]') !== null;
  if (chord === 'Enter') return target.closest('button, a, summary') !== null;
  if (/^(?:Alt\+|Shift\+)?Arrow/.test(chord)) {
    return target.closest('[role="slider"], [role="separator"], [role="tab"], input') !== null;
  }
  return /^(?:Home|End)$/.test(chord) && target.closest('[role="separator"], [role="tab"], input') !== null;
}
