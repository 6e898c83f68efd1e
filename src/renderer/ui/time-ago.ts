/** How long ago, as people say it: `now`, `6 minutes ago`, `yesterday`. */

const steps = [
  { unit: 'year', ms: 31_536_000_000 },
  { unit: 'month', ms: 2_592_000_000 },
  { unit: 'week', ms: 604_800_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** Under a minute, and in the future, it is `now`. */
export function timeAgo(thenMs: number, nowMs: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const passedMs = nowMs - thenMs;
  const step = steps.find(({ ms }) => passedMs >= ms);
  return step ? format.format(-Math.floor(passedMs / step.ms), step.unit) : format.format(0, 'second');
}
