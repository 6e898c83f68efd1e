import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { chmodSync, copyFileSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Migration } from '#main/db/migrations/migration.ts';
import { allMigrations } from '#main/db/migrations/index.ts';
import { libraryApplicationId, openConnection, openReadOnly, readUserVersion } from '#main/db/open-connection.ts';
import { keptBackupCount } from './backup.ts';
import { openLibrary, type OpenLibraryOptions } from './open-library.ts';

const isRoot = process.getuid?.() === 0;
const clock = { nowMs: () => Date.now() };

let base: string;
let folder: string;

beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'library-'));
  folder = path.join(base, 'My films');
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function openIt(options: Partial<OpenLibraryOptions> = {}) {
  return openLibrary({ folder, clock, env: {}, ...options });
}

async function makeLibrary(options: Partial<OpenLibraryOptions> = {}): Promise<void> {
  const library = await openIt(options);
  library.db.prepare(`INSERT INTO settings (key, value) VALUES ('kept', '"words"')`).run();
  await library.close();
}

/** Every file below a folder with a hash of its content. */
function snapshot(root: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(root, name);
    const isFile = statSync(file).isFile();
    files[name] = isFile ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'folder';
  }
  return files;
}

const refusal = (code: string) =>
  expect.objectContaining({ code, params: expect.objectContaining({ location: folder }) });

/** A step that adds a table, so that the number of steps can be chosen. */
function step(version: number, up: Migration['up'] = (db) => db.exec(`CREATE TABLE extra_${version} (x TEXT) STRICT`)) {
  return { version, name: `extra-${version}`, up } satisfies Migration;
}

describe('a new library', () => {
  it('is made in a folder that does not exist', async () => {
    const library = await openIt();
    expect(library.opened).toEqual({ isNew: true, migratedFrom: null });
    expect(readdirSync(folder).sort()).toEqual(
      expect.arrayContaining(['backups', 'derived', 'exports', 'library.db', 'library.lock', 'media']),
    );
    const mode = library.db.prepare<[], { journal_mode: string }>('PRAGMA journal_mode').get();
    const sync = library.db.prepare<[], { synchronous: number }>('PRAGMA synchronous').get();
    const keys = library.db.prepare<[], { foreign_keys: number }>('PRAGMA foreign_keys').get();
    const id = library.db.prepare<[], { application_id: number }>('PRAGMA application_id').get();
    expect([mode, sync, keys, id]).toEqual([
      { journal_mode: 'wal' },
      { synchronous: 2 },
      { foreign_keys: 1 },
      { application_id: libraryApplicationId },
    ]);
    await library.close();
  });

  it('is made in an empty folder, also where the system left its own files', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, '.DS_Store'), 'x');
    const library = await openIt();
    expect(library.opened.isNew).toBe(true);
    await library.close();
  });

  it('is made where making one was cut off', async () => {
    mkdirSync(path.join(folder, 'media/staging'), { recursive: true });
    writeFileSync(path.join(folder, 'library.db.part'), 'half');
    writeFileSync(path.join(folder, 'library.db.part-journal'), 'half');
    writeFileSync(path.join(folder, 'library.lock'), '');
    const library = await openIt();
    expect(library.opened.isNew).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
    await library.close();
  });

  it('opens again with what was written, and its folder can be moved', async () => {
    await makeLibrary();
    const moved = path.join(base, 'Elsewhere');
    execFileSync('mv', [folder, moved]);
    const library = await openIt({ folder: moved });
    expect(library.opened).toEqual({ isNew: false, migratedFrom: null });
    expect(library.db.prepare('SELECT value FROM settings').all()).toEqual([{ value: '"words"' }]);
    await library.close();
    await library.close();
    expect(readdirSync(moved).sort()).toEqual(['backups', 'derived', 'exports', 'library.db', 'library.lock', 'media']);
  });

  it('names the service that keeps its folder in step', async () => {
    const library = await openIt({ folder: path.join(base, 'Dropbox', 'Films') });
    expect(library.syncedBy).toBe('Dropbox');
    await library.close();
  });
});

