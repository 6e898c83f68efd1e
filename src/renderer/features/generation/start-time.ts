/** When takes may begin: at once, in the evening, or at a time of one's own. */

export type StartChoice = 'now' | 'evening' | 'time';

const eveningHour = 22;

/** The next ten in the evening, local time. */
export function nextEveningMs(nowMs: number): number {
  const evening = new Date(nowMs);
  evening.setHours(eveningHour, 0, 0, 0);
  if (evening.getTime() <= nowMs) evening.setDate(evening.getDate() + 1);
  return evening.getTime();
}

/** Whether a time lies on the same day, local time. */
export function isSameDay(aMs: number, bMs: number): boolean {
  return new Date(aMs).toDateString() === new Date(bMs).toDateString();
}

/** As a `datetime-local` field has it: `2026-11-22T22:00`, local time. */
export function toLocalText(ms: number): string {
  const time = new Date(ms);
  const [month, day, hours, minutes] = [time.getMonth() + 1, time.getDate(), time.getHours(), time.getMinutes()].map(
    (part) => String(part).padStart(2, '0'),
  );
  return `${time.getFullYear()}-${month}-${day}T${hours}:${minutes}`;
}

/** Null for what is no time, and for one that has passed. */
export function readLocalText(text: string, nowMs: number): number | null {
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) || ms <= nowMs ? null : ms;
}

/** What `notBeforeMs` is for a choice; `undefined` while the time cannot be used. */
export function startMsOf(choice: StartChoice, timeText: string, nowMs: number): number | null | undefined {
  if (choice === 'now') return null;
  if (choice === 'evening') return nextEveningMs(nowMs);
  return readLocalText(timeText, nowMs) ?? undefined;
}
