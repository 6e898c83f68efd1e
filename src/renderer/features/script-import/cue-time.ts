/** `0:01.0 – 0:02.5`, with hours from one hour on. */
export function cueTime(startMs: number, endMs: number): string {
  return `${clock(startMs)} – ${clock(endMs)}`;
}

function clock(ms: number): string {
  const tenths = Math.round(ms / 100);
  const seconds = Math.floor(tenths / 10);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}.${tenths % 10}`;
}