describe('a folder that is refused', () => {
  it('stays as it is when it holds other files', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'holiday.jpg'), 'x');
    const before = snapshot(folder);
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_NOT_A_LIBRARY'));
    expect(snapshot(folder)).toEqual(before);
  });

  it('is a file', async () => {
    writeFileSync(folder, 'x');
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_NOT_A_LIBRARY'));
  });

  it('stays byte for byte when the library is of a newer version', async () => {
    await makeLibrary({ migrations: [...allMigrations, step(allMigrations.length + 1)] });
    rmSync(path.join(folder, 'library.lock'));
    const before = snapshot(folder);
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_TOO_NEW'));
    expect(snapshot(folder)).toEqual(before);
  });

  it('stays byte for byte when the newer version was killed with changes in its log', async () => {
    await makeLibrary({ migrations: [...allMigrations, step(allMigrations.length + 1)] });
    const connection = openConnection(path.join(folder, 'library.db'));
    connection.pragma('journal_mode = WAL');
    connection.exec(`INSERT INTO settings (key, value) VALUES ('late', '1')`);
    // The files as a kill leaves them: copied while the connection is open.
    const killed = path.join(base, 'killed');
    mkdirSync(killed);
    for (const name of ['library.db', 'library.db-wal']) copyFileSync(path.join(folder, name), path.join(killed, name));
    connection.close();
    const before = snapshot(killed);
    expect(Object.keys(before)).toContain('library.db-wal');
    await expect(openIt({ folder: killed })).rejects.toMatchObject({ code: 'LIBRARY_TOO_NEW' });
    expect(snapshot(killed)).toEqual(before);
  });

  it('stays as it is when the database is of another program', async () => {
    mkdirSync(folder);
    const connection = openConnection(path.join(folder, 'library.db'));
    connection.exec('CREATE TABLE songs (title TEXT); PRAGMA user_version = 1;');
    connection.close();
    const before = snapshot(folder);
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_NOT_A_LIBRARY'));
    expect(snapshot(folder)).toEqual(before);
  });

  const damages: Record<string, (file: string) => void> = {
    'holds no database': (file) => writeFileSync(file, 'these are words '.repeat(1000)),
    'was cut to nothing': (file) => truncateSync(file, 0),
    'was cut to a part of a page': (file) => truncateSync(file, 1000),
    'was cut in half': (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
    'has pages full of zeros': (file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0, 4096));
    },
    'has its header overwritten': (file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0x41, 0, 100));
    },
  };
  for (const [name, damage] of Object.entries(damages)) {
    it(`stays as it is when the database ${name}`, async () => {
      await makeLibrary();
      damage(path.join(folder, 'library.db'));
      const before = snapshot(folder);
      await expect(openIt()).rejects.toEqual(refusal('LIBRARY_DAMAGED'));
      expect(snapshot(folder)).toEqual(before);
    });
  }

  it('is not filled with a new database when its own is missing', async () => {
    await makeLibrary();
    mkdirSync(path.join(folder, 'media', 'ab'));
    rmSync(path.join(folder, 'library.db'));
    const before = snapshot(folder);
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_DAMAGED'));
    expect(snapshot(folder)).toEqual(before);
  });

  it('lies under a file', async () => {
    writeFileSync(path.join(base, 'file'), 'x');
    folder = path.join(base, 'file', 'library');
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_NOT_WRITABLE'));
  });

  it.skipIf(isRoot)('has no permission to write (skipped for root, who may write anywhere)', async () => {
    await makeLibrary();
    chmodSync(folder, 0o500);
    try {
      await expect(openIt()).rejects.toEqual(refusal('LIBRARY_NOT_WRITABLE'));
    } finally {
      chmodSync(folder, 0o700);
    }
  });
});

