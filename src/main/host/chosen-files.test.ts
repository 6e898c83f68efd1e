import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChosenFiles } from './chosen-files.ts';

function createFiles() {
  let count = 0;
  return createChosenFiles(() => `id-${++count}`);
}

describe('the files that a person chose', () => {
  it('are found by their ids and by nothing else', () => {
    const files = createFiles();
    const pier = path.resolve('/films/Pier.storyboarder');
    const id = files.add(pier);
    expect(files.find(id ?? '')).toBe(pier);
    for (const other of ['', 'id-2', pier, '__proto__']) expect(files.find(other)).toBeNull();
  });

  it.each([
    ['no path', null],
    ['no text', ['/films/Pier.storyboarder']],
    ['an empty path, as of a file that the page made', ''],
    ['a path that is not whole', 'Pier.storyboarder'],
    ['another kind of file', path.resolve('/etc/passwd')],
    ['another kind of file behind a zero', path.resolve('/etc/passwd') + '\0.storyboarder'],
  ])('are never %s', (_name, file) => {
    expect(createFiles().add(file)).toBeNull();
  });

  it('are forgotten when there are many newer ones', () => {
    const files = createFiles();
    const ids = Array.from({ length: 60 }, (_, index) => files.add(path.resolve(`/films/${index}.storyboarder`)) ?? '');
    expect(files.find(ids[0] ?? '')).toBeNull();
    expect(ids.filter((id) => files.find(id) !== null)).toHaveLength(50);
    expect(files.find(ids.at(-1) ?? '')).toBe(path.resolve('/films/59.storyboarder'));
  });
});
