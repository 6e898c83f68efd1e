/** What the studio costs while 200 jobs run at a service, and a window listens. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { openFfmpeg } from './ffmpeg.ts';
import { endChild, makeResultClip, nextMessage, startStandInProcess } from './generation-studio.ts';

const jobCount = 200;
/** Until every job was sent, and code that runs often was compiled. */
const settleMs = 20_000;
const windowMs = 30_000;

export const idleWithJobs: Benchmark = { name: 'idle-with-200-jobs', unit: '%', limit: 3, measure };

async function measure({ dir }: BenchmarkContext): Promise<Measured> {
  const clip = await makeResultClip(await openFfmpeg(), path.join(dir, 'result.mp4'));
  const standIn = await startStandInProcess({ clipFile: clip.file, answerMs: 50, ending: 'never', results: 'same' });
  try {
    const args = [path.join(dir, 'library'), standIn.url, jobCount, settleMs, windowMs].map(String);
    const studio = fork(path.join(import.meta.dirname, 'idle-process.ts'), args);
    try {
      const { usedPart } = await nextMessage<{ usedPart: number }>(studio);
      return { value: usedPart * 100, baseline: null, spread: null };
    } finally {
      await endChild(studio);
    }
  } finally {
    await standIn.close();
  }
}
