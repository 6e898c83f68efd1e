/** Width of a side pane and whether it is folded away, remembered on this machine. */
import { useCallback, useState } from 'react';

export type Pane = {
  widthPx: number;
  isOpen: boolean;
  leastPx: number;
  mostPx: number;
  setWidth: (px: number) => void;
  toggle: () => void;
};

export type PaneOptions = { name: string; widthPx: number; leastPx: number; mostPx: number };

export function usePane({ name, widthPx, leastPx, mostPx }: PaneOptions): Pane {
  const key = `pane:${name}`;
  const [state, setState] = useState(() => readPane(localStorage.getItem(key), { widthPx, leastPx, mostPx }));
  const update = useCallback(
    (change: (now: PaneState) => PaneState) =>
      setState((now) => {
        const next = change(now);
        localStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  const setWidth = useCallback(
    (px: number) => update((now) => ({ ...now, widthPx: Math.round(Math.min(mostPx, Math.max(leastPx, px))) })),
    [update, leastPx, mostPx],
  );
  const toggle = useCallback(() => update((now) => ({ ...now, isOpen: !now.isOpen })), [update]);
  return { ...state, leastPx, mostPx, setWidth, toggle };
}

export type PaneState = { widthPx: number; isOpen: boolean };

/** What was remembered; anything odd is as if nothing was. */
export function readPane(
  stored: string | null,
  { widthPx, leastPx, mostPx }: { widthPx: number; leastPx: number; mostPx: number },
): PaneState {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    if (typeof value === 'object' && value !== null && 'widthPx' in value && 'isOpen' in value) {
      const width = Number(value.widthPx);
      if (width >= leastPx && width <= mostPx) return { widthPx: width, isOpen: value.isOpen !== false };
    }
  } catch {
    // Not ours, or cut short.
  }
  return { widthPx, isOpen: true };
}
