import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFilmProblems, hasFfmpeg, hasFfprobe, listFiles, probeFilm } from '../support/film-check.ts';
import type { ChildFact } from '../support/studio-child.ts';
import { projectRoot, quickFormat } from '../support/test-studio.ts';

const childProgram = path.join(projectRoot, 'tests/support/studio-child.ts');
const killCount = Number(process.env['SHOTWRIGHT_KILLS'] ?? 20);
const seed = Number(process.env['SHOTWRIGHT_SEED'] ?? Date.now() % 1_000_000);

/** Numbers from 0 to below 1 that depend on the seed alone (mulberry32). */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Moment = { isHere: (fact: ChildFact) => boolean; name: string; delayMs: number };

/** Right after a job entered a state, or some time after the start; then a little later. */
function chooseMoment(random: () => number): Moment {
  const pick = <Value>(list: readonly Value[]) => list[Math.floor(random() * list.length)] as Value;
  const delayMs = Math.floor(random() * 60);
  const jobKind = pick(['take.generate', 'film.export', 'film.export', 'any']);
  if (jobKind === 'any') return { name: 'opened', delayMs: delayMs * 15, isHere: ({ kind }) => kind === 'opened' };
  const state = pick(
    jobKind === 'film.export'
      ? ['running', 'running', 'fetching', 'done']
      : ['sending', 'running', 'fetching', 'processing', 'done'],
  );
  const isHere = (fact: ChildFact) => fact.kind === 'job' && fact.jobKind === jobKind && fact.state === state;
  return { name: `${jobKind} ${state}`, delayMs, isHere };
}

type Life = { facts: ChildFact[]; stderr: string };

/** One life of the child; killed at the moment, or left alone. Longest wait for the moment: a few seconds. */
function live(words: string[], moment: Moment | null, environment: NodeJS.ProcessEnv = {}): Promise<Life> {
  const child = spawn(process.execPath, [childProgram, ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const facts: ChildFact[] = [];
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  const kill = () => child.kill('SIGKILL');
  let timer: NodeJS.Timeout | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    // The last line may be cut off: then nothing was promised.
    if (!line.endsWith('}')) return;
    const fact = JSON.parse(line) as ChildFact;
    facts.push(fact);
    if (!moment) return;
    if (fact.kind === 'opened') timer ??= setTimeout(kill, 3_000);
    if (!moment.isHere(fact)) return;
    moment.isHere = () => false;
    if (timer) clearTimeout(timer);
    timer = setTimeout(kill, moment.delayMs);
  });
  return new Promise((resolve) => {
    child.once('close', () => {
      if (timer) clearTimeout(timer);
      resolve({ facts, stderr });
    });
  });
}

