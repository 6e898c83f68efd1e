import { describe, expect, it } from 'vitest';
import { createGroupSync } from './group-sync.ts';

/** A disk whose writes end when the test says so. */
function createDisk() {
  const ends: Array<{ well(): void; badly(): void }> = [];
  const group = createGroupSync(
    () => new Promise((resolve, reject) => ends.push({ well: resolve, badly: () => reject(new Error('no disk')) })),
  );
  return { group, ends };
}

describe('a group that waits for the disk', () => {
  it('does not wait when nothing was written, or all of it is there', async () => {
    const { group, ends } = createDisk();
    await group.flush();
    group.wrote();
    group.synced();
    await group.flush();
    expect(ends).toHaveLength(0);
  });

  it('shares one wait among those that come while another is under way', async () => {
    const { group, ends } = createDisk();
    const resolved: string[] = [];
    const flush = (name: string) => {
      group.wrote();
      return group.flush().then(() => resolved.push(name));
    };
    const all = [flush('first'), flush('second'), flush('third')];
    ends[0]?.well();
    await all[0];
    expect(resolved).toEqual(['first']);
    expect(ends).toHaveLength(2);
    ends[1]?.well();
    await Promise.all(all);
    expect(ends).toHaveLength(2);
  });

  it('does not count what was written after the disk was asked', async () => {
    const { group, ends } = createDisk();
    group.wrote();
    const first = group.flush();
    group.wrote();
    ends[0]?.well();
    await first;
    const second = group.flush();
    expect(ends).toHaveLength(2);
    ends[1]?.well();
    await second;
    await group.flush();
    expect(ends).toHaveLength(2);
  });

  it('tells those who waited that the disk failed, and asks it again the next time', async () => {
    const { group, ends } = createDisk();
    group.wrote();
    const failing = group.flush();
    ends[0]?.badly();
    await expect(failing).rejects.toThrow('no disk');
    const again = group.flush();
    ends[1]?.well();
    await again;
  });
});
