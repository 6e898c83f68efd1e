/** Small projects in the shape that Storyboarder writes, made for tests. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPng } from './png.ts';

/** A file of a project folder, with its path in it. */
export type FolderFile = { path: string; bytes: Uint8Array };

/** A second of silence, 8 bits, as a WAV file. */
export function createWav(seconds = 1): Buffer {
  const samples = 8000 * seconds;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples, 40);
  return Buffer.concat([header, Buffer.alloc(samples, 128)]);
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const png = (seed: number) => createPng({ widthPx: 64, heightPx: 36, seed });

/** One scene: flattened pictures, a board of layers, a sound, and everything that can be wrong with a board. */
export function aStoryboarderFolder(): FolderFile[] {
  const boards = [
    {
      ...{ uid: 'AAAA1', url: 'board-1-AAAA1.png', newShot: true, number: 1, shot: '1A', time: 0, duration: 2000 },
      ...{ dialogue: 'MARA: Nine.', action: 'Rain on the pier.', notes: 'Wide.', audio: { filename: 'mara 1.wav' } },
      layers: { ink: { url: 'board-1-AAAA1-ink.png' } },
    },
    {
      ...{ uid: 'AAAA2', url: 'board-2-AAAA2.png', number: 2, shot: '1B', time: 2000, duration: 1000 },
      layers: { fill: { url: 'board-2-AAAA2-fill.png', opacity: 0.4 }, ink: { url: 'board-2-AAAA2-ink.png' } },
    },
    // Without uid, time, shot and duration; its picture is gone.
    { url: 'board-3.png', number: 3, layers: {} },
    { url: '../../outside.png', layers: {}, audio: { filename: '/etc/hosts' }, dialogue: 'IVO: Ten.' },
    { url: 'broken.png', layers: {}, audio: { filename: 'words.wav' }, duration: 'long' },
  ];
  return [
    {
      path: 'Pier.storyboarder',
      bytes: json({ version: '1.3.0', aspectRatio: '1.7777777777777777', fps: 25, defaultBoardTiming: 1500, boards }),
    },
    { path: 'images/board-1-AAAA1-posterframe.jpg', bytes: png(1) },
    { path: 'images/board-1-AAAA1-ink.png', bytes: png(2) },
    { path: 'images/mara 1.wav', bytes: createWav() },
    { path: 'images/board-2-AAAA2-fill.png', bytes: png(3) },
    { path: 'images/board-2-AAAA2-ink.png', bytes: png(4) },
    { path: 'images/broken.png', bytes: Buffer.from('no picture at all') },
    { path: 'images/words.wav', bytes: Buffer.from('no sound at all') },
    { path: 'images/board-1-AAAA1-thumbnail.png', bytes: png(5) },
  ];
}

/** A project of two scenes with the script that orders and names them. */
export function aStoryboarderScriptFolder(): FolderFile[] {
  const scene = (name: string, dialogue: string) => ({
    path: `storyboards/${name}/${name}.storyboarder`,
    bytes: json({ aspectRatio: 2.39, fps: 24, boards: [{ uid: 'B0001', url: 'board-1-B0001.png', dialogue }] }),
  });
  return [
    {
      path: 'Harbour.fountain',
      bytes: Buffer.from(
        'Title: Harbour\n\nEXT. PIER - DUSK #1-T5KRK#\n\nRain.\n\nINT. SHED - NIGHT #2-AAAA2#\n\nA lamp.\n',
      ),
    },
    { path: 'storyboards/storyboard.settings', bytes: json({ lastScene: 0, aspectRatio: '2.39' }) },
    scene('Scene-2-INT-SHED-NIGHT-2-AAAA2', 'second'),
    scene('Scene-1-EXT-PIER-DUSK-1-T5KRK', 'first'),
    { path: 'storyboards/Scene-1-EXT-PIER-DUSK-1-T5KRK/images/board-1-B0001.png', bytes: png(6) },
  ];
}

/** Writes the files below a folder of the disk. */
export function writeFolder(root: string, files: readonly FolderFile[]): void {
  for (const file of files) {
    const target = path.join(root, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.bytes);
  }
}
