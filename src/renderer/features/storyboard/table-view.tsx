/** The shots as a table; it hears its arrows itself. */
import { useImperativeHandle, useRef } from 'react';
import { ShotTable, type ShotTableHandle } from '#renderer/features/shot-table/index.ts';
import type { BoardViewProps } from './board-view.ts';

export function TableView({ facts, selection, selectedIds, menus, onSelect, ref }: BoardViewProps) {
  const table = useRef<ShotTableHandle>(null);
  useImperativeHandle(ref, () => ({
    reveal: (index) => table.current?.reveal(index),
    indexByKey: () => null,
  }));
  return (
    <ShotTable
      ref={table}
      storyboard={facts.shownStoryboard}
      numbers={facts.numbers}
      sceneNumbers={facts.sceneNumbers}
      selectedIds={selectedIds}
      focusId={selection.focusId}
      onSelect={onSelect}
      onMenu={menus.openMenu}
    />
  );
}