describe.skipIf(!hasFfmpeg || !hasFfprobe)(`a studio that is killed ${killCount} times, seed ${seed}`, () => {
  let root = '';
  const lives: Life[] = [];
  let db: Database.Database;
  const all = <Row>(sql: string) => db.prepare<[], Row>(sql).all();
  const facts = <Kind extends ChildFact['kind']>(kind: Kind) =>
    lives.flatMap((life) =>
      life.facts.filter((fact): fact is Extract<ChildFact, { kind: Kind }> => fact.kind === kind),
    );

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'shotwright-kill-'));
    await mkdir(path.join(root, 'films'));
    const random = createRandom(seed);
    const words = (mode: string, life: number) => [
      path.join(root, 'library'),
      path.join(root, 'films'),
      mode,
      String(life),
    ];
    for (let life = 0; life < killCount; life += 1) lives.push(await live(words('work', life), chooseMoment(random)));
    lives.push(await live(words('finish', killCount), null));
    db = new Database(path.join(root, 'library', 'library.db'), { readonly: true });
  }, 300_000);

  afterAll(() => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('opens again each time and comes to an end', () => {
    expect(lives.map(({ stderr }) => stderr).filter((text) => text !== '')).toEqual([]);
    expect(facts('opened')).toHaveLength(killCount + 1);
    expect(lives.at(-1)?.facts.at(-1)).toEqual({ kind: 'finished' });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    // Kills that met no work would prove nothing.
    expect(facts('opened').filter(({ recoveredJobCount }) => recoveredJobCount > 0).length).toBeGreaterThan(
      killCount / 4,
    );
  });

  it('keeps every edit that it had answered for', () => {
    const promised = new Map(facts('edit').map(({ shotId, notes }) => [shotId, notes]));
    expect(promised.size).toBeGreaterThan(3);
    const order = (notes: string) => notes.split('.').map(Number) as [number, number];
    for (const { id, notes } of all<{ id: string; notes: string }>('SELECT id, notes FROM shots')) {
      const wanted = promised.get(id as never);
      if (wanted === undefined) continue;
      // A later one may have been saved in the moment before it could be told.
      const [life, count] = order(wanted);
      const [foundLife, foundCount] = order(notes);
      expect(foundLife > life || (foundLife === life && foundCount >= count), `${id}: ${wanted}, found ${notes}`).toBe(
        true,
      );
    }
  });

  it('keeps every board that it had answered for', () => {
    expect(facts('board').length).toBeGreaterThan(0);
    const assets = new Map(
      all<{ id: string; sha256: string; extension: string }>('SELECT * FROM media_assets').map((row) => [row.id, row]),
    );
    for (const { assetId } of facts('board')) expect(assets.has(assetId)).toBe(true);
  });

  it('ends every job that it had taken, with exactly one take each', () => {
    const jobs = all<{ id: string; kind: string; state: string; takes: number }>(
      'SELECT id, kind, state, (SELECT count(*) FROM takes WHERE job_id = jobs.id) AS takes FROM jobs',
    );
    const ids = new Set(jobs.map(({ id }) => id));
    for (const { jobIds } of facts('queued')) for (const jobId of jobIds) expect(ids.has(jobId)).toBe(true);
    expect(jobs.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(jobs.filter(({ kind, takes }) => takes !== (kind === 'take.generate' ? 1 : 0))).toEqual([]);
    const takeNumbers = all<{ numbers: string }>(
      'SELECT group_concat(take_number) AS numbers FROM (SELECT * FROM takes ORDER BY shot_id, take_number) GROUP BY shot_id',
    );
    for (const { numbers } of takeNumbers)
      expect(numbers.split(',').map(Number)).toEqual(numbers.split(',').map((_, index) => index + 1));
  });

  it('never does again what was there', () => {
    // No attempt begins after its job's take was written.
    expect(
      all(
        `SELECT a.id FROM job_attempts a JOIN takes t ON t.job_id = a.job_id WHERE a.created_at_ms > t.created_at_ms`,
      ),
    ).toEqual([]);
    const attempts = all<{ job_id: string; count: number; ended: number }>(
      `SELECT job_id, count(*) AS count, sum(ended_at_ms IS NOT NULL) AS ended FROM job_attempts GROUP BY job_id`,
    );
    expect(attempts.filter(({ count, ended }) => count !== ended || count > killCount + 1)).toEqual([]);
    const latest = new Map<string, string>();
    const stepsBack: string[] = [];
    for (const { jobId, jobKind, state } of facts('job')) {
      const before = latest.get(jobId);
      const isBack =
        before === 'done'
          ? state !== 'done'
          : before === 'processing'
            ? !['processing', 'done'].includes(state)
            : false;
      if (isBack || (jobKind === 'film.export' && before === 'fetching' && !['fetching', 'done'].includes(state))) {
        stepsBack.push(`${jobKind}: ${before} to ${state}`);
      }
      latest.set(jobId, state);
    }
    expect(stepsBack).toEqual([]);
    // An export is one attempt, however often it begins again.
    expect(all(`SELECT id FROM jobs WHERE kind = 'film.export' AND attempt_count <> 1`)).toEqual([]);
  });

  it('has a whole file for every asset, and nothing half-done under a final name', async () => {
    const media = path.join(root, 'library', 'media');
    const assets = all<{ kind: string; sha256: string; extension: string; size_bytes: number }>(
      'SELECT * FROM media_assets',
    );
    const expected = assets.map(({ sha256, extension }) => path.join(sha256.slice(0, 2), `${sha256}.${extension}`));
    const found = listFiles(media).filter((name) => !name.startsWith('staging'));
    // A file without a row may remain; it goes when the trash is emptied.
    expect(expected.filter((name) => !found.includes(name))).toEqual([]);
    const { createHash } = await import('node:crypto');
    for (const [index, { sha256, size_bytes: sizeBytes }] of assets.entries()) {
      const bytes = readFileSync(path.join(media, expected[index] ?? ''));
      expect(bytes.byteLength).toBe(sizeBytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    expect(listFiles(media).filter((name) => name.startsWith('staging') && /film-|animatic/.test(name))).toEqual([]);
    const takes = all<{ sha256: string; frames: number }>(
      'SELECT DISTINCT sha256, duration_frames AS frames FROM takes JOIN media_assets ON media_assets.id = asset_id',
    );
    for (const { sha256, frames } of takes.slice(0, 6)) {
      const [video] = await probeFilm(path.join(media, sha256.slice(0, 2), `${sha256}.mp4`));
      expect(video).toMatchObject({ codec: 'h264', frameCount: frames });
    }
  });

  it('makes each film once and whole, with nothing beside it', async () => {
    const films = all<{ path: string; frames: number }>(
      `SELECT payload ->> '$.destinationPath' AS path, result ->> '$.frameCount' AS frames FROM jobs WHERE kind = 'film.export'`,
    );
    expect(films.length).toBeGreaterThan(2);
    expect(listFiles(path.join(root, 'films'))).toEqual(films.map((film) => path.basename(film.path)).sort());
    for (const film of films) {
      expect(existsSync(film.path)).toBe(true);
      const problems = await findFilmProblems(film.path, {
        frameCount: film.frames,
        rate: quickFormat.frameRate,
        hasDialogue: true,
      });
      // A film of shots without words has no track of them.
      expect(problems.filter((problem) => !problem.startsWith('streams'))).toEqual([]);
    }
  });
});

describe.skipIf(!hasFfmpeg || !hasFfprobe || process.platform === 'win32')('an ffmpeg that outlives its studio', () => {
  it('does not write into the film that is made after the restart', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'shotwright-orphan-'));
    const [library, films, stub] = ['library', 'films', 'ffmpeg'].map((name) => path.join(root, name)) as [
      string,
      string,
      string,
    ];
    await mkdir(films);
    // Joins no film, but goes on writing to where it should stand, for as long as the restart takes.
    const spoil =
      'for last; do :; done; exec 3>"$last"; for i in $(seq 100); do echo spoilt >&3; sleep 0.1; done; exit 1';
    const lines = ['#!/bin/sh', `case "$*" in *pictures.ffconcat*) ${spoil};; esac`, 'exec ffmpeg "$@"', ''];
    await writeFile(stub, lines.join('\n'), { mode: 0o755 });
    try {
      const entered = (jobKind: string, state: string, delayMs: number): Moment => ({
        name: state,
        delayMs,
        isHere: (fact) => fact.kind === 'job' && fact.jobKind === jobKind && fact.state === state,
      });
      await live([library, films, 'work', '0'], entered('take.generate', 'done', 0));
      const spoilt = await live([library, films, 'work', '1'], entered('film.export', 'running', 1_000), {
        SHOTWRIGHT_FFMPEG: stub,
      });
      expect(spoilt.facts.some((fact) => fact.kind === 'queued' && fact.filmPath !== null)).toBe(true);
      expect(listFiles(films)).toEqual([expect.stringMatching(/^\.film-1\.job_\w+\.checking\.part\.mp4$/)]);
      const { facts } = await live([library, films, 'finish', '2'], null);
      expect(facts.at(-1)).toEqual({ kind: 'finished' });
      expect(listFiles(films)).toEqual(['film-1.mp4']);
      const [video] = await probeFilm(path.join(films, 'film-1.mp4'));
      expect(video).toMatchObject({ kind: 'video', codec: 'h264' });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
