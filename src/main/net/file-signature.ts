/** Tells by its first bytes whether a file is what was asked for. */

/** Bytes that are enough to tell. */
export const signatureBytes = 64;

type Family = 'video' | 'image' | 'audio';
type Signature = {
  /** Where it stands, and what stands there, as Latin-1. */
  matches: RegExp;
  /** What the file is, by what it was asked for as. */
  mimes: Partial<Record<Family, string>>;
};

/** The first that fits counts. */
const signatures: Signature[] = [
  { matches: /^\x89PNG\r\n\x1a\n/, mimes: { image: 'image/png' } },
  { matches: /^\xff\xd8\xff/, mimes: { image: 'image/jpeg' } },
  { matches: /^GIF8[79]a/, mimes: { image: 'image/gif' } },
  { matches: /^RIFF[^]{4}WEBP/, mimes: { image: 'image/webp' } },
  { matches: /^RIFF[^]{4}WAVE/, mimes: { audio: 'audio/wav' } },
  { matches: /^RIFF[^]{4}AVI /, mimes: { video: 'video/x-msvideo' } },
  // ISO 14496-12: "....ftypisom", and what QuickTime began with before there were brands.
  { matches: /^[^]{4}ftyp(?:avif|avis)/, mimes: { image: 'image/avif' } },
  { matches: /^[^]{4}ftyp(?:heic|heix|mif1)/, mimes: { image: 'image/heic' } },
  { matches: /^[^]{4}ftypM4[AB] /, mimes: { audio: 'audio/mp4' } },
  { matches: /^[^]{4}(?:ftypqt {2}|moov|mdat|wide|skip|free)/, mimes: { video: 'video/quicktime' } },
  { matches: /^[^]{4}ftyp/, mimes: { video: 'video/mp4', audio: 'audio/mp4' } },
  // EBML, whose document type names itself near the beginning.
  { matches: /^\x1aE\xdf\xa3[^]*webm/, mimes: { video: 'video/webm', audio: 'audio/webm' } },
  { matches: /^\x1aE\xdf\xa3/, mimes: { video: 'video/x-matroska', audio: 'audio/x-matroska' } },
  { matches: /^fLaC/, mimes: { audio: 'audio/flac' } },
  { matches: /^OggS/, mimes: { audio: 'audio/ogg' } },
  { matches: /^\xff[\xf0\xf1\xf8\xf9]/, mimes: { audio: 'audio/aac' } },
  // Frames of layer III only: others begin like text in UTF-16.
  { matches: /^(?:ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/, mimes: { audio: 'audio/mpeg' } },
];

/** @param start the first `signatureBytes`, or all there are. @returns its media type; null when it is nothing of the kind */
export function readSignature(start: Uint8Array, expect: Family): string | null {
  const text = String.fromCharCode(...start.subarray(0, signatureBytes));
  const found = signatures.find(({ matches }) => matches.test(text));
  return found?.mimes[expect] ?? null;
}
