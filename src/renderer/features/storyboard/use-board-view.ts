/** Which view shows the shots. The script has an address of its own; of the others this machine remembers the last. */
import { useCallback, useState } from 'react';

export const boardViews = ['cards', 'table', 'strip', 'script'] as const;

export type BoardView = (typeof boardViews)[number];

const key = 'storyboard-view';

export type BoardViewOptions = {
  isScript: boolean;
  /** Goes to the address of the script, or back to that of the storyboard. */
  onScript: (isScript: boolean) => void;
};

export function useBoardView({ isScript, onScript }: BoardViewOptions): [BoardView, (view: string) => void] {
  const [remembered, setRemembered] = useState(() => viewOf(localStorage.getItem(key)));
  const choose = useCallback(
    (next: string) => {
      if (next !== 'script') {
        localStorage.setItem(key, next);
        setRemembered(viewOf(next));
      }
      onScript(next === 'script');
    },
    [onScript],
  );
  return [isScript ? 'script' : remembered, choose];
}

function viewOf(name: string | null): BoardView {
  return boardViews.find((view) => view === name && view !== 'script') ?? 'cards';
}
