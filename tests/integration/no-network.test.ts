import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasFfmpeg } from '../support/film-check.ts';
import { projectRoot } from '../support/test-studio.ts';

const run = promisify(execFile);
const support = (name: string) => path.join(projectRoot, 'tests/support', name);

describe.skipIf(!hasFfmpeg)('without any network', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'shotwright-offline-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const walk = (folder: string, ...words: string[]) =>
    run(
      process.execPath,
      ['--import', support('refuse-network.ts'), support('offline-child.ts'), path.join(root, folder), ...words],
      {
        cwd: projectRoot,
      },
    );

  it('goes from a script to a film, and never asks for it', async () => {
    const { stdout, stderr } = await walk('a');
    expect(JSON.parse(stdout)).toEqual({ states: ['done', 'done', 'done'], hasBytes: true, errors: [] });
    expect(stderr).toBe('');
  });

  it('would be seen asking for it', async () => {
    const { stderr } = await walk('b', 'try');
    expect(stderr).toBe('NETWORK fetch\n');
  });
});
