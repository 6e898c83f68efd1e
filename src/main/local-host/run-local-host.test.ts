import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const entry = path.resolve(import.meta.dirname, '__fixtures__/fake-host.ts');
const running: ChildProcess[] = [];

type Ended = { code: number | null; stdout: string; stderr: string };

/** Starts the host as a process; `ready` is its first line, `ended` all that it said. */
async function start(args: string[] = [], environment: Record<string, string> = {}) {
  const configDir = await mkdtemp(path.join(os.tmpdir(), 'config-'));
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, SHOTWRIGHT_CONFIG_DIR: configDir, SHOTWRIGHT_LIBRARY: '/films', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  const ready = new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`ended before it was ready: ${said.stderr}`)));
    child.stdout.on('data', (bytes: Buffer) => {
      said.stdout += bytes.toString();
      if (said.stdout.includes('\n')) resolve(said.stdout);
    });
  });
  child.stderr.on('data', (bytes: Buffer) => {
    said.stderr += bytes.toString();
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...said }));
  // Tests of failures never look at it.
  ready.catch(() => {});
  return { child, configDir, ready, ended };
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

describe('runLocalHost', () => {
  it('prints one line with an address that signs in, and closes the library on SIGTERM', async () => {
    const { child, configDir, ready, ended } = await start();
    const { url } = JSON.parse(await ready) as { url: string };
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('closed the studio');
    const log = await readFile(path.join(configDir, 'logs/shotwright.log'), 'utf8');
    expect(log).toContain('host.ended');
    expect(log).not.toContain(new URL(url).searchParams.get('t'));
  });

  it('says in one line why the library cannot be opened, and ends with 1', async () => {
    const { code, stdout, stderr } = await (await start([], { FAKE_FAILURE: 'LIBRARY_LOCKED' })).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trim()).toBe(
      'The library in /films is open in another Shotwright. Close that one first, or open another library.',
    );
  });

  it('names an option that it does not know', async () => {
    const { code, stderr } = await (await start(['--everything'])).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('--everything is not an option');
  });

  it('says that the port is taken, and closes the library it had opened', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await (await start([`--port=${port}`])).ended;
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain('closed the studio');
    expect(stderr).toContain(`Port ${port} is in use`);
  });
});
