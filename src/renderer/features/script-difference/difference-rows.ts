/** What the list of a comparison shows, what can be chosen for each row, and what would then happen. */
import { type DifferenceFilter, type Differing, filtersOf } from '#shared/domain/difference-filters.ts';
import type {
  DifferenceChoices,
  DifferenceDecision,
  SceneDifference,
  ShotDifference,
} from '#shared/domain/script-difference.ts';

export type DifferenceRow =
  | { kind: 'scene'; key: string; scene: SceneDifference }
  | { kind: 'shot'; key: string; scene: SceneDifference; shot: ShotDifference };

function isShown(differing: Differing, filter: DifferenceFilter): boolean {
  const filters = filtersOf(differing);
  return filter === 'all' ? !filters.includes('same') : filters.includes(filter);
}

/** Scenes with those of their shots that a filter shows; a scene stands there when it or a shot of it is shown. */
export function differenceRows(scenes: readonly SceneDifference[], filter: DifferenceFilter): DifferenceRow[] {
  return scenes.flatMap((scene): DifferenceRow[] => {
    const shots = scene.shots
      .filter((shot) => isShown(shot, filter))
      .map((shot): DifferenceRow => ({ kind: 'shot', key: shot.key, scene, shot }));
    if (shots.length === 0 && !isShown(scene, filter)) return [];
    return [{ kind: 'scene', key: `scene ${scene.key}`, scene }, ...shots];
  });
}

/** What can be chosen for a row. */
export type RowChoice = 'keep' | DifferenceDecision;

/** The usual one first; none where there is nothing to choose. */
export function rowChoices({ kind, changes }: Differing): RowChoice[] {
  if (kind === 'gone') return ['keep', 'trash'];
  if (kind === 'new') return ['add', 'leave-out'];
  if (kind === 'left-out') return ['leave-out', 'add'];
  if (changes.length === 0) return [];
  return changes.some(({ isConflict }) => isConflict) ? ['mine', 'script'] : ['script', 'mine'];
}

type Decisions = DifferenceChoices['decisions'];

/** What is chosen for a row, by itself or with its scene; null where there is nothing to choose. */
export function chosenOf(row: DifferenceRow, decisions: Decisions): RowChoice | null {
  const differing = row.kind === 'scene' ? row.scene : row.shot;
  const choices = rowChoices(differing);
  const isAbsent = differing.kind === 'new' || differing.kind === 'left-out';
  const chosen = decisions[differing.key] ?? (isAbsent ? decisions[row.scene.key] : undefined);
  return chosen && choices.includes(chosen) ? chosen : (choices[0] ?? null);
}

/** Decisions with a choice for a row; that of a scene holds for its shots, which lose their own of the kind. */
export function withChoice(decisions: Decisions, row: DifferenceRow, choice: RowChoice): Decisions {
  const changed = new Map(Object.entries(decisions));
  const set = (key: string, differing: Differing, isUsual: boolean) => {
    if (!rowChoices(differing).includes(choice)) return;
    if (isUsual || choice === 'keep') changed.delete(key);
    else changed.set(key, choice);
  };
  if (row.kind === 'shot') {
    // Beside a decision of its scene it needs one of its own, also for what is usual.
    set(row.shot.key, row.shot, rowChoices(row.shot)[0] === choice && decisions[row.scene.key] === undefined);
    return Object.fromEntries(changed);
  }
  const { scene } = row;
  set(scene.key, scene, rowChoices(scene)[0] === choice);
  if (scene.kind !== 'matched') {
    for (const shot of scene.shots) set(shot.key, shot, rowChoices(shot)[0] === choice);
  }
  return Object.fromEntries(changed);
}

/** Decisions with the same choice for all rows of a filter that offer it. */
export function withChoiceForAll(
  decisions: Decisions,
  scenes: readonly SceneDifference[],
  filter: DifferenceFilter,
  choice: RowChoice,
): Decisions {
  const changed = new Map(Object.entries(decisions));
  for (const row of differenceRows(scenes, filter)) {
    const differing = row.kind === 'scene' ? row.scene : row.shot;
    const [usual] = rowChoices(differing);
    if (!isShown(differing, filter) || !rowChoices(differing).includes(choice)) continue;
    const key = row.kind === 'scene' ? row.scene.key : row.shot.key;
    if (choice === usual || choice === 'keep') changed.delete(key);
    else changed.set(key, choice);
  }
  return Object.fromEntries(changed);
}

/** What would happen: to shots, and `moved` to scenes too. */
export type Outcome = { changed: number; added: number; trashed: number; moved: number };

export function outcomeOf(scenes: readonly SceneDifference[], { keepsOrder, decisions }: DifferenceChoices): Outcome {
  const outcome: Outcome = { changed: 0, added: 0, trashed: 0, moved: 0 };
  for (const scene of scenes) {
    if (scene.isMoved && !keepsOrder) outcome.moved++;
    for (const shot of scene.shots) {
      const chosen = chosenOf({ kind: 'shot', key: shot.key, scene, shot }, decisions);
      if (shot.kind !== 'matched') {
        if (chosen === 'add') outcome.added++;
        if (chosen === 'trash') outcome.trashed++;
        continue;
      }
      const isTaken =
        chosen === 'script' || (decisions[shot.key] !== 'mine' && shot.changes.some((one) => !one.isConflict));
      if (isTaken) outcome.changed++;
      if (shot.isMoved && !keepsOrder) outcome.moved++;
    }
  }
  return outcome;
}
