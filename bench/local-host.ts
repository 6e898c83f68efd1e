/** The built local host as a process of its own, and a connection to it as a window has one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '#shared/contract/contract.ts';
import { CannotMeasure } from './benchmark.ts';

const hostFile = path.resolve(import.meta.dirname, '../out/main/host.cjs');

export type LocalHost = {
  child: ChildProcess;
  /** Signs in whoever opens it. */
  url: string;
  close(): Promise<void>;
};

export type LocalHostOptions = {
  /** Where its settings go. */
  dir: string;
  libraryDir: string;
  /** Before the file. @default none */
  nodeArgs?: readonly string[];
};

/** @throws {CannotMeasure} where nothing was built */
export function needBuiltHost(): void {
  if (!existsSync(hostFile)) throw new CannotMeasure('the studio is not built; run "npm run build" first');
}

/** Starts it on a free port. The caller closes. */
export async function startLocalHost({ dir, libraryDir, nodeArgs = [] }: LocalHostOptions): Promise<LocalHost> {
  const env = { ...process.env, SHOTWRIGHT_CONFIG_DIR: path.join(dir, 'config'), SHOTWRIGHT_PORT: '0' };
  const child = spawn(process.execPath, [...nodeArgs, hostFile, `--library=${libraryDir}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  try {
    return { child, url: await readUrl(child), close: () => endProcess(child) };
  } catch (error) {
    await endProcess(child);
    throw error;
  }
}

export type HostClient = { client: ContractRouterClient<Contract>; close(): void };

/** Signs in as the browser would, then opens the connection for calls. */
export async function connectTo(url: string): Promise<HostClient> {
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`the host answered the sign-in with ${answer.status}`);
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie }, origin });
  await once(socket, 'open');
  const client: ContractRouterClient<Contract> = createORPCClient(
    // The types of ws and of browsers differ where oRPC does not look.
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  return { client, close: () => socket.close() };
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
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
