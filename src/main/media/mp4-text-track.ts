/**
 * Switches off the text track of an MP4 that ffmpeg has written: its muxer enables the first track of each kind whatever
 * its disposition says (`enable_tracks` in movenc.c, seen in 5.1). One bit of the track's header (ISO 14496-12, 8.3.2).
 */
import { type FileHandle, open } from 'node:fs/promises';

/** Changes the file in place; does nothing where there is no text track. */
export async function disableTextTrack(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    const { size } = await handle.stat();
    const moov = (await listBoxes(handle, 0, size)).find(({ type }) => type === 'moov');
    for (const track of moov ? await listBoxes(handle, moov.start + 8, moov.end) : []) {
      if (track.type !== 'trak' || !(await isTextTrack(handle, track))) continue;
      const header = (await listBoxes(handle, track.start + 8, track.end)).find(({ type }) => type === 'tkhd');
      if (!header) continue;
      // Length, type, version, then three bytes of flags; the lowest bit of the last is "enabled".
      const flags = await readBytes(handle, header.start + 11, 1);
      await handle.write(Buffer.from([flags.readUInt8(0) & ~1]), 0, 1, header.start + 11);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type Box = { type: string; start: number; end: number };

async function isTextTrack(handle: FileHandle, track: Box): Promise<boolean> {
  const media = (await listBoxes(handle, track.start + 8, track.end)).find(({ type }) => type === 'mdia');
  if (!media) return false;
  const handler = (await listBoxes(handle, media.start + 8, media.end)).find(({ type }) => type === 'hdlr');
  if (!handler) return false;
  const kind = (await readBytes(handle, handler.start + 16, 4)).toString('latin1');
  return kind === 'sbtl' || kind === 'text';
}

async function listBoxes(handle: FileHandle, start: number, end: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = start; at + 8 <= end; ) {
    const header = await readBytes(handle, at, 16);
    const short = header.readUInt32BE(0);
    // 1: a length of 64 bits follows; 0: to the end.
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short === 0 ? end - at : short;
    if (length < 8) break;
    boxes.push({ type: header.toString('latin1', 4, 8), start: at, end: at + length });
    at += length;
  }
  return boxes;
}

async function readBytes(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await handle.read(buffer, 0, length, at);
  return buffer;
}
