import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import { chooseLibrary, findLibraryOption } from './library-choice.ts';
import { openLibraryOrAsk } from './open-library.ts';

/** Opens every library but those that are named, and answers each dialog with the next button. */
async function openWith(buttons: number[], failing: Record<string, AppError>, chosen: string | null = '/other') {
  const shown: string[] = [];
  const tried: string[] = [];
  const isOpen = await openLibraryOrAsk({
    libraryDir: '/first',
    async open(libraryDir) {
      tried.push(libraryDir);
      const failure = failing[libraryDir];
      if (failure) throw failure;
    },
    dialog: {
      async showMessageBox(...given: unknown[]) {
        shown.push((given.at(-1) as { detail: string }).detail);
        return { response: buttons.shift() ?? 2, checkboxChecked: false };
      },
    },
    openFolder: async () => chosen,
    words: createTranslator(),
    onFailed: () => {},
  });
  return { isOpen, shown, tried };
}

const locked = new AppError('LIBRARY_LOCKED', 'open elsewhere');

describe('openLibraryOrAsk', () => {
  it('asks nothing when the library opens', async () => {
    expect(await openWith([], {})).toEqual({ isOpen: true, shown: [], tried: ['/first'] });
  });

  it('says what is wrong in words, and opens another library', async () => {
    const { isOpen, shown, tried } = await openWith([0], { '/first': locked });
    expect({ isOpen, tried }).toEqual({ isOpen: true, tried: ['/first', '/other'] });
    expect(shown[0]).toContain('The library in /first is open in another Shotwright');
  });

  it('tries again, also when no folder was chosen, until the person quits', async () => {
    const { isOpen, tried } = await openWith([1, 0, 2], { '/first': locked }, null);
    expect({ isOpen, tried }).toEqual({ isOpen: false, tried: ['/first', '/first', '/first'] });
  });

  it.each(['LIBRARY_TOO_NEW', 'LIBRARY_DAMAGED', 'LIBRARY_NOT_A_LIBRARY', 'LIBRARY_NOT_WRITABLE'] as const)(
    'names the folder for %s',
    async (code) => {
      const { shown } = await openWith([2], { '/first': new AppError(code, 'x') });
      expect(shown[0]).toContain('/first');
      expect(shown[0]).not.toContain('{{');
    },
  );
});

describe('chooseLibrary', () => {
  const choice = { named: null, environment: {}, last: null, userDataDir: '/data' };

  it('takes the named one, the one of the environment, the last one, the standard one, in this order', () => {
    const environment = { SHOTWRIGHT_LIBRARY: '/env' };
    expect(chooseLibrary({ ...choice, named: '/named', environment, last: '/last' })).toBe('/named');
    expect(chooseLibrary({ ...choice, environment, last: '/last' })).toBe(path.resolve('/env'));
    expect(chooseLibrary({ ...choice, last: '/last' })).toBe('/last');
    expect(chooseLibrary({ ...choice, last: 7 })).toBe(path.join('/data', 'Library'));
  });

  it('finds the option between switches, relative to where the app was started', () => {
    expect(findLibraryOption(['app', '--no-sandbox', '--library=films', '.'], '/home')).toBe(
      path.resolve('/home/films'),
    );
    expect(findLibraryOption(['app', '--library='], '/home')).toBeNull();
  });
});
