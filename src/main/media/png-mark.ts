/** Puts a line of text into a PNG (chunk tEXt of W3C PNG, third edition, 11.3.3.2), so that its bytes are its own. */

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** Signature, and the chunk IHDR: length, name, 13 bytes, check. */
const headerBytes = 8 + 4 + 4 + 13 + 4;

/**
 * @param keyword 1 to 79 letters of ASCII; `text` likewise, of any length
 * @returns the same bytes for what does not begin as a PNG does
 */
export function markPng(bytes: Buffer, keyword: string, text: string): Buffer {
  if (bytes.length < headerBytes || !bytes.subarray(0, 8).equals(signature)) return bytes;
  const body = Buffer.from(`tEXt${keyword}\0${text}`, 'latin1');
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(checkOf(body), body.length + 4);
  return Buffer.concat([bytes.subarray(0, headerBytes), chunk, bytes.subarray(headerBytes)]);
}

/** The check of a chunk: CRC-32 (annex D), bit by bit, for a few bytes. */
function checkOf(bytes: Buffer): number {
  let check = 0xffffffff;
  for (const byte of bytes) {
    check ^= byte;
    for (let bit = 0; bit < 8; bit += 1) check = check & 1 ? (check >>> 1) ^ 0xedb88320 : check >>> 1;
  }
  return ~check >>> 0;
}
