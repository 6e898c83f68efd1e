/** Which columns are shown and how wide they are, remembered on this machine for each project. */
import { useCallback, useState } from 'react';
import type { ProjectId } from '#shared/domain/ids.ts';

export type TableSettings = {
  /** Keys of columns that are not shown. */
  hidden: readonly string[];
  /** Pixels by column, where somebody changed them. */
  widths: Readonly<Record<string, number>>;
};

export const columnWidthPx = { least: 50, most: 800 } as const;

const nothingSet: TableSettings = { hidden: [], widths: {} };

export function useTableSettings(projectId: ProjectId) {
  const key = `shot-table:${projectId}`;
  const [settings, setSettings] = useState(() => readSettings(localStorage.getItem(key)));
  const update = useCallback(
    (change: (now: TableSettings) => TableSettings) =>
      setSettings((now) => {
        const next = change(now);
        localStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  const toggle = useCallback(
    (column: string) =>
      update(({ hidden, ...rest }) => ({
        ...rest,
        hidden: hidden.includes(column) ? hidden.filter((one) => one !== column) : [...hidden, column],
      })),
    [update],
  );
  const setWidth = useCallback(
    (column: string, widthPx: number) => {
      const { least, most } = columnWidthPx;
      const width = Math.round(Math.min(most, Math.max(least, widthPx)));
      update(({ widths, ...rest }) => ({ ...rest, widths: { ...widths, [column]: width } }));
    },
    [update],
  );
  return { settings, toggle, setWidth };
}

/** What was remembered; anything odd is as if nothing was. */
export function readSettings(stored: string | null): TableSettings {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    if (typeof value !== 'object' || value === null || !('hidden' in value) || !('widths' in value)) return nothingSet;
    const { hidden, widths } = value;
    if (!Array.isArray(hidden) || typeof widths !== 'object' || widths === null) return nothingSet;
    const { least, most } = columnWidthPx;
    return {
      hidden: hidden.filter((key): key is string => typeof key === 'string'),
      widths: Object.fromEntries(
        Object.entries(widths).filter(
          (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= least && entry[1] <= most,
        ),
      ),
    };
  } catch {
    // Cut short, or not ours.
    return nothingSet;
  }
}