describe.skipIf(isRoot)('a database that may only be read (skipped for root, who may write anything)', () => {
  it('is refused and leaves nothing beside it', async () => {
    await makeLibrary();
    const file = path.join(folder, 'library.db');
    chmodSync(file, 0o400);
    const before = snapshot(folder);
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_NOT_WRITABLE'));
    expect(snapshot(folder)).toEqual(before);
  });
});

describe.skipIf(!canMount())('a disk (mounted for the test, which needs root on Linux)', () => {
  let mounted: string;
  const mountWith = (options: string) => {
    mounted = path.join(base, 'disk');
    mkdirSync(mounted, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'none', mounted]);
  };
  afterEach(() => {
    execFileSync('umount', ['-l', mounted]);
  });

  it('that is read-only is refused', async () => {
    mountWith('size=4m');
    folder = path.join(mounted, 'library');
    await makeLibrary();
    const before = snapshot(folder);
    execFileSync('mount', ['-o', 'remount,ro', mounted]);
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_NOT_WRITABLE'));
    await expect(openIt({ folder: path.join(mounted, 'new') })).rejects.toMatchObject({ code: 'LIBRARY_NOT_WRITABLE' });
    expect(snapshot(folder)).toEqual(before);
  });

  it('that is full takes no new library and leaves none half-made', async () => {
    mountWith('size=64k');
    folder = path.join(mounted, 'library');
    await expect(openIt()).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is full refuses a snapshot and keeps the library going', async () => {
    mountWith('size=1m');
    folder = path.join(mounted, 'library');
    const library = await openIt();
    const free = statFree(mounted);
    writeFileSync(path.join(mounted, 'ballast'), Buffer.alloc(Math.max(0, free - 64 * 1024)));
    await expect(library.backUp()).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(library.folders.backups)).toEqual([]);
    rmSync(path.join(mounted, 'ballast'));
    expect(await library.backUp()).toEqual({ fileName: expect.stringMatching(/\.db$/) });
    await library.close();
  });

  it('that is full is named as such, and the library on it is unharmed', async () => {
    mountWith('size=1m');
    folder = path.join(mounted, 'library');
    await makeLibrary();
    fill(path.join(mounted, 'ballast'));
    await expect(openIt()).rejects.toMatchObject({ code: 'DISK_FULL' });
    rmSync(path.join(mounted, 'ballast'));
    const library = await openIt();
    expect(library.db.prepare('SELECT value FROM settings').all()).toEqual([{ value: '"words"' }]);
    await library.close();
  });
});

