/** Turns the bytes of a script file into text, or says why they are no script. */
import { AppError } from '#shared/errors/app-error.ts';

export type ScriptEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'windows-1252';

/** A script as text. The byte order mark is gone; line endings stand as they were. */
export type DecodedScript = { text: string; encoding: ScriptEncoding; hadByteOrderMark: boolean };

/** Largest script file that is read, in bytes: 10 MB. A screenplay of 120 pages has about 250 kB. */
export const maxScriptBytes = 10_000_000;

/** Most lines that are read; a screenplay of 120 pages has about 6 000. It bounds memory and time for hostile files. */
export const maxScriptLines = 200_000;

/** One odd control character in so many is forgiven: old word processors leave some behind. */
const charactersPerForgivenControl = 200;

/**
 * Decodes a script: UTF-16 where its byte order mark stands or every second byte is nothing, else UTF-8, else Shift_JIS
 * where that gives Japanese, else windows-1252.
 *
 * A file that is not UTF-8 is taken as windows-1252, which gives any bytes a meaning: `encoding` tells the person
 * that it was a guess, as it is for Shift_JIS. What an XML declaration says comes before a guess; Latin-1 and ASCII are read as windows-1252,
 * which holds them.
 *
 * @throws {AppError} SCRIPT_TOO_LARGE (params `sizeBytes`, `limitBytes`), SCRIPT_TOO_LONG (params `lineCount`,
 *   `limitLines`), SCRIPT_BINARY, SCRIPT_EMPTY
 */
export function decodeScript(bytes: Uint8Array): DecodedScript {
  if (bytes.length > maxScriptBytes) {
    throw new AppError('SCRIPT_TOO_LARGE', `${bytes.length} bytes, the limit is ${maxScriptBytes}`, {
      params: { sizeBytes: bytes.length, limitBytes: maxScriptBytes },
    });
  }
  const script = decodeText(bytes);
  const lineCount = (script.text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
  if (lineCount > maxScriptLines) {
    throw new AppError('SCRIPT_TOO_LONG', `${lineCount} lines, the limit is ${maxScriptLines}`, {
      params: { lineCount, limitLines: maxScriptLines },
    });
  }
  return script;
}

/**
 * The same for any file of text, without limits: its caller has looked at its size.
 *
 * @throws {AppError} SCRIPT_BINARY, SCRIPT_EMPTY
 */
export function decodeText(bytes: Uint8Array): DecodedScript {
  if (hasKnownSignature(bytes)) throw new AppError('SCRIPT_BINARY', 'the signature of another kind of file');
  const script = decodeBytes(bytes);
  if (isBinary(script.text)) throw new AppError('SCRIPT_BINARY', `control characters in ${script.encoding} text`);
  if (script.text.trim() === '') throw new AppError('SCRIPT_EMPTY', 'nothing but white space');
  return script;
}

function decodeBytes(bytes: Uint8Array): DecodedScript {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: decodeUtf16(bytes.subarray(2)), encoding: 'utf-16le', hadByteOrderMark: true };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: decodeUtf16(swapPairs(bytes.subarray(2))), encoding: 'utf-16be', hadByteOrderMark: true };
  }
  const order = guessByteOrder(bytes);
  if (order === 'utf-16le') return { text: decodeUtf16(bytes), encoding: order, hadByteOrderMark: false };
  if (order === 'utf-16be') return { text: decodeUtf16(swapPairs(bytes)), encoding: order, hadByteOrderMark: false };
  const hadByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = hadByteOrderMark ? bytes.subarray(3) : bytes;
  const declared = hadByteOrderMark ? null : readDeclaredEncoding(content);
  if (declared && windows1252Names.test(declared)) {
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252', hadByteOrderMark };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    return { text, encoding: 'utf-8', hadByteOrderMark };
  } catch (cause) {
    // The fatal decoder throws for bytes that are not UTF-8 and for nothing else.
    if (declared && !/^utf-?8$/i.test(declared)) {
      throw new AppError('SCRIPT_BINARY', `XML in ${declared}, which is not read`, { cause });
    }
    const japanese = decodeJapanese(bytes);
    if (japanese !== null) return { text: japanese, encoding: 'shift_jis', hadByteOrderMark: false };
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252', hadByteOrderMark: false };
  }
}

