import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { createFakeStudio, type FakeStudio } from './__fixtures__/fake-studio.ts';
import { createStudioSession } from './studio-session.ts';

function createSession() {
  const opened: FakeStudio[] = [];
  const steps: string[] = [];
  const session = createStudioSession({
    async openStudio(libraryDir) {
      if (libraryDir.endsWith('locked')) throw new AppError('LIBRARY_LOCKED', 'open elsewhere');
      const studio = createFakeStudio(libraryDir);
      opened.push(studio);
      return studio;
    },
    onSwitched: () => steps.push(`switched, old one closed: ${opened.at(-2)?.isClosed()}`),
    onCloseFailed: (error) => steps.push(`close failed: ${String(error)}`),
  });
  return { session, opened, steps };
}

describe('createStudioSession', () => {
  it('ends the connections before it closes the library that is left', async () => {
    const { session, opened, steps } = createSession();
    await session.open('/a');
    await session.open('/b');
    await session.close();
    expect(steps).toEqual(['switched, old one closed: false']);
    expect(opened.map((studio) => studio.isClosed())).toEqual([true, true]);
    expect(session.current()).toBeNull();
  });

  it('keeps the present library open when the next one cannot be opened', async () => {
    const { session, opened, steps } = createSession();
    await session.open('/a');
    await expect(session.open('/locked')).rejects.toMatchObject({ code: 'LIBRARY_LOCKED' });
    expect(session.current()).toBe(opened[0]);
    expect(session.libraryDir()).toBe(path.resolve('/a'));
    expect(opened[0]?.isClosed()).toBe(false);
    expect(steps).toEqual([]);
  });

  it('does nothing when the library is the one that is open', async () => {
    const { session, opened } = createSession();
    await session.open('/a');
    await session.open('/a/../a');
    expect(opened).toHaveLength(1);
  });

  it('does not overlap switches, and waits for a library that is still closing', async () => {
    const { session, opened } = createSession();
    await Promise.all([session.open('/a'), session.open('/b'), session.open('/a')]);
    expect(opened.map((studio) => studio.name)).toEqual(['/a', '/b', '/a'].map((folder) => path.resolve(folder)));
    expect(opened.map((studio) => studio.isClosed()).slice(0, 2)).toEqual([true, true]);
    expect(session.current()).toBe(opened[2]);
  });

  it('opens nothing after it was closed', async () => {
    const { session, opened } = createSession();
    await session.close();
    await expect(session.open('/a')).rejects.toThrow('closed');
    expect(opened).toEqual([]);
  });
});
