import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildNeeded } from '../../scripts/lib/build-state.mjs';
import { collectNotices } from '../../scripts/lib/licences.mjs';
import { noticesText } from '../../scripts/make-notices.mjs';

const projectRoot = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

type FileSet = { from: string; to: string };
type BuilderConfig = {
  beforePack: string;
  extraResources: FileSet[];
  mac: { icon: string; entitlements: string; entitlementsInherit: string };
  win: { icon: string };
  linux: { icon: string };
  [key: string]: unknown;
};
// electron-builder has no public entry for its configuration.
const builder = createRequire(require.resolve('electron-builder'))('app-builder-lib/out/util/config/config') as {
  getConfig(root: string, file: string | null, override: object | null): Promise<BuilderConfig>;
  validateConfiguration(config: object, logger: { isEnabled: boolean; add(): void }): Promise<void>;
};
const logger = { isEnabled: false, add: () => {} };

describe('electron-builder.yml', () => {
  it('is valid, and a typing error in it would be found', async () => {
    const config = await builder.getConfig(projectRoot, 'electron-builder.yml', null);
    await expect(builder.validateConfiguration(config, logger)).resolves.toBeUndefined();
    await expect(builder.validateConfiguration({ ...config, assarUnpack: [] }, logger)).rejects.toThrow('assarUnpack');
  });

  it('names only files that are there once the app is built', async () => {
    const { beforePack, extraResources, mac, win, linux } = await builder.getConfig(
      projectRoot,
      'electron-builder.yml',
      null,
    );
    const named = [beforePack, mac.icon, mac.entitlements, mac.entitlementsInherit, win.icon, linux.icon];
    const made = buildNeeded(projectRoot)?.includes('is not there') ? ['out/', 'resources/fonts'] : [];
    const files = [...named, ...extraResources.map(({ from }) => from), 'resources/icons/512x512.png'];
    const missing = files.filter((file) => !existsSync(path.join(projectRoot, file)));
    expect(missing.filter((file) => !made.some((start) => file.startsWith(start)))).toEqual([]);
  });

  it('brings every folder that the studio reads from its resources', async () => {
    const { extraResources } = await builder.getConfig(projectRoot, 'electron-builder.yml', null);
    const brought = extraResources.map(({ from, to }) => [from, to]);
    expect(brought).toEqual(
      expect.arrayContaining([
        ['resources/fonts', 'fonts'],
        ['resources/sample', 'sample'],
      ]),
    );
  });

  it('switches the fuses that let others run code in the app off', async () => {
    const config = await builder.getConfig(projectRoot, 'electron-builder.yml', null);
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

describe('the icons', () => {
  it.each([16, 32, 48, 64, 128, 256, 512, 1024])('has a drawing of %i pixels', (size) => {
    const png = readFileSync(path.join(projectRoot, `resources/icons/${size}x${size}.png`));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  });
});

describe('the licence notices', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it('follow dependencies to the end, nested ones too, and leave out what is not installed', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'shotwright-notices-'));
    folders.push(root);
    const write = (folder: string, manifest: object, licence: string) => {
      const full = path.join(root, folder);
      mkdirSync(full, { recursive: true });
      writeFileSync(path.join(full, 'package.json'), JSON.stringify({ version: '1.0.0', license: 'MIT', ...manifest }));
      writeFileSync(path.join(full, 'LICENSE'), licence);
    };
    write('node_modules/a', { name: 'a', dependencies: { b: '*' }, optionalDependencies: { absent: '*' } }, 'of a');
    write('node_modules/a/node_modules/b', { name: 'b', version: '2.0.0', dependencies: { a: '*' } }, 'of nested b');
    write('node_modules/b', { name: 'b' }, 'of another b');
    const notices = collectNotices(root, ['a']).map(({ name, version, text }) => [name, version, text]);
    expect(notices).toEqual([
      ['a', '1.0.0', 'of a'],
      ['b', '2.0.0', 'of nested b'],
    ]);
  });

  it('name ffmpeg, the database and the window library', () => {
    const text = noticesText(projectRoot);
    const named = ['GNU\nGeneral Public License', 'better-sqlite3 ', 'react '].filter((name) => text.includes(name));
    expect(named).toHaveLength(3);
  });
});
