/** Small real media that stand-ins answer with, made once in each process. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const made = new Map<string, Uint8Array>();

/** An MP4 of two seconds: H.264, 320 by 180 pixels, 24 frames a second, without sound. */
export function sampleClip(): Uint8Array {
  return make('clip.mp4', ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=24:d=2', '-pix_fmt', 'yuv420p']);
}

/** An MP3 of one second. */
export function sampleVoice(): Uint8Array {
  return make('voice.mp3', ['-f', 'lavfi', '-i', 'sine=frequency=220:duration=1']);
}

function make(fileName: string, inputs: string[]): Uint8Array {
  const known = made.get(fileName);
  if (known) return known;
  const folder = mkdtempSync(path.join(tmpdir(), 'sample-media-'));
  try {
    const file = path.join(folder, fileName);
    execFileSync('ffmpeg', ['-hide_banner', '-v', 'error', '-nostdin', '-y', ...inputs, file]);
    const bytes = new Uint8Array(readFileSync(file));
    made.set(fileName, bytes);
    return bytes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
