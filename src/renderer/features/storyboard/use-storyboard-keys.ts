/** Commands of the storyboard, and its fixed keys: arrows through the cards, Escape for one step back. */
import { useEffect } from 'react';
import type { SceneId } from '#shared/domain/ids.ts';
import { labelColours, shotStatuses } from '#shared/domain/shot-fields.ts';
import { filmCommands, isKeyTaken, type Playback } from '#renderer/features/film/index.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { typeAhead } from '#renderer/ui/typed-ahead.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import type { ArrowKey } from './grid-rows.ts';
import type { StoryboardActions } from './use-storyboard-actions.ts';

export type StoryboardKeysOptions = {
  actions: StoryboardActions;
  playback: Playback;
  /** Arrows then step through the film and not through the cards. */
  isPreviewing: boolean;
  hasSelection: boolean;
  onArrow: (key: ArrowKey, isRange: boolean) => void;
  onOpen: () => void;
  onCompare: () => void;
  onEditTitle: () => void;
  onEditDuration: () => void;
  onEscape: () => boolean;
};

const arrows: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

export function useStoryboardKeys(options: StoryboardKeysOptions): void {
  const { actions, playback, isPreviewing, hasSelection, onOpen, onCompare, onEditTitle, onEditDuration } = options;
  const ofSelection = (run: () => void) => (hasSelection ? () => actions.withSelection(run) : null);
  // What is typed behind the key belongs to the field, also while the shot that it is of is being made.
  const ofField = (run: () => void) => {
    const runLater = ofSelection(run);
    return (
      runLater &&
      (() => {
        if (actions.isMaking()) typeAhead();
        runLater();
      })
    );
  };
  useCommands({
    ...filmCommands(playback),
    ...(!isPreviewing && { 'player.fullScreen': null }),
    'storyboard.newShot': () => actions.addShot(focusedScene()),
    'storyboard.newScene': () => void actions.addScene(),
    'storyboard.selectAll': actions.selectAll,
    'storyboard.duplicate': ofSelection(() => actions.duplicate()),
    'storyboard.delete': ofSelection(actions.remove),
    'storyboard.moveBack': ofSelection(() => actions.moveByKey('ArrowLeft')),
    'storyboard.moveForward': ofSelection(() => actions.moveByKey('ArrowRight')),
    'storyboard.moveUp': ofSelection(() => actions.moveByKey('ArrowUp')),
    'storyboard.moveDown': ofSelection(() => actions.moveByKey('ArrowDown')),
    'storyboard.shorter': ofSelection(() => actions.stepLength(-1, 'frame')),
    'storyboard.longer': ofSelection(() => actions.stepLength(1, 'frame')),
    'storyboard.shorterSecond': ofSelection(() => actions.stepLength(-1, 'second')),
    'storyboard.longerSecond': ofSelection(() => actions.stepLength(1, 'second')),
    'storyboard.editDuration': ofField(onEditDuration),
    'storyboard.split': ofSelection(() => void actions.structure.split()),
    'storyboard.merge': ofSelection(() => void actions.structure.merge()),
    'storyboard.lockNumbers': () => void actions.structure.toggleLock(),
    ...markCommands(actions, ofSelection),
    'storyboard.openTakes': ofSelection(onOpen),
    'storyboard.compare': ofSelection(onCompare),
    'storyboard.editTitle': ofField(onEditTitle),
    'storyboard.generate': ofSelection(actions.generate),
    'storyboard.planTakes': ofSelection(actions.planTakes),
    'storyboard.showWhatIsSent': ofSelection(actions.showWhatIsSent),
    'storyboard.changeModel': ofSelection(actions.changeModel),
    'storyboard.chooseBoard': ofSelection(() => void actions.chooseBoard()),
    'storyboard.removeBoards': ofSelection(actions.removeBoards),
    'storyboard.cut': ofSelection(() => void actions.structure.hold('cut')),
    'storyboard.copy': ofSelection(() => void actions.structure.hold('copy')),
    'storyboard.paste': () => void actions.structure.paste(),
  });
  const latest = useLatest(options);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (!isKeyTaken(event) && runFixedKey(event, latest.current)) event.preventDefault();
    };
    // Before the commands: an arrow goes through the cards unless the film is shown.
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, [latest]);
}

/** @returns whether the key did something. */
function runFixedKey(event: KeyboardEvent, { isPreviewing, onArrow, onEscape }: StoryboardKeysOptions): boolean {
  const { key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (key === 'Escape') return onEscape();
  if (isPreviewing || !arrows.has(key)) return false;
  // The playhead, a divider and a tab keep their own arrows.
  const isOfTarget =
    event.target instanceof Element &&
    event.target.closest('[role="slider"], [role="separator"], [role="tab"], input') !== null;
  if (isOfTarget) return false;
  onArrow(key as ArrowKey, event.shiftKey);
  return true;
}

type MarkCommands = Partial<Record<CommandId, (() => void) | null>>;

/** Status and colour of the selected shots, each a command of its own. */
function markCommands(
  { structure }: StoryboardActions,
  ofSelection: (run: () => void) => (() => void) | null,
): MarkCommands {
  const commands: MarkCommands = {};
  for (const status of shotStatuses) {
    commands[`storyboard.status.${status}`] = ofSelection(() => structure.setStatus(status));
  }
  for (const colour of labelColours) {
    commands[`storyboard.colour.${colour}`] = ofSelection(() => structure.setColour(colour));
  }
  commands['storyboard.colour.none'] = ofSelection(() => structure.setColour(null));
  return commands;
}

/** The scene whose header, or empty place for a shot, has the focus. */
function focusedScene(): SceneId | undefined {
  const element = document.activeElement?.closest<HTMLElement>('[data-scene-id]');
  return element?.dataset.sceneId as SceneId | undefined;
}