/** Bytes that tell whether a file without a mark is UTF-16. */
const orderSampleBytes = 2000;

/** UTF-16 without its mark: text of mostly Latin letters, half of whose bytes are 0. Null for anything else. */
function guessByteOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(Math.min(bytes.length, orderSampleBytes) / 2);
  if (pairs < 4 || bytes.length % 2 !== 0) return null;
  let [first, second] = [0, 0];
  for (let index = 0; index < pairs; index += 1) {
    if (bytes[index * 2] === 0) first += 1;
    if (bytes[index * 2 + 1] === 0) second += 1;
  }
  const [most, least] = [pairs * 0.4, pairs * 0.05];
  if (second > most && first < least) return 'utf-16le';
  return first > most && second < least ? 'utf-16be' : null;
}

/** Shift_JIS, where it gives a text with kana; null for other bytes, and where this Node cannot read it. */
function decodeJapanese(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
    const foreign = text.match(/[^\u0000-\u007f]/gu)?.length ?? 0;
    const kana = text.match(/[\u3041-\u30ff]/gu)?.length ?? 0;
    // Accented letters of Europe read as kanji; only these two rows of bytes read as kana.
    return kana > 0 && kana >= foreign * 0.2 ? text : null;
  } catch {
    return null;
  }
}

const windows1252Names = /^(?:windows-?1252|cp-?1252|iso-?8859-?1|latin-?1|us-ascii|ascii)$/i;

/** The encoding that an XML declaration names; null where there is none. */
function readDeclaredEncoding(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  return /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(start)?.[1] ?? null;
}

function decodeUtf16(littleEndian: Uint8Array): string {
  try {
    return new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(littleEndian);
  } catch (cause) {
    throw new AppError('SCRIPT_BINARY', 'a UTF-16 byte order mark, then bytes that are not UTF-16', { cause });
  }
}

/** Big-endian to little-endian by hand: not every build of Node carries the decoder for big-endian. */
function swapPairs(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) swapped[index] = bytes[index ^ 1] ?? 0;
  return swapped;
}

// Bytes 0x80 to 0x9F; the rest of windows-1252 is Latin-1. Some versions of Node decode these bytes wrongly
// (nodejs/node issue 56542), so the table stands here. A byte without a character stays a control character.
const windows1252High =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replace(/[\u0080-\u009f]/g, (character) => windows1252High[character.charCodeAt(0) - 0x80] ?? '');
}

const signatures: readonly string[] = [
  'PK\x03\x04', // zip, docx, odt, highland, fadein
  '%PDF-',
  '\x89PNG',
  'GIF87a',
  'GIF89a',
  '\xff\xd8\xff', // JPEG
  '\xd0\xcf\x11\xe0', // doc
  '\x1f\x8b', // gzip
  '7z\xbc\xaf',
  '{\\rtf', // text, but nobody can read it as a script
];

function hasKnownSignature(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 512));
  if (signatures.some((signature) => start.startsWith(signature))) return true;
  // Web pages: text, but with marks that these parsers do not read. Other XML is known by its root, when it is parsed.
  return /^(?:\xef\xbb\xbf)?\s*(?:<!DOCTYPE\s+html|<html)/i.test(start);
}

function isBinary(text: string): boolean {
  if (text.includes('\u0000')) return true;
  // Tab, line feed, vertical tab, form feed and carriage return are text; 0x1A ends files of old systems.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const controls =
    text.match(/[\u0001-\u0008\u000e-\u0019\u001b-\u001f\u007f\u0080-\u0084\u0086-\u009f]/g)?.length ?? 0;
  return controls * charactersPerForgivenControl > text.length;
}
