/** Whether the storyboard shows cards or a table, remembered on this machine. */
import { useCallback, useState } from 'react';

export const boardViews = ['cards', 'table'] as const;

export type BoardView = (typeof boardViews)[number];

const key = 'storyboard-view';

export function useBoardView(): [BoardView, (view: string) => void] {
  const [view, setView] = useState(() => viewOf(localStorage.getItem(key)));
  const choose = useCallback((next: string) => {
    localStorage.setItem(key, next);
    setView(viewOf(next));
  }, []);
  return [view, choose];
}

function viewOf(name: string | null): BoardView {
  return boardViews.find((view) => view === name) ?? 'cards';
}
