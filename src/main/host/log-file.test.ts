import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { createLogFile } from './log-file.ts';

const clock = { nowMs: () => Date.UTC(2026, 0, 2) };

describe('createLogFile', () => {
  it('writes what happened and where, never what an error says or in which folder', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'log-'));
    const logger = createLogFile({ folder, clock });
    logger.info('library.opened', { shotCount: 3 });
    logger.error('job.failed', new AppError('DISK_FULL', 'my film title', { cause: new Error('key-123') }), {
      jobId: 'job_1',
    });
    const text = await readFile(path.join(folder, 'shotwright.log'), 'utf8');
    const [first, second] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toEqual({ at: '2026-01-02T00:00:00.000Z', level: 'info', event: 'library.opened', shotCount: 3 });
    expect(second).toMatchObject({ event: 'job.failed', code: 'DISK_FULL', error: 'AppError', jobId: 'job_1' });
    expect(second.where[0]).toMatch(/^log-file\.test\.ts:\d+:\d+$/);
    expect(text).not.toMatch(/my film title|key-123|\/src\//);
  });

  it('keeps two files, neither much larger than the limit', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'log-'));
    const logger = createLogFile({ folder, clock, maxBytes: 1_000 });
    for (let count = 0; count < 100; count++) logger.info('tick', { count });
    expect((await readdir(folder)).sort()).toEqual(['shotwright.1.log', 'shotwright.log']);
    for (const name of await readdir(folder)) expect((await stat(path.join(folder, name))).size).toBeLessThan(1_200);
  });

  it('goes on when nothing can be written', () => {
    const logger = createLogFile({ folder: '/dev/null/logs', clock });
    expect(() => logger.info('tick')).not.toThrow();
  });
});
