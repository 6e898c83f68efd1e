/** Reads the Range header of a request for one file (RFC 9110, section 14). */

/** What to send. `first` and `last` are 0-based and inclusive. */
export type ByteRange = { kind: 'whole' } | { kind: 'part'; first: number; last: number } | { kind: 'unsatisfiable' };

/**
 * One range is answered; several, other units and what makes no sense are ignored, as the standard allows.
 *
 * @param header null when the request has none
 */
export function parseByteRange(header: string | null, sizeBytes: number): ByteRange {
  // "bytes=0-499", "bytes=500-", "bytes=-500"
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  if (!match) return { kind: 'whole' };
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return { kind: 'whole' };
  if (from === '') {
    const count = Math.min(Number(to), sizeBytes);
    return count === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', first: sizeBytes - count, last: sizeBytes - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return { kind: 'whole' };
  if (first >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', first, last: to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) };
}
