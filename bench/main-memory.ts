/** How much memory the built studio holds with a project of 5,000 shots open in its window. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setSetting } from '#main/db/settings-repository.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { addProject, openBenchLibrary } from './library.ts';
import { connectTo, endProcess, needBuiltHost, startLocalHost } from './local-host.ts';
import { quantile, spreadOf } from './measure.ts';

const shotCount = 5_000;
const starts = 3;
/** As often as a window would ask for it in a while of work. */
const loads = 5;
const probe = pathToFileURL(path.resolve(import.meta.dirname, 'memory-probe.mjs')).href;

export const mainMemory: Benchmark = { name: 'main-process-memory-5000', unit: 'MB', limit: 300, measure };

async function measure({ dir }: BenchmarkContext): Promise<Measured> {
  needBuiltHost();
  const { projectId, libraryDir } = await makeLibrary(dir);
  const used: number[] = [];
  const empty: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    used.push(await memoryOfHost({ dir, libraryDir, projectId }));
    empty.push(await memoryOfEmptyProcess());
  }
  return { value: quantile(used, 0.5), baseline: quantile(empty, 0.5), spread: spreadOf(used) };
}

async function makeLibrary(dir: string): Promise<{ projectId: ProjectId; libraryDir: string }> {
  const { context, library, close } = await openBenchLibrary(dir);
  // A new library gets a sample project, which would be made while this measures.
  setSetting(context.db, 'sample.isMade', true);
  const projectId = addProject(context, shotCount);
  await close();
  return { projectId, libraryDir: library.folders.root };
}

type HostOptions = { dir: string; libraryDir: string; projectId: ProjectId };

async function memoryOfHost({ dir, libraryDir, projectId }: HostOptions): Promise<number> {
  const host = await startLocalHost({ dir, libraryDir, nodeArgs: ['--import', probe] });
  try {
    const { client, close } = await connectTo(host.url);
    for (let load = 0; load < loads; load += 1) {
      const { shots } = await client.storyboard.get({ projectId });
      if (shots.length !== shotCount) throw new Error(`expected ${shotCount} shots, got ${shots.length}`);
    }
    const megabytes = await askMemory(host.child);
    close();
    return megabytes;
  } finally {
    await host.close();
  }
}

async function memoryOfEmptyProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--import', probe, '-e', ''], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    return await askMemory(child);
  } finally {
    await endProcess(child);
  }
}

async function askMemory(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message');
  child.send('how much?');
  const [bytes] = (await answer) as [number];
  return bytes / 1_000_000;
}
