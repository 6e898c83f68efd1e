import { lensRangeMm } from '#shared/domain/shot-fields.ts';

/** The focal length that a person typed, such as `35` or `35 mm`; null for nothing, undefined where it is none. */
export function readLens(text: string): number | null | undefined {
  const typed = text
    .trim()
    .replace(/\s*mm$/i, '')
    .replace(',', '.');
  if (typed === '') return null;
  const lensMm = /^\d+(?:\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN;
  return lensMm >= lensRangeMm.from && lensMm <= lensRangeMm.to ? lensMm : undefined;
}
