/** How much memory the built studio holds with a project of 5,000 shots open in its window. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { setSetting } from '#main/db/settings-repository.ts';
import type { Contract } from '#shared/contract/contract.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { type Benchmark, type BenchmarkContext, CannotMeasure, type Measured } from './benchmark.ts';
import { addProject, openBenchLibrary } from './library.ts';
import { quantile, spreadOf } from './measure.ts';

const shotCount = 5_000;
const starts = 3;
/** As often as a window would ask for it in a while of work. */
const loads = 5;
const hostFile = path.resolve(import.meta.dirname, '../out/main/host.cjs');
const probe = pathToFileURL(path.resolve(import.meta.dirname, 'memory-probe.mjs')).href;

export const mainMemory: Benchmark = { name: 'main-process-memory-5000', unit: 'MB', limit: 300, measure };

async function measure({ dir }: BenchmarkContext): Promise<Measured> {
  if (!existsSync(hostFile)) throw new CannotMeasure('the studio is not built; run "npm run build" first');
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
  const env = { ...process.env, SHOTWRIGHT_CONFIG_DIR: path.join(dir, 'config'), SHOTWRIGHT_PORT: '0' };
  const host = spawn(process.execPath, ['--import', probe, hostFile, `--library=${libraryDir}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  try {
    const socket = await connect(await readUrl(host));
    const client: ContractRouterClient<Contract> = createORPCClient(
      // The types of ws and of browsers differ where oRPC does not look.
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    for (let load = 0; load < loads; load += 1) {
      const { shots } = await client.storyboard.get({ projectId });
      if (shots.length !== shotCount) throw new Error(`expected ${shotCount} shots, got ${shots.length}`);
    }
    const megabytes = await askMemory(host);
    socket.close();
    return megabytes;
  } finally {
    await end(host);
  }
}

async function memoryOfEmptyProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--import', probe, '-e', ''], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    return await askMemory(child);
  } finally {
    await end(child);
  }
}

/** Signs in as the browser would, then opens the connection for calls. */
async function connect(url: string): Promise<WebSocket> {
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`the host answered the sign-in with ${answer.status}`);
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie }, origin });
  await once(socket, 'open');
  return socket;
}

function readUrl(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    host.once('exit', (code) => reject(new Error(`the host ended with ${code} before it was ready`)));
    if (!host.stdout) return reject(new Error('the host has no output'));
    createInterface({ input: host.stdout }).on('line', (line) => {
      const url = /^\{"url":"([^"]+)"/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
}

async function askMemory(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message');
  child.send('how much?');
  const [bytes] = (await answer) as [number];
  return bytes / 1_000_000;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