function canMount(): boolean {
  if (!isRoot || process.platform !== 'linux') return false;
  const probe = mkdtempSync(path.join(os.tmpdir(), 'mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function statFree(mounted: string): number {
  return Number(execFileSync('df', ['--output=avail', '-B1', mounted], { encoding: 'utf8' }).split('\n')[1]);
}

function fill(file: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4k'], { stdio: 'ignore' });
  } catch {
    // It ends with "no space left": that is what is wanted.
  }
}

describe('a second process', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Opens the library in a process of its own, keeps it open and goes on writing. */
  async function openElsewhere(): Promise<ChildProcess> {
    const module = pathToFileURL(path.resolve('src/main/library/open-library.ts')).href;
    const script = `
      const { openLibrary } = await import(${JSON.stringify(module)});
      try {
        const library = await openLibrary({ folder: ${JSON.stringify(folder)}, clock: { nowMs: () => Date.now() } });
        let count = 0;
        const write = () => {
          for (let index = 0; index < 20; index += 1) {
            library.db.prepare("INSERT INTO settings (key, value) VALUES (?, '1')").run('count-' + count++);
          }
          process.stdout.write(count + '\\n');
          setImmediate(write);
        };
        write();
      } catch (error) {
        process.stdout.write(JSON.stringify({ code: error.code, ...error.params }) + '\\n');
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  }

  it('is refused while the first lives, and told which one that is', async () => {
    const library = await openIt();
    const child = await openElsewhere();
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    expect(JSON.parse(line.toString())).toEqual({
      code: 'LIBRARY_LOCKED',
      location: folder,
      pid: process.pid,
      host: os.hostname(),
    });
    await library.close();
    const again = await openIt();
    await again.close();
  });

  it('that is killed in the middle of writing never locks the library, and loses nothing it had committed', async () => {
    const child = await openElsewhere();
    const [first] = (await once(child.stdout!, 'data')) as [Buffer];
    await expect(openIt()).rejects.toEqual(
      expect.objectContaining({ code: 'LIBRARY_LOCKED', params: expect.objectContaining({ pid: child.pid }) }),
    );
    let told = Number(first.toString().trim().split('\n').at(-1));
    child.stdout!.on('data', (chunk: Buffer) => {
      told = Math.max(told, ...chunk.toString().trim().split('\n').map(Number));
    });
    const exit = once(child, 'close');
    child.kill('SIGKILL');
    await exit;
    expect(existsSync(path.join(folder, 'library.lock.json'))).toBe(true);
    const library = await openIt();
    const { count } = library.db.prepare<[], { count: number }>('SELECT count(*) AS count FROM settings').get()!;
    expect(count).toBeGreaterThanOrEqual(told);
    await library.close();
  });

  it('is the same process: a library opens once', async () => {
    const library = await openIt();
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_LOCKED'));
    // The refused try must not have taken the lock away from the first one.
    const child = await openElsewhere();
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    expect(JSON.parse(line.toString())).toMatchObject({ code: 'LIBRARY_LOCKED' });
    await library.close();
  });
});

describe('the lock file', () => {
  it('is replaced when something wrote into it', async () => {
    await makeLibrary();
    writeFileSync(path.join(folder, 'library.lock'), 'a sync conflict '.repeat(400));
    const library = await openIt();
    await expect(openIt()).rejects.toEqual(refusal('LIBRARY_LOCKED'));
    await library.close();
  });
});

describe('a library of an older version', () => {
  const second = step(allMigrations.length + 1);
  const third = step(allMigrations.length + 2);
  const broken = step(allMigrations.length + 2, (db) => {
    db.exec('CREATE TABLE half (x TEXT) STRICT');
    throw new Error('no');
  });

  it('is brought to this one after a snapshot of what it was', async () => {
    await makeLibrary();
    const library = await openIt({ migrations: [...allMigrations, second, third] });
    expect(library.opened).toEqual({ isNew: false, migratedFrom: allMigrations.length });
    const [name, ...others] = readdirSync(library.folders.backups);
    expect(others).toEqual([]);
    expect(name).toMatch(new RegExp(`^\\d{4}-.*Z-before-v${third.version}\\.db$`));
    expect(await library.findLatestBackup()).toEqual({ fileName: name, madeAtMs: expect.any(Number) });
    await library.close();
    const copy = openReadOnly(path.join(folder, 'backups', name!));
    expect(readUserVersion(copy)).toBe(allMigrations.length);
    copy.close();
  });

  it('keeps the steps that were done when a later one fails, and goes on from there', async () => {
    await makeLibrary();
    await expect(openIt({ migrations: [...allMigrations, second, broken] })).rejects.toEqual(
      refusal('LIBRARY_MIGRATION_FAILED'),
    );
    expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(1);
    const library = await openIt({ migrations: [...allMigrations, second] });
    expect(library.opened.migratedFrom).toBe(null);
    const tables = library.db.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('half', ?)`);
    expect(tables.all(`extra_${second.version}`)).toEqual([{ name: `extra_${second.version}` }]);
    expect(library.db.prepare('SELECT value FROM settings').all()).toEqual([{ value: '"words"' }]);
    await library.close();
  });

  it('is as it was when its first step fails', async () => {
    await makeLibrary();
    const first = step(allMigrations.length + 1, broken.up);
    await expect(openIt({ migrations: [...allMigrations, first] })).rejects.toEqual(
      refusal('LIBRARY_MIGRATION_FAILED'),
    );
    const library = await openIt();
    expect(library.db.prepare('SELECT value FROM settings').all()).toEqual([{ value: '"words"' }]);
    await library.close();
  });

  it('keeps the rows of children when a step rebuilds their parent', async () => {
    await makeLibrary();
    const rebuild = step(allMigrations.length + 1, (db) =>
      db.exec(`CREATE TABLE parents (id TEXT PRIMARY KEY) STRICT;
        CREATE TABLE children (id TEXT PRIMARY KEY, parent_id TEXT REFERENCES parents (id) ON DELETE CASCADE) STRICT;
        INSERT INTO parents VALUES ('p'); INSERT INTO children VALUES ('c', 'p');
        CREATE TABLE parents_new (id TEXT PRIMARY KEY, title TEXT) STRICT;
        INSERT INTO parents_new SELECT id, 'title' FROM parents;
        DROP TABLE parents;
        ALTER TABLE parents_new RENAME TO parents;`),
    );
    const library = await openIt({ migrations: [...allMigrations, rebuild] });
    expect(library.db.prepare('SELECT * FROM children').all()).toEqual([{ id: 'c', parent_id: 'p' }]);
    expect(library.db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    await library.close();
  });

  it('refuses a step that leaves broken references', async () => {
    await makeLibrary();
    const orphan = step(allMigrations.length + 1, (db) =>
      db.exec(`INSERT INTO scripts VALUES ('s', 'nobody', 'f', 'utf-8', '', 0, NULL)`),
    );
    await expect(openIt({ migrations: [...allMigrations, orphan] })).rejects.toEqual(
      refusal('LIBRARY_MIGRATION_FAILED'),
    );
    const library = await openIt();
    expect(library.db.prepare('SELECT * FROM scripts').all()).toEqual([]);
    await library.close();
  });

  it('is left alone when its snapshot cannot be made', async () => {
    await makeLibrary();
    rmSync(path.join(folder, 'backups'), { recursive: true });
    writeFileSync(path.join(folder, 'backups'), 'in the way');
    await expect(openIt({ migrations: [...allMigrations, second] })).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
    const file = openReadOnly(path.join(folder, 'library.db'));
    expect(readUserVersion(file)).toBe(allMigrations.length);
    file.close();
  });

  it('goes on with the next step after a crash between two', async () => {
    await makeLibrary();
    runInChild(`
      const { openLibrary } = await import(module('src/main/library/open-library.ts'));
      const { allMigrations } = await import(module('src/main/db/migrations/index.ts'));
      const second = { version: ${second.version}, name: 'second', up: (db) => db.exec('CREATE TABLE extra_${second.version} (x TEXT) STRICT') };
      const crashing = { version: ${third.version}, name: 'crash', up: (db) => {
        db.exec('CREATE TABLE half (x TEXT) STRICT');
        process.kill(process.pid, 'SIGKILL');
      } };
      await openLibrary({ folder: ${JSON.stringify(folder)}, clock: { nowMs: () => Date.now() }, migrations: [...allMigrations, second, crashing] });`);
    const library = await openIt({ migrations: [...allMigrations, second, third] });
    expect(library.opened.migratedFrom).toBe(second.version);
    const tables = library.db.prepare(
      `SELECT name FROM sqlite_schema WHERE name LIKE 'extra%' OR name = 'half' ORDER BY rowid`,
    );
    expect(tables.all()).toEqual([{ name: `extra_${second.version}` }, { name: `extra_${third.version}` }]);
    await library.close();
  });
});

