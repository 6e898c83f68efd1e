/** The shots as a table, which hears the arrows of its cells itself. */
import { useImperativeHandle, useMemo, useRef } from 'react';
import { ShotTable, type ShotTableHandle } from '#renderer/features/shot-table/index.ts';
import type { BoardViewProps } from './board-view.ts';
import { canFocusShot } from './use-reveal-shot.ts';

export function TableView({
  storyboard,
  facts,
  folding,
  selection,
  selectedIds,
  cutIds,
  menus,
  onSelect,
  ref,
}: BoardViewProps) {
  const { folded, openShots, onFold } = folding;
  const table = useRef<ShotTableHandle>(null);
  useImperativeHandle(ref, () => ({
    reveal: (shotId, options) =>
      table.current?.reveal(
        openShots.findIndex(({ id }) => id === shotId),
        options,
      ),
    // Cells have their own arrows; from nowhere the first one leads to the row that is chosen.
    shotByKey: (from) => (canFocusShot() ? from : null),
  }));
  const open = useMemo(() => ({ ...storyboard, shots: [...openShots] }), [storyboard, openShots]);
  return (
    <ShotTable
      ref={table}
      storyboard={open}
      folded={folded}
      onFold={onFold}
      sums={facts.sums}
      numbers={facts.numbers}
      sceneNumbers={facts.sceneNumbers}
      selectedIds={selectedIds}
      cutIds={cutIds}
      focusId={selection.focusId}
      onSelect={onSelect}
      onMenu={menus.openMenu}
    />
  );
}
