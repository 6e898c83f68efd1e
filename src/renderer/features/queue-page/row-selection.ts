/** Which jobs are selected, and how clicks and keys change that. */
import type { JobId } from '#shared/domain/ids.ts';

export type RowSelection = {
  ids: ReadonlySet<JobId>;
  /** Where a range begins; null without a selection. */
  anchorId: JobId | null;
};

export const noRows: RowSelection = { ids: new Set(), anchorId: null };

export function toggleRow({ ids }: RowSelection, id: JobId): RowSelection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchorId: id };
}

/** From the anchor to this row, both included. */
export function selectRowsTo({ anchorId }: RowSelection, id: JobId, order: readonly JobId[]): RowSelection {
  const from = order.indexOf(anchorId ?? id);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return { ids: new Set([id]), anchorId: id };
  return {
    ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)),
    anchorId: order[from] ?? id,
  };
}

/** What a click does: alone, with Shift, or with Ctrl or Cmd. */
export function clickRow(
  selection: RowSelection,
  id: JobId,
  { isRange, isToggle, order }: { isRange: boolean; isToggle: boolean; order: readonly JobId[] },
): RowSelection {
  if (isRange) return selectRowsTo(selection, id, order);
  return isToggle ? toggleRow(selection, id) : { ids: new Set([id]), anchorId: id };
}

/** Without what can no longer be selected; the same selection when all still can. */
export function keepRows(selection: RowSelection, order: readonly JobId[]): RowSelection {
  const present = new Set(order);
  const ids = [...selection.ids].filter((id) => present.has(id));
  if (ids.length === selection.ids.size) return selection;
  const anchorId = selection.anchorId !== null && present.has(selection.anchorId) ? selection.anchorId : null;
  return { ids: new Set(ids), anchorId };
}
