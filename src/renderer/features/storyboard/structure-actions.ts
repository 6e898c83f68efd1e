/** What a person does to the make-up of the selected shots: cut in two, merge, copy, paste, mark, lock numbers. */
import type { PastePlan } from '#shared/contract/answers.ts';
import type { ShotPatch } from '#shared/contract/schemas.ts';
import type { SceneId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { LabelColour, ShotStatus } from '#shared/domain/shot-fields.ts';
import { middleOf } from '#shared/domain/shot-parts.ts';
import { playbackOf } from '#renderer/features/film/index.ts';
import { planTimeline, startFrameOf } from '#renderer/features/shot-facts/index.ts';
import { saveShots } from '#renderer/features/shot-inspector/index.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { createObservable } from '#renderer/rpc/observable.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { undoAction } from '#renderer/rpc/undo.ts';
import { selectOne } from './selection.ts';
import { heldShots } from './shot-clipboard.ts';
import { mergeable, pastePlace } from './structure-places.ts';
import type { StoryboardActionsOptions } from './use-storyboard-actions.ts';

/** A paste that would leave something behind: the person decides. */
export type AskedPaste = { plan: PastePlan; paste: (withElements: boolean) => void };

export const askedPaste = createObservable<AskedPaste | null>(null);

export type StructureActions = ReturnType<typeof createStructureActions>;

export function createStructureActions(now: () => StoryboardActionsOptions) {
  const project = () => now().storyboard.project;
  const selected = () => {
    const ids = new Set(now().selection.get().ids);
    return now().storyboard.shots.filter(({ id }) => ids.has(id));
  };
  const focusOn = (shots: readonly StoryboardShot[]) => {
    const [first] = shots;
    if (!first) return;
    now().selection.set({ ids: shots.map(({ id }) => id), anchorId: first.id, focusId: first.id });
    now().reveal(first.id);
  };
  const patch = (change: ShotPatch) => {
    const shots = selected();
    if (shots.length > 0) void edit(() => saveShots(shots, change));
  };

  async function paste(withElements: boolean) {
    const held = heldShots.get();
    if (!held) return;
    const place = pastePlace(now().storyboard, now().selection.get().focusId);
    if (!place) return;
    const { mode, shotIds } = held;
    const answer = await edit(() => studio.shots.paste({ ...place, mode, withElements, shotIds: [...shotIds] }));
    if (!answer) return;
    putShots(queryClient, project().id, answer.shots);
    const pasted = answer.shots.map(({ id }) => id);
    // What was cut has moved: from here on it is copied.
    if (mode === 'cut') heldShots.set({ projectId: project().id, shotIds: pasted, mode: 'copy' });
    const text = translator.t(`structure.pasted.${mode}`, { count: pasted.length });
    showNotice({ id: 'held', text, action: undoAction(project().id) });
    focusOn(answer.shots);
  }

  return {
    /** At the playhead where it stands in the shot, else in the middle. */
    async split() {
      const { storyboard, selection } = now();
      const shot = storyboard.shots.find(({ id }) => id === selection.get().focusId);
      if (!shot || shot.durationFrames < 2) return;
      const playhead = playbackOf(project().id).frame.get() - startFrameOf(planTimeline(storyboard.shots), shot.id);
      const middle = middleOf(shot);
      const isInside = playhead > 0 && playhead < shot.durationFrames;
      const place = { ...middle, atFrame: (isInside ? playhead : middle.atFrame) as typeof shot.durationFrames };
      const answer = await edit(() => studio.shots.split({ shotId: shot.id, ...place }));
      if (!answer) return;
      putShots(queryClient, project().id, answer.shots);
      focusOn(answer.shots.slice(1));
    },
    /** One selected shot is merged with the next of its scene. */
    async merge() {
      const shotIds = mergeable(now().storyboard, now().selection.get().ids);
      if (!shotIds) {
        showNotice({ id: 'merge', text: translator.t('structure.notNeighbours') });
        return;
      }
      const answer = await edit(() => studio.shots.merge({ shotIds }));
      if (!answer) return;
      await queryClient.invalidateQueries({
        queryKey: studioQuery.storyboard.get.queryKey({ input: { projectId: project().id } }),
      });
      now().selection.set(selectOne(answer.shot.id));
      now().reveal(answer.shot.id);
    },
    /** @returns their numbers and titles, for other programs; null when nothing is selected. */
    hold(mode: 'copy' | 'cut'): string | null {
      const shots = selected();
      if (shots.length === 0) return null;
      heldShots.set({ projectId: project().id, shotIds: shots.map(({ id }) => id), mode });
      const { scenes, shots: all } = now().storyboard;
      const numbers = shotNumbers(scenes, all);
      showNotice({ id: 'held', text: translator.t(`structure.held.${mode}`, { count: shots.length }) });
      return shots.map(({ id, title }) => `${numbers.get(id) ?? ''} ${title}`.trim()).join('\n');
    },
    /** Behind the focused shot; asks first where the shots name what this project does not have. */
    paste(): boolean {
      const held = heldShots.get();
      if (!held) return false;
      const projectId = project().id;
      if (held.projectId === projectId) {
        void paste(false);
        return true;
      }
      studio.shots.pastePlan({ shotIds: [...held.shotIds], projectId }).then((plan) => {
        if (plan.missingElements.length === 0 && plan.missingFields.length === 0) return paste(false);
        askedPaste.set({ plan, paste: (withElements) => void paste(withElements) });
        return undefined;
      }, showError);
      return true;
    },
    setStatus: (status: ShotStatus) => patch({ status }),
    setColour: (colour: LabelColour | null) => patch({ colour }),
    async setSceneColour(sceneId: SceneId, colour: LabelColour | null) {
      const projectId = project().id;
      if (!(await edit(() => studio.scenes.update({ sceneId, patch: { colour } })))) return;
      await queryClient.invalidateQueries({ queryKey: studioQuery.storyboard.get.queryKey({ input: { projectId } }) });
    },
    async toggleLock() {
      const { id: projectId, areNumbersLocked } = project();
      const answer = await edit(() => studio.projects.setNumbersLocked({ projectId, areLocked: !areNumbersLocked }));
      if (!answer) return;
      await queryClient.invalidateQueries({ queryKey: studioQuery.storyboard.get.queryKey({ input: { projectId } }) });
      showNotice({ id: 'numbers', text: translator.t(areNumbersLocked ? 'structure.unlocked' : 'structure.locked') });
    },
  };
}
