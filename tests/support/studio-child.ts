/**
 * A studio that lives in a process of its own and is killed in the middle of its work. Started by tests only:
 *
 *     node tests/support/studio-child.ts LIBRARY FILMS work|finish LIFE
 *
 * Speaks one line of JSON for each thing that it answered for: from then on a kill must not undo it. In `work` it adds
 * jobs and edits until it is killed; in `finish` it adds nothing, waits until every job has ended, and leaves.
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import type { AssetId, JobId, ShotId } from '#shared/domain/ids.ts';
import type { JobState } from '#shared/domain/job-state.ts';
import { createPng } from './png.ts';
import { createTestHost, importScript, openTestStudio, scriptOf, upload, waitForJobs } from './test-studio.ts';

/** What the child says. */
export type ChildFact =
  | { kind: 'opened'; recoveredJobCount: number }
  /** The notes of a shot were saved. Notes are no part of a take. */
  | { kind: 'edit'; shotId: ShotId; notes: string }
  | { kind: 'board'; shotId: ShotId; assetId: AssetId }
  | { kind: 'queued'; jobIds: JobId[]; filmPath: string | null }
  | { kind: 'job'; jobId: JobId; jobKind: string; state: JobState }
  | { kind: 'finished' };

// Written at once: what was said must have left the process before the next step.
const say = (fact: ChildFact) => void writeSync(1, `${JSON.stringify(fact)}\n`);

async function live(libraryDir: string, filmsDir: string, mode: string, life: number): Promise<void> {
  const host = createTestHost({ ffmpegPath: process.env['SHOTWRIGHT_FFMPEG'] ?? null });
  const studio = await openTestStudio({ libraryDir, host });
  const { services } = studio;
  say({ kind: 'opened', recoveredJobCount: services.jobs.queue().activeCount });
  services.jobs.subscribe(({ jobs }) => {
    for (const { id, kind, state } of jobs) say({ kind: 'job', jobId: id, jobKind: kind, state });
  });
  if (mode === 'finish') {
    // The studio's own timers keep no process alive.
    const alive = setInterval(() => {}, 1_000);
    await waitForJobs(studio, services.jobs.list(null));
    await studio.close();
    say({ kind: 'finished' });
    clearInterval(alive);
    return;
  }

  const projectId = services.projects.list()[0]?.id ?? importScript(studio, { text: scriptOf(4) }).projectId;
  const { shots } = services.projects.storyboard(projectId);
  const queueFilm = () => {
    const filmPath = path.join(filmsDir, `film-${life}.mp4`);
    const destination = { path: filmPath, isInLibrary: false };
    const job = studio.films.start(projectId, { subtitles: 'track', destination });
    say({ kind: 'queued', jobIds: [job.id], filmPath });
  };
  if (shots.some(({ selectedTakeId }) => selectedTakeId !== null)) queueFilm();
  const chosen = [0, 1].flatMap((step) => shots[(life * 2 + step) % shots.length]?.id ?? []);
  const queued = await services.generation.generate({ projectId, scope: chosen, connectionId: null });
  say({ kind: 'queued', jobIds: queued.map(({ id }) => id), filmPath: null });

  const boarded = shots[life % shots.length]?.id as ShotId;
  void upload(studio, 'board.png', createPng({ widthPx: 64, heightPx: 36, seed: life }))
    .then((uploadId) => services.boards.set(boarded, 'board', uploadId, undefined))
    .then(({ shot }) => say({ kind: 'board', shotId: boarded, assetId: shot.boardAssetId as AssetId }));

  let count = 0;
  setInterval(() => {
    count += 1;
    const shotId = shots[count % shots.length]?.id as ShotId;
    const notes = `${life}.${count}`;
    services.shots.update([shotId], { notes });
    say({ kind: 'edit', shotId, notes });
  }, 5);
}

const [libraryDir = '', filmsDir = '', mode = 'work', life = '0'] = process.argv.slice(2);
void live(libraryDir, filmsDir, mode, Number(life));
