import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findLayerProblems, layerOf } from '../../scripts/check-layers.mjs';

const projectRoot = path.resolve(import.meta.dirname, '../..');

function messages(file: string, text: string): string[] {
  return findLayerProblems(file, text).map(({ message }: { message: string }) => message);
}

describe('the layer rule', () => {
  it('lets a folder import what the table lists, and itself', () => {
    const text = `
      import { frames } from '#shared/domain/time.ts';
      import { AppError } from '#shared/errors/app-error.ts';
      import type { Logger } from '#main/logger.ts';
      import Database from 'better-sqlite3';
      import { rows } from './rows.ts';`;
    expect(messages('src/main/db/shot-repository.ts', text)).toEqual([]);
  });

  it('refuses what the table does not list, and says what it does', () => {
    const [message] = messages('src/main/db/a.ts', `import { x } from '#main/services/x.ts';`);
    expect(message).toContain('main/db may not import main/services. It may import: shared/domain');
  });

  it.each([
    ['an export from', `export { x } from '#main/services/x.ts';`],
    ['an export of all', `export * from '#main/services/x.ts';`],
    ['a dynamic import', `const x = await import('#main/services/x.ts');`],
    ['a type inside a type', `type X = import('#main/services/x.ts').X;`],
    ['a type import', `import type { X } from '#main/services/x.ts';`],
  ])('sees %s', (_name, text) => {
    expect(messages('src/main/db/a.ts', text)).toHaveLength(1);
  });

  it('lets types through where the table says "(types)", and nothing else', () => {
    const file = 'src/main/providers/video-provider.ts';
    expect(messages(file, `import type { AssetInput } from '#main/assets/asset-store.ts';`)).toEqual([]);
    expect(messages(file, `import { type AssetInput } from '#main/assets/asset-store.ts';`)).toEqual([]);
    const [message] = messages(file, `import { openAsset } from '#main/assets/asset-store.ts';`);
    expect(message).toContain("write 'import type'");
  });

  it('refuses to cross folders by a relative path, and gives the line to write', () => {
    const [message] = messages('src/main/services/takes.ts', `import { x } from '../db/x.ts';`);
    expect(message).toContain("write '#main/db/x.ts' instead of '../db/x.ts'");
  });

  it('lets a feature use another only through its index', () => {
    const file = 'src/renderer/features/storyboard/grid.tsx';
    expect(messages(file, `import { Jobs } from '#renderer/features/jobs/index.ts';`)).toEqual([]);
    expect(messages(file, `import { Card } from './card.tsx';`)).toEqual([]);
    const [message] = messages(file, `import { Row } from '#renderer/features/jobs/job-row.tsx';`);
    expect(message).toContain("write '#renderer/features/jobs/index.ts'");
  });

  it('keeps each outside package in its place, and says what to do instead', () => {
    const cases: [string, string, string][] = [
      ['src/main/services/a.ts', 'electron', 'Host interface'],
      ['src/main/services/a.ts', 'better-sqlite3', 'repository function'],
      ['src/main/exports/a.ts', 'fluent-ffmpeg', 'runner of main/media'],
      ['src/renderer/features/jobs/a.tsx', '@orpc/client', 'client of renderer/rpc'],
      ['src/shared/domain/a.ts', 'node:path', 'ask main'],
      ['src/renderer/ui/a.tsx', 'node:fs/promises', 'ask main'],
      ['src/main/services/a.ts', 'react', 'plain function'],
      ['src/main/services/a.ts', 'node:child_process', 'as an argument'],
    ];
    for (const [file, specifier, advice] of cases) {
      expect(messages(file, `import x from '${specifier}';`).join(), `${file} ${specifier}`).toContain(advice);
    }
  });

  it('lets each package in where it belongs', () => {
    const cases = [
      ['src/main/shell/window.ts', 'electron'],
      ['src/main/index.ts', 'electron'],
      ['src/preload/index.ts', 'electron'],
      ['src/main/media/run-ffmpeg.ts', 'node:child_process'],
      ['src/main/rpc/router.ts', '@orpc/server'],
      ['src/renderer/app/app.tsx', '@mantine/core'],
      ['src/main/db/database.ts', 'node:fs/promises'],
    ];
    for (const [file = '', specifier] of cases) expect(messages(file, `import x from '${specifier}';`)).toEqual([]);
  });

  it('refuses new Date() in main, and leaves a date of a known moment alone', () => {
    expect(messages('src/main/services/a.ts', 'export const now = new Date();').join()).toContain('take a Clock');
    expect(messages('src/main/services/a.ts', 'export const day = new Date(0);')).toEqual([]);
    expect(messages('src/main/shell/clock.ts', 'export const now = new Date();')).toEqual([]);
  });

  it('refuses a file that belongs to no layer', () => {
    expect(layerOf('src/main/helpers/a.ts')).toBeNull();
    expect(messages('src/main/helpers/a.ts', '').join()).toContain('belongs to no layer');
  });
});

describe('the lint rules', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  function lint(files: Record<string, string>): { file: string; says: string }[] {
    const root = mkdtempSync(path.join(tmpdir(), 'shotwright-lint-'));
    folders.push(root);
    copyFileSync(path.join(projectRoot, '.oxlintrc.json'), path.join(root, '.oxlintrc.json'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    const program = path.join(projectRoot, 'node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(process.execPath, [program, '--format', 'json', 'src'], {
      cwd: root,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: Record<'filename' | 'code' | 'message' | 'help', string>[];
    };
    return diagnostics.map(({ filename, code, message, help }) => ({
      file: filename,
      says: `${code} ${message} ${help}`,
    }));
  }

  it('refuse import cycles', () => {
    const found = lint({
      'src/main/db/a.ts': `import { b } from './b.ts';\nexport const a = () => b;\n`,
      'src/main/db/b.ts': `import { a } from './a.ts';\nexport const b = () => a;\n`,
    });
    expect(found.map(({ says }) => says).join()).toContain('no-cycle');
  });

  it('refuse the clock, chance and the network in main, outside of the places that hand them on', () => {
    const text = `export const now = Date.now();\nexport const chance = Math.random();\nexport const answer = () => fetch('x');\n`;
    const found = lint({ 'src/main/services/a.ts': text, 'src/main/compose.ts': text, 'src/main/shell/a.ts': text });
    expect(found.map(({ file }) => file)).toEqual(Array.from({ length: 3 }, () => 'src/main/services/a.ts'));
    const says = found.map((item) => item.says).join();
    for (const advice of ['Take a Clock', 'random: () => number', 'Take fetch as an argument'])
      expect(says).toContain(advice);
  });

  it('leave a fetch that was passed in alone', () => {
    const text = `export async function get(fetch: typeof globalThis.fetch) {\n  return await fetch('x');\n}\n`;
    expect(lint({ 'src/main/services/a.ts': text })).toEqual([]);
  });
});
