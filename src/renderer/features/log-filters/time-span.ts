/** Stretches of time by which a log is narrowed, in local time. */

export const spanNames = ['today', 'week', 'month', 'last-month', 'year', 'all', 'custom'] as const;

export type SpanName = (typeof spanNames)[number];

export type TimeSpan =
  | { name: Exclude<SpanName, 'custom'> }
  /** Days such as `2026-11-21`, both included; empty means open. */
  | { name: 'custom'; fromDay: string; toDay: string };

/** From when, included, to when, not included; null means open. */
export type TimeBounds = { fromMs: number | null; toMs: number | null };

/** Bounds lie on midnights, so that they stay the same all day. */
export function spanBounds(span: TimeSpan, nowMs: number): TimeBounds {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  switch (span.name) {
    case 'today':
      return { fromMs: midnight(year, month, day), toMs: null };
    case 'week':
      return { fromMs: midnight(year, month, day - 6), toMs: null };
    case 'month':
      return { fromMs: midnight(year, month, 1), toMs: null };
    case 'last-month':
      return { fromMs: midnight(year, month - 1, 1), toMs: midnight(year, month, 1) };
    case 'year':
      return { fromMs: midnight(year, 0, 1), toMs: null };
    case 'all':
      return { fromMs: null, toMs: null };
    case 'custom':
      return { fromMs: dayStart(span.fromDay, 0), toMs: dayStart(span.toDay, 1) };
  }
}

function midnight(year: number, monthIndex: number, day: number): number {
  return new Date(year, monthIndex, day).getTime();
}

/** Midnight at the beginning of a day, moved by so many days; null for what is no day. */
function dayStart(text: string, addedDays: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year) return null;
  return midnight(Number(year), Number(month) - 1, Number(day) + addedDays);
}
