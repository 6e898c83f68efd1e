/** What every view of the shots is given, and what it can be asked: cards, table, strip and script share it. */
import type { MouseEvent, Ref } from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import type { ArrowKey } from './grid-rows.ts';
import type { Selection } from './selection.ts';
import type { SceneFolding } from './use-scene-folding.ts';
import type { StoryboardActions } from './use-storyboard-actions.ts';
import type { StoryboardFacts } from './use-storyboard-facts.ts';
import type { StoryboardMenus } from './use-storyboard-menus.tsx';

/** Which keys were held with a click. */
export type SelectKeys = { isRange: boolean; isToggle: boolean };

export type BoardViewProps = {
  /** All of it; what is to be seen stands in the facts. */
  storyboard: Storyboard;
  facts: StoryboardFacts;
  /** Which scenes are folded, and what is seen of the others. */
  folding: SceneFolding;
  selection: Selection;
  selectedIds: ReadonlySet<ShotId>;
  /** Those that wait to be moved by a paste. */
  cutIds: ReadonlySet<ShotId>;
  /** The shot that Tab reaches: the one with the focus, or the first where that one is not to be seen. */
  tabStopId: ShotId | null;
  actions: StoryboardActions;
  menus: Pick<StoryboardMenus, 'openMenu' | 'openSceneMenu'>;
  onSelect: (shotId: ShotId, keys: SelectKeys) => void;
  /** These and no other, the first with the focus. */
  onSelectAll: (shotIds: ShotId[]) => void;
  /** Those that a drawn frame touches, many times a second; the playhead stays. */
  onSelectMany: (shotIds: readonly ShotId[]) => void;
  /** From the heading of a scene to what stands in it. */
  onEnterScene: (sceneId: SceneId) => void;
  /** Plays the takes of a shot. */
  onOpen: (shotId: ShotId) => void;
  ref: Ref<BoardViewHandle>;
};

export type BoardViewHandle = {
  /** Brings a shot into view, and optionally the focus to it. @param shotId of one that no folded scene hides */
  reveal: (shotId: ShotId, options: { isFocused: boolean }) => void;
  /** Brings the header of a scene into view, to be named; a view in which scenes cannot be named has none. */
  revealScene?: (sceneId: SceneId) => void;
  /** The shot that a key reaches from another, neither of them hidden; a view with keys of its own has none. */
  shotByKey?: (from: ShotId, key: ArrowKey) => ShotId | null;
  /** One step back inside the view. @returns whether there was one */
  escape?: () => boolean;
};

/** Of a click as every view understands it. */
export function selectKeysOf({ shiftKey, ctrlKey, metaKey }: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>) {
  return { isRange: shiftKey, isToggle: ctrlKey || metaKey };
}
