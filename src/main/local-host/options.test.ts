import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('readOptions', () => {
  it('takes options before the environment, and the environment before the defaults', () => {
    const environment = { SHOTWRIGHT_LIBRARY: '/env', SHOTWRIGHT_PORT: '4170' };
    expect(readOptions(['--library=/given', '--port', '0'], environment, '/default')).toMatchObject({
      libraryDir: path.resolve('/given'),
      port: 0,
    });
    expect(readOptions([], environment, '/default')).toMatchObject({ libraryDir: path.resolve('/env'), port: 4170 });
    expect(readOptions([], {}, '/default')).toEqual({ libraryDir: path.resolve('/default'), port: 0, configDir: null });
  });

  it.each([['--port=70000'], ['--port=-1'], ['--port=x'], ['--verbose'], ['stray']])(
    'names %s as the problem',
    (arg) => {
      expect(readOptions([arg], {}, '/default')).toEqual({ isProblem: true, option: arg });
    },
  );
});
