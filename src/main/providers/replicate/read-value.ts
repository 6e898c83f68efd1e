/** Reads JSON that may be anything. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty for everything that is no text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
