/** `2026-10-23` as people write it, such as `Oct 23, 2026`; what is no day as it is. */
export function dayText(day: string, language: string): string {
  const ms = Date.parse(`${day}T00:00:00`);
  return Number.isNaN(ms) ? day : new Date(ms).toLocaleDateString(language, { dateStyle: 'medium' });
}
