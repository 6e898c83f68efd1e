/** Times of jobs as people read them. All in local time. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `22:00` today, `Sat 22:00` within a week, else with the date, and with the year where it is another one. */
export function clockText(atMs: number, nowMs: number, language: string): string {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const options: Intl.DateTimeFormatOptions =
    startOfDay(atMs) === startOfDay(nowMs)
      ? time
      : Math.abs(startOfDay(atMs) - startOfDay(nowMs)) < 6.5 * dayMs
        ? { weekday: 'short', ...time }
        : { day: 'numeric', month: 'short', ...(isSameYear(atMs, nowMs) ? {} : { year: 'numeric' }), ...time };
  return new Intl.DateTimeFormat(language, options).format(atMs);
}

/** `20 sec`, `4 min`, `2.1 hr`: as exact as a guess deserves. */
export function leftText(ms: number, language: string): string {
  const [unit, value] =
    ms < 1.5 * minuteMs
      ? (['second', Math.max(10, Math.round(ms / 10_000) * 10)] as const)
      : ms < 1.5 * hourMs
        ? (['minute', Math.round(ms / minuteMs)] as const)
        : (['hour', ms / hourMs] as const);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(value);
}

function isSameYear(aMs: number, bMs: number): boolean {
  return new Date(aMs).getFullYear() === new Date(bMs).getFullYear();
}

function startOfDay(ms: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Hour at which the night begins, when machines and prices are often idle. */
const nightHour = 22;

/** The next time that it is ten in the evening. */
export function nextNight(nowMs: number): { atMs: number; isToday: boolean } {
  const now = new Date(nowMs);
  const at = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, nightHour).getTime();
  return at(0) > nowMs ? { atMs: at(0), isToday: true } : { atMs: at(1), isToday: false };
}

/** As a field for day and time takes it: `2026-11-21T22:00`. */
export function toFieldTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What such a field holds; null for what is no time. */
export function readFieldTime(text: string): number | null {
  // "2026-11-21T22:00"
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const ms = new Date(year, month - 1, day, hour, minute).getTime();
  return Number.isNaN(ms) ? null : ms;
}