function runInChild(script: string): void {
  const head = `const module = (file) => (${JSON.stringify(pathToFileURL(`${process.cwd()}/`).href)} + file);`;
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', head + script], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    // Killed, as it should be; anything else is worth reading.
    if ((error as { signal?: string }).signal !== 'SIGKILL') throw error;
  }
}

describe('backUp', () => {
  it('makes a snapshot that opens as a library, while the first one goes on', async () => {
    const library = await openIt();
    library.db.prepare(`INSERT INTO settings (key, value) VALUES ('kept', '"words"')`).run();
    const { fileName } = await library.backUp();
    library.db.prepare(`INSERT INTO settings (key, value) VALUES ('later', '1')`).run();
    expect(readdirSync(library.folders.backups)).toEqual([fileName]);
    const restored = path.join(base, 'restored');
    mkdirSync(restored);
    copyFileSync(path.join(library.folders.backups, fileName), path.join(restored, 'library.db'));
    const other = await openIt({ folder: restored });
    expect(other.db.prepare('SELECT key FROM settings').all()).toEqual([{ key: 'kept' }]);
    await other.close();
    await library.close();
  });

  it('keeps the newest twenty and those from before a migration', async () => {
    await makeLibrary();
    let nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
    const ticking = { nowMs: () => nowMs };
    const library = await openIt({ clock: ticking, migrations: [...allMigrations, step(allMigrations.length + 1)] });
    const made: string[] = [];
    for (let index = 0; index < keptBackupCount + 2; index += 1) {
      nowMs += 1000;
      made.push((await library.backUp()).fileName);
    }
    expect(made[0]).toBe('2026-01-02T03-04-06-000Z.db');
    const names = readdirSync(library.folders.backups).sort();
    expect(names.filter((name) => !name.includes('before'))).toEqual(made.slice(2));
    expect(names.filter((name) => name.includes('before'))).toHaveLength(1);
    expect(await library.findLatestBackup()).toEqual({ fileName: made.at(-1), madeAtMs: nowMs });
    // A clock that was put back must not cost the new one.
    nowMs -= 86_400_000;
    const { fileName } = await library.backUp();
    expect(readdirSync(library.folders.backups)).toEqual(expect.arrayContaining([fileName, made.at(-1)]));
    await library.close();
  });

  it('overwrites none, also within one millisecond', async () => {
    const library = await openIt({ clock: { nowMs: () => 0 } });
    const made = [await library.backUp(), await library.backUp()].map(({ fileName }) => fileName);
    expect(made).toEqual(['1970-01-01T00-00-00-000Z.db', '1970-01-01T00-00-00-001Z.db']);
    await library.close();
  });

  it('is one snapshot for calls at the same time, and closing waits for it', async () => {
    const library = await openIt();
    const both = Promise.all([library.backUp(), library.backUp()]);
    await library.close();
    const [first, second] = await both;
    expect(first).toEqual(second);
    expect(readdirSync(library.folders.backups)).toEqual([first.fileName]);
  });

  it('fails without a trace when its folder is gone and cannot be made', async () => {
    const library = await openIt();
    rmSync(library.folders.backups, { recursive: true });
    writeFileSync(library.folders.backups, 'in the way');
    await expect(library.backUp()).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
    await library.close();
  });
});

describe('opening after a crash', () => {
  it('removes what is a day old in staging and every unfinished snapshot', async () => {
    await makeLibrary();
    const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
    const files = ['media/staging/old.mp4', 'media/staging/uploads/up_0123456789abcdef.part'];
    for (const file of files) {
      writeFileSync(path.join(folder, file), 'x');
      utimesSync(path.join(folder, file), old, old);
    }
    writeFileSync(path.join(folder, 'media/staging/new.mp4'), 'x');
    writeFileSync(path.join(folder, 'backups/2026-01-02T03-04-05-000Z.db.part'), 'x');
    writeFileSync(path.join(folder, 'backups/mine.txt'), 'x');
    const library = await openIt();
    const left = Object.keys(snapshot(folder)).filter((name) => /^(?:media|backups)\/.*\./.test(name));
    expect(left).toEqual(['backups/mine.txt', 'media/staging/new.mp4']);
    await library.close();
  });
});
