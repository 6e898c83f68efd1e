import { describe, expect, it } from 'vitest';
import { spanBounds, type TimeSpan } from './time-span.ts';

/** Local time, as the bounds are. */
function at(year: number, month: number, day: number, hour = 0): number {
  return new Date(year, month - 1, day, hour).getTime();
}

const nowMs = at(2026, 1, 21, 15);

describe('spanBounds', () => {
  it.each<[TimeSpan, number | null, number | null]>([
    [{ name: 'today' }, at(2026, 1, 21), null],
    [{ name: 'week' }, at(2026, 1, 15), null],
    [{ name: 'month' }, at(2026, 1, 1), null],
    [{ name: 'last-month' }, at(2025, 12, 1), at(2026, 1, 1)],
    [{ name: 'year' }, at(2026, 1, 1), null],
    [{ name: 'all' }, null, null],
  ])('reads %j', (span, fromMs, toMs) => {
    expect(spanBounds(span, nowMs)).toEqual({ fromMs, toMs });
  });

  it('takes both days of a custom span whole', () => {
    const span: TimeSpan = { name: 'custom', fromDay: '2025-12-30', toDay: '2025-12-31' };
    expect(spanBounds(span, nowMs)).toEqual({ fromMs: at(2025, 12, 30), toMs: at(2026, 1, 1) });
  });

  it('leaves a side open that names no day', () => {
    expect(spanBounds({ name: 'custom', fromDay: '', toDay: 'soon' }, nowMs)).toEqual({ fromMs: null, toMs: null });
  });

  it('gives the same bounds all day', () => {
    expect(spanBounds({ name: 'week' }, at(2026, 1, 21, 1))).toEqual(spanBounds({ name: 'week' }, at(2026, 1, 21, 23)));
  });
});
