/**
 * How long jobs at a server take, against bare requests and bare ffmpeg processes that do the same at the same
 * concurrency.
 *
 * The server answers every request after 50 ms, and a job has ended at the first look: so a job is three requests that
 * follow one another (create, poll, download), and then, without holding its place at the server, the pictures of its
 * clip and one request that removes the copy there. An ffmpeg process takes about as long as those requests, so that
 * with pictures the processors are what limits the jobs; without them it is the server.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createProcessSlots, type ProcessSlots } from '#main/media/process-slots.ts';
import type { JobId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { openFfmpeg, type Ffmpeg, type TestClip } from './ffmpeg.ts';
import {
  type GenerationStudio,
  listenAsWindow,
  makeResultClip,
  openGenerationStudio,
  startStandInProcess,
} from './generation-studio.ts';
import { compare, type Side } from './measure.ts';
import { picturesArguments } from './media.ts';

const answerMs = 50;
const concurrency = 4;
/** As many ffmpeg processes as the studio lets run at a time. */
const pictureProcesses = 2;

export const generationBenchmarks: readonly Benchmark[] = [
  {
    name: 'generate-1000-jobs',
    unit: 'ratio',
    limit: 1.1,
    measure: (context) => measure(context, { jobCount: 1_000, hasPictures: false }),
  },
  {
    name: 'generate-100-unlike-clips',
    unit: 'ratio',
    limit: 1.1,
    measure: (context) => measure(context, { jobCount: 100, hasPictures: true }),
  },
];

/** Whether each clip gets pictures: they are made once for each file, and results can all be the same one. */
type Work = { jobCount: number; hasPictures: boolean };

async function measure({ dir }: BenchmarkContext, work: Work): Promise<Measured> {
  const ffmpeg = await openFfmpeg();
  const clip = await makeResultClip(ffmpeg, path.join(dir, 'result.mp4'));
  const results = work.hasPictures ? 'unlike' : 'same';
  const standIn = await startStandInProcess({ clipFile: clip.file, answerMs, ending: 'well', results });
  const { url } = standIn;
  let opened: GenerationStudio | null = null;
  const close = async () => {
    await opened?.studio.close();
    opened = null;
  };
  const product: Side = {
    async prepare(round) {
      await close();
      const libraryDir = path.join(dir, `library-${round}`);
      opened = await openGenerationStudio({ libraryDir, url, shotCount: work.jobCount, concurrency });
    },
    run: () => opened && generateAll(opened, work.jobCount),
  };
  const baseline: Side = { run: () => requestAll({ url, dir, ffmpeg, clip, ...work }) };
  try {
    const compared = await compare({ product, baseline }, { rounds: 2, warmUpRounds: 0 });
    return { value: compared.ratio, baseline: compared.baseline.medianMs, spread: compared.spread };
  } finally {
    await close();
    await standIn.close();
  }
}

/** From the click to the last take, with a window that listens. */
async function generateAll({ studio, projectId }: GenerationStudio, jobCount: number): Promise<void> {
  const window = new AbortController();
  listenAsWindow(studio, window.signal);
  const unended = new Set<JobId>();
  await new Promise<void>((resolve, reject) => {
    studio.services.jobs.subscribe(({ jobs }) => {
      for (const { id, state, label, error } of jobs) {
        if (!isEnded(state)) continue;
        if (state !== 'done') reject(new Error(`${label} is ${state}: ${error?.code}`));
        unended.delete(id);
      }
      if (unended.size === 0) resolve();
    });
    studio.services.generation.generate({ projectId, scope: 'all' }).then((jobs) => {
      if (jobs.length !== jobCount) reject(new Error(`expected ${jobCount} jobs, got ${jobs.length}`));
      for (const { id } of jobs) unended.add(id);
    }, reject);
  });
  window.abort();
  if (studio.errors.length > 0) throw new Error(studio.errors[0]);
}

type Bare = { url: string; dir: string; ffmpeg: Ffmpeg; clip: TestClip } & Work;

/** So many at a time that ask and fetch; whoever has its file begins the next, while the pictures are made. */
async function requestAll(bare: Bare): Promise<void> {
  const slots = createProcessSlots(pictureProcesses);
  const rest: Array<Promise<void>> = [];
  let begun = 0;
  const work = async () => {
    while (begun < bare.jobCount) {
      begun += 1;
      const file = path.join(bare.dir, `bare-${begun}.mp4`);
      const id = await fetchOne(bare.url, file);
      rest.push(finishOne(bare, { id, file, slots }));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  await Promise.all(rest);
}

const headers = { authorization: 'Bearer key-of-no-service' };

/** @returns the server's name for the job */
async function fetchOne(url: string, file: string): Promise<string> {
  const body = new FormData();
  const fields = { model: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers', prompt: 'A lamp is lit.', seconds: '1', size: '320x176' };
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const { id } = (await ask(`${url}/v1/videos`, { method: 'POST', body }).then((answer) => answer.json())) as {
    id: string;
  };
  const { status } = (await ask(`${url}/v1/videos/${id}`).then((answer) => answer.json())) as { status: string };
  if (status !== 'completed') throw new Error(`the job is ${status}`);
  const answer = await ask(`${url}/v1/videos/${id}/content`);
  await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
  return id;
}

async function finishOne(
  { url, ffmpeg, clip, hasPictures }: Bare,
  { id, file, slots }: { id: string; file: string; slots: ProcessSlots },
): Promise<void> {
  if (hasPictures) await makePictures({ ffmpeg, clip, file, slots });
  await ask(`${url}/v1/videos/${id}`, { method: 'DELETE' }).then((answer) => answer.arrayBuffer());
}

type PicturesOf = Pick<Bare, 'ffmpeg' | 'clip'> & { file: string; slots: ProcessSlots };

async function makePictures({ ffmpeg, clip, file, slots }: PicturesOf): Promise<void> {
  const release = await slots.take();
  const base = file.slice(0, -'.mp4'.length);
  const pictures = {
    coverPath: `${base}-cover.jpg`,
    thumbnailPath: `${base}-thumbnail.jpg`,
    spritePath: `${base}-sprite.jpg`,
  };
  // The studio gives its processes the same low priority.
  await ffmpeg.runBare(picturesArguments({ ...clip, file }, pictures), { niceness: 10 }).finally(release);
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { ...init, headers });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer;
}
