import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { decodeScript, maxScriptBytes, maxScriptLines } from './decode-script.ts';

const words = 'INT. CAFÉ – NUIT\r\n\r\nЖ 店 «é»\r';

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

function codeOf(bytes: Uint8Array): string {
  try {
    decodeScript(bytes);
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  return 'no error';
}

describe('decoding a script', () => {
  test.each([
    ['UTF-8', Buffer.from(words), 'utf-8', false],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${words}`), 'utf-8', true],
    ['UTF-16 little-endian', utf16(words, false), 'utf-16le', true],
    ['UTF-16 big-endian', utf16(words, true), 'utf-16be', true],
  ])('reads %s and keeps the line endings', (_, bytes, encoding, hadByteOrderMark) => {
    expect(decodeScript(bytes)).toEqual({ text: words, encoding, hadByteOrderMark });
  });

  test('takes what is not UTF-8 as windows-1252 and says so', () => {
    const bytes = Uint8Array.from([0x43, 0x41, 0x46, 0xc9, 0x20, 0x93, 0x80, 0x94, 0x85]);
    expect(decodeScript(bytes)).toEqual({ text: 'CAFÉ “€”…', encoding: 'windows-1252', hadByteOrderMark: false });
  });

  test.each([
    ['no bytes', '', 'SCRIPT_EMPTY'],
    ['white space', ' \r\n\t\n', 'SCRIPT_EMPTY'],
    ['a byte order mark alone', '\ufeff', 'SCRIPT_EMPTY'],
    ['a NUL', 'INT. HOUSE\u0000', 'SCRIPT_BINARY'],
    ['control characters', 'a\u0001\u0002b', 'SCRIPT_BINARY'],
    ['a zip file', 'PK\u0003\u0004word/document.xml', 'SCRIPT_BINARY'],
    ['a PDF', '%PDF-1.7 text', 'SCRIPT_BINARY'],
    ['rich text', '{\\rtf1 text}', 'SCRIPT_BINARY'],
    ['a web page', '<!DOCTYPE html><html></html>', 'SCRIPT_BINARY'],
    [
      'XML in an encoding that is not read',
      Buffer.from('<?xml version="1.0" encoding="macintosh"?>\x8e', 'latin1'),
      'SCRIPT_BINARY',
    ],
  ])('refuses %s', (_, text, code) => {
    expect(codeOf(Buffer.from(text))).toBe(code);
  });

  test.each(['windows-1252', 'ISO-8859-1', 'latin1'])('reads XML as the %s that it declares', (name) => {
    // These bytes would be "é" as UTF-8.
    const bytes = Buffer.from(`<?xml version="1.0" encoding="${name}"?><a>\xc3\xa9</a>`, 'latin1');
    const { text, encoding } = decodeScript(bytes);
    expect([text.slice(-10), encoding]).toEqual(['<a>Ã©</a>'.padStart(10, '>'), 'windows-1252']);
  });

  test('reads Final Draft in UTF-8 and UTF-16', () => {
    const xml = '<?xml version="1.0" encoding="UTF-8"?><FinalDraft>é</FinalDraft>';
    expect(decodeScript(Buffer.from(xml))).toMatchObject({ text: xml, encoding: 'utf-8' });
    expect(decodeScript(utf16(xml, false))).toMatchObject({ text: xml, encoding: 'utf-16le' });
    expect(decodeScript(utf16(xml, true))).toMatchObject({ text: xml, encoding: 'utf-16be' });
  });

  test.each([
    ['utf-16le', (bytes: Buffer) => bytes],
    ['utf-16be', (bytes: Buffer) => bytes.swap16()],
  ] as const)('reads %s without its mark', (encoding, order) => {
    const text = 'INT. CAFÉ - DAY\r\n\r\nRain, “never” again.\r\n';
    expect(decodeScript(order(Buffer.from(text, 'utf16le')))).toEqual({ text, encoding, hadByteOrderMark: false });
  });

  test('takes Shift_JIS for Japanese, and accents of Europe for none', () => {
    // "雨が降る。" and "アンナ" with a line of ASCII between them
    const japanese = Buffer.from('894a82aa8d7e82e981420a494e542e0a83418393836a', 'hex');
    expect(decodeScript(japanese)).toMatchObject({ encoding: 'shift_jis', text: expect.stringMatching(/^雨が降る。/) });
    for (const words of ['Les étés passés, déjà.', 'Größe, Übermaß', 'Señor, ¿qué?', 'ÉTÉ']) {
      const bytes = Buffer.from(words, 'latin1');
      expect(decodeScript(bytes)).toMatchObject({ encoding: 'windows-1252', text: words });
    }
  });

  test('refuses a PNG, and UTF-16 with half a character', () => {
    expect(codeOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe('SCRIPT_BINARY');
    expect(codeOf(Uint8Array.from([0xff, 0xfe, 0x41]))).toBe('SCRIPT_BINARY');
  });

  test('forgives a stray control character in a long script', () => {
    expect(decodeScript(Buffer.from(`${'word '.repeat(100)}\u0002`)).encoding).toBe('utf-8');
  });

  test('names size and limit of a script that is too large', () => {
    const bytes = new Uint8Array(maxScriptBytes + 1).fill(0x61);
    expect(() => decodeScript(bytes)).toThrow(
      expect.objectContaining({
        code: 'SCRIPT_TOO_LARGE',
        params: { sizeBytes: maxScriptBytes + 1, limitBytes: maxScriptBytes },
      }),
    );
  });

  test('names number and limit of lines that are too many', () => {
    expect(() => decodeScript(Buffer.from('a\n'.repeat(maxScriptLines)))).toThrow(
      expect.objectContaining({
        code: 'SCRIPT_TOO_LONG',
        params: { lineCount: maxScriptLines + 1, limitLines: maxScriptLines },
      }),
    );
  });
});
