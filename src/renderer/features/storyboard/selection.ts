/** Which shots are selected, and how clicks and keys change that. Order of `ids` is the order of the film. */
import type { ShotId } from '#shared/domain/ids.ts';

export type Selection = {
  ids: readonly ShotId[];
  /** Where a range begins; null without a selection. */
  anchorId: ShotId | null;
  /** The shot that keys act from and that shows the focus; null without one. */
  focusId: ShotId | null;
};

export const noSelection: Selection = { ids: [], anchorId: null, focusId: null };

export function selectOne(id: ShotId): Selection {
  return { ids: [id], anchorId: id, focusId: id };
}

export function selectAll(order: readonly ShotId[]): Selection {
  return { ids: [...order], anchorId: order[0] ?? null, focusId: order[0] ?? null };
}

/** Adds the shot, or takes it away. */
export function toggleOne(selection: Selection, id: ShotId, order: readonly ShotId[]): Selection {
  const chosen = new Set(selection.ids);
  if (!chosen.delete(id)) chosen.add(id);
  return { ids: order.filter((one) => chosen.has(one)), anchorId: id, focusId: id };
}

/** From the anchor to this shot, both included. */
export function selectRange(selection: Selection, id: ShotId, order: readonly ShotId[]): Selection {
  const anchorId = selection.anchorId ?? id;
  const from = order.indexOf(anchorId);
  const to = order.indexOf(id);
  if (from === -1 || to === -1) return selectOne(id);
  return { ids: order.slice(Math.min(from, to), Math.max(from, to) + 1), anchorId, focusId: id };
}

/** What a click does: alone, with Shift, or with Ctrl or Cmd. */
export function clickShot(
  selection: Selection,
  id: ShotId,
  { isRange, isToggle, order }: { isRange: boolean; isToggle: boolean; order: readonly ShotId[] },
): Selection {
  if (isRange) return selectRange(selection, id, order);
  return isToggle ? toggleOne(selection, id, order) : selectOne(id);
}

/** Drops shots that are gone, so that a deleted shot is never acted on. Unchanged selections keep their identity. */
export function withoutMissing(selection: Selection, order: readonly ShotId[]): Selection {
  if (selection.ids.length === 0 && selection.focusId === null) return selection;
  const present = new Set(order);
  const ids = selection.ids.filter((id) => present.has(id));
  const keep = (id: ShotId | null) => (id !== null && present.has(id) ? id : (ids.at(-1) ?? null));
  const next = { ids, anchorId: keep(selection.anchorId), focusId: keep(selection.focusId) };
  const isSame =
    ids.length === selection.ids.length && next.anchorId === selection.anchorId && next.focusId === selection.focusId;
  return isSame ? selection : next;
}

/**
 * What is selected once all selected shots are gone, by whatever took them: the one that they stood behind, which is
 * what an undone copy was made of, else the one that followed. Null while one of them is there, or nothing was selected.
 *
 * @param before order of the film while they were there
 */
export function besideGone({ ids }: Selection, before: readonly ShotId[], now: readonly ShotId[]): Selection | null {
  const present = new Set(now);
  if (ids.length === 0 || ids.some((id) => present.has(id))) return null;
  const gone = new Set(ids);
  const firstIndex = before.findIndex((id) => gone.has(id));
  if (firstIndex < 0) return null;
  const next =
    before.findLast((id, index) => index < firstIndex && present.has(id)) ??
    before.find((id, index) => index > firstIndex && present.has(id));
  return next ? selectOne(next) : noSelection;
}

/** Several shots, in the order of the film; the first has the focus. Null where none of them is there. */
export function selectThese(shotIds: readonly ShotId[], order: readonly ShotId[]): Selection | null {
  const wanted = new Set(shotIds);
  const ids = order.filter((id) => wanted.has(id));
  return ids.length > 0 ? selectAll(ids) : null;
}

/** What is selected once some shots are deleted: the one that follows them, else the one before. */
export function afterDelete(deleted: readonly ShotId[], order: readonly ShotId[]): Selection {
  const gone = new Set(deleted);
  const lastIndex = order.findLastIndex((id) => gone.has(id));
  const next =
    order.find((id, index) => index > lastIndex && !gone.has(id)) ??
    order.findLast((id, index) => index < lastIndex && !gone.has(id));
  return next ? selectOne(next) : noSelection;
}
