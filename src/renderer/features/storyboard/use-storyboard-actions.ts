/** What a person does to the selection: one place for keys, menus and buttons. */
import { notifyManager } from '@tanstack/react-query';
import { useState } from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { ScriptLines, Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { type Frames, nominalRate, toShortTimecode } from '#shared/domain/time.ts';
import { lengthByStep } from '#renderer/features/film/index.ts';
import { openPlan, openPreview, openRetarget, startGeneration } from '#renderer/features/generation/index.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { clearMedia } from '#renderer/features/shot-inspector/index.ts';
import { chooseFiles, imageTypes } from '#renderer/ui/chosen-files.ts';
import { stopTypingAhead, typeAhead } from '#renderer/ui/typed-ahead.ts';
import type { Observable } from '#renderer/rpc/observable.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { sceneToName } from './selection-store.ts';
import { afterDelete, type Selection, selectAll } from './selection.ts';
import { plannedFrames, resizeShot } from './resize-shots.ts';
import {
  createScene,
  createShot,
  createShotOfLines,
  deleteShots,
  duplicateShots,
  moveShots,
  storyboardNow,
} from './storyboard-commands.ts';
import { type BoardTarget, targetFromShot, targetInScene } from './board-target.ts';
import { placeBoards } from './place-boards.ts';
import { createStructureActions } from './structure-actions.ts';
import { type MoveKey, placeByKey, type ShotPlace, withMovedShots } from './storyboard-edits.ts';

export type StoryboardActionsOptions = {
  storyboard: Storyboard;
  /** Shots that are to be seen now: all, or hits alone. */
  shownOrder: readonly ShotId[];
  selection: Observable<Selection>;
  /** Says something to screen readers. */
  announce: (text: string) => void;
  /** Brings a shot into view once it is there. */
  reveal: (shotId: ShotId) => void;
};

export type StoryboardActions = ReturnType<typeof createActions>;

/** Stable: always acts on the storyboard as it is now. */
export function useStoryboardActions(options: StoryboardActionsOptions): StoryboardActions {
  const now = useStable(() => ({ ...options, storyboard: storyboardNow(options.storyboard) }));
  const [actions] = useState(() => createActions(now));
  return actions;
}

function createActions(now: () => StoryboardActionsOptions) {
  const projectId = () => now().storyboard.project.id;
  const order = () => now().shownOrder;
  const selectedIds = () => [...now().selection.get().ids];
  const select = (selection: Selection) => now().selection.set(selection);

  const move = async (shotIds: ShotId[], place: ShotPlace) => {
    const { storyboard, announce } = now();
    const after = withMovedShots(storyboard, shotIds, place);
    const first = after.shots.find(({ id }) => shotIds.includes(id));
    const number = first ? shotNumbers(after.scenes, after.shots).get(first.id) : undefined;
    await moveShots(projectId(), shotIds, place, () => {
      if (!first || !number) return;
      announce(translator.t('storyboard.shotsMoved', { count: shotIds.length, place: number }));
      now().reveal(first.id);
    });
  };

  const setLength = async (shotId: ShotId, frames: Frames, typingKey?: string) => {
    const { storyboard, announce } = now();
    const { shots, scenes, project } = storyboard;
    const shot = shots.find(({ id }) => id === shotId);
    if (!shot) return;
    const number = shotNumbers(scenes, shots).get(shotId) ?? '';
    announce(translator.t('storyboard.shotLength', { number, duration: toShortTimecode(frames, project.frameRate) }));
    await resizeShot(shot, frames, typingKey);
  };

  let making: Promise<boolean> | null = null;
  /** Shots that are made are selected. One making after another, so that each stands behind the one before it. */
  const make = (run: () => Promise<readonly StoryboardShot[]>): void => {
    const makeAndSelect = async () => {
      const made = await run();
      const [first] = made;
      if (!first) return false;
      select({ ids: made.map(({ id }) => id), anchorId: first.id, focusId: first.id });
      now().reveal(first.id);
      return true;
    };
    const mine = making ? making.then(makeAndSelect) : makeAndSelect();
    making = mine;
    void mine.finally(() => {
      if (making === mine) making = null;
    });
  };

  const setBoards = async (target: BoardTarget | null, files: readonly File[]) => {
    const [first] = target ? await placeBoards(now().storyboard, target, files) : [];
    if (first) now().reveal(first);
  };

  return {
    structure: createStructureActions(now),
    /** Sets the planned length of one shot, as one step to undo. */
    setLength: (shotId: ShotId, frames: Frames) => setLength(shotId, frames),
    /** Makes the focused shot longer or shorter; presses in quick succession are one step to undo. */
    stepLength(step: 1 | -1, unit: 'frame' | 'second') {
      const { storyboard, selection } = now();
      const shot = storyboard.shots.find(({ id }) => id === selection.get().focusId);
      const unitFrames = unit === 'second' ? nominalRate(storyboard.project.frameRate) : 1;
      const frames = shot && lengthByStep(plannedFrames(shot), step * unitFrames);
      if (shot && frames) void setLength(shot.id, frames as Frames, `length:${shot.id}`);
    },
    move: (shotIds: ShotId[], place: ShotPlace) => void move(shotIds, place),
    moveByKey(key: MoveKey) {
      const ids = selectedIds();
      const place = placeByKey(now().storyboard, ids, key);
      if (place) void move(ids, place);
    },
    /** Behind the focused shot, or at the end of a scene; makes the first scene where there is none. */
    addShot: (sceneId?: SceneId) =>
      make(async () => {
        const { storyboard, selection } = now();
        const focused = sceneId ? undefined : storyboard.shots.find(({ id }) => id === selection.get().focusId);
        const target =
          sceneId ?? focused?.sceneId ?? storyboard.scenes.at(-1)?.id ?? (await createScene(projectId(), null));
        if (!target) return [];
        const last = storyboard.shots.findLast((shot) => shot.sceneId === target);
        const shot = await createShot(projectId(), { sceneId: target, afterShotId: focused?.id ?? last?.id ?? null });
        return shot ? [shot] : [];
      }),
    /** With the words of some lines of the script. */
    addShotOfLines: (place: ShotPlace, scriptLines: ScriptLines) =>
      make(async () => {
        const shot = await createShotOfLines(projectId(), place, scriptLines);
        return shot ? [shot] : [];
      }),
    /** At the end, or behind another; its heading can be written at once. */
    async addScene(afterSceneId?: SceneId) {
      const last = now().storyboard.scenes.at(-1)?.id ?? null;
      typeAhead();
      const sceneId = await createScene(projectId(), afterSceneId ?? last);
      if (!sceneId) stopTypingAhead();
      sceneToName.set(sceneId);
    },
    duplicate: () =>
      make(async () => {
        const ids = selectedIds();
        return ids.length > 0 ? duplicateShots(projectId(), ids) : [];
      }),
    /**
     * Does something to the selection: at once, or where shots are being made once they are there and selected, because
     * what is pressed right behind the key for a new shot is meant for that one; not at all when none could be made.
     */
    withSelection(run: () => void) {
      if (!making) return run();
      void making.then((isMade) => {
        // Behind what tells the window of the new shots: they are on the screen then.
        if (isMade) notifyManager.schedule(run);
        else stopTypingAhead();
      });
    },
    /** Whether shots are being made. */
    isMaking: () => making !== null,
    remove() {
      const ids = selectedIds();
      if (ids.length === 0) return;
      const next = afterDelete(ids, order());
      select(next);
      void deleteShots(projectId(), ids);
      if (next.focusId) now().reveal(next.focusId);
    },
    selectAll: () => select(selectAll(order())),
    generate() {
      const ids = selectedIds();
      if (ids.length > 0) void startGeneration({ projectId: projectId(), scope: ids });
    },
    /** Shows the plan, for more takes or a later time. */
    planTakes() {
      const ids = selectedIds();
      if (ids.length > 0) openPlan({ projectId: projectId(), scope: ids });
    },
    showWhatIsSent() {
      const ids = selectedIds();
      if (ids.length > 0) openPreview({ projectId: projectId(), scope: ids });
    },
    changeModel() {
      const ids = selectedIds();
      if (ids.length > 0) openRetarget(projectId(), ids);
    },
    async chooseBoard() {
      const [first] = order().filter((id) => selectedIds().includes(id));
      const files = await chooseFiles(imageTypes);
      if (first && files.length > 0) await setBoards(targetFromShot(now().storyboard, first, order()), files);
    },
    removeBoards() {
      const ids = selectedIds();
      if (ids.length > 0) void clearMedia(projectId(), ids, 'board');
    },
    /** Pictures onto a shot and the ones after it. */
    setBoardsFrom(shotId: ShotId, files: readonly File[]) {
      void setBoards(targetFromShot(now().storyboard, shotId, order()), files);
    },
    /** Pictures as new shots at the end of a scene, or of the last one; makes the first scene where there is none. */
    async addShotsWith(files: readonly File[], sceneId: SceneId | null) {
      const target = targetInScene(now().storyboard, sceneId);
      if (target) return setBoards(target, files);
      const made = await createScene(projectId(), null);
      if (made) await setBoards({ shotIds: [], sceneId: made, afterShotId: null }, files);
    },
  };
}
