import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '#shared/messages/translate.ts';
import { appMenuTemplate } from './app-menu.ts';

function build(platform: NodeJS.Platform, isPackaged = true) {
  const done: string[] = [];
  const template = appMenuTemplate({
    words: createTranslator(),
    platform,
    isPackaged,
    sendCommand: (command) => done.push(command),
    openLibrary: () => done.push('open library'),
    revealLibrary: () => done.push('reveal library'),
  });
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { template, items, done };
}

function click({ click }: MenuItemConstructorOptions): void {
  (click as (() => void) | undefined)?.();
}

describe('appMenuTemplate', () => {
  it('sends each of its own items somewhere', () => {
    const { items, done } = build('linux');
    items.forEach(click);
    expect(done).toEqual([
      'newProject',
      'importScript',
      'open library',
      'reveal library',
      'openSettings',
      'undo',
      'redo',
    ]);
  });

  it('leaves the keys of undo and redo to the window', () => {
    const { items } = build('win32');
    const history = items.filter(({ label }) => label === 'Undo' || label === 'Redo');
    expect(history.map(({ accelerator, registerAccelerator }) => [accelerator, registerAccelerator])).toEqual([
      ['CmdOrCtrl+Z', false],
      ['Ctrl+Y', false],
    ]);
  });

  it('has words for every item that the system does not name itself', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      for (const { type, role, label } of build(platform).items) {
        expect(type === 'separator' || role !== undefined || Boolean(label)).toBe(true);
        expect(label ?? '').not.toMatch(/^host\./);
      }
    }
  });

  it('offers developer tools only in a build of one’s own, and the app menu only on macOS', () => {
    expect(build('linux', true).items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
    expect(build('linux', false).items.some(({ role }) => role === 'toggleDevTools')).toBe(true);
    expect(build('darwin').template[0]?.role).toBe('appMenu');
    expect(build('linux').template[0]?.role).toBeUndefined();
  });
});
