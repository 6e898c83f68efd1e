import { readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UploadId } from '#shared/domain/ids.ts';
import { createFailingFiles, createTestLibrary, type TestLibrary } from '../../../tests/support/asset-test-library.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { createUploads, type Uploads, type UploadsOptions } from './uploads.ts';

let test: TestLibrary;
let uploads: Uploads;
beforeEach(async () => {
  test = await createTestLibrary();
  uploads = createStore();
});
afterEach(() => test.close());

function createStore(options: Partial<UploadsOptions> = {}): Uploads {
  return createUploads({ folders: test.library.folders, clock: test.clock, ids: test.ids, ...options });
}

async function* body(...parts: Array<string | undefined>) {
  for (const part of parts) yield part === undefined ? undefined : Buffer.from(part);
}

const unknown = 'up_0000000000000000' as UploadId;

describe('append', () => {
  it('writes chunk after chunk and says where to go on', async () => {
    const id = await uploads.begin({ fileName: 'a.txt', sizeBytes: 10 });
    expect(await uploads.append(id, { offset: 0, body: body('0123', '45') })).toEqual({ offset: 6, isConflict: false });
    expect(await uploads.append(id, { offset: 6, body: body('6789', undefined) })).toEqual({
      offset: 10,
      isConflict: false,
    });
    expect(await uploads.find(id)).toEqual({ fileName: 'a.txt', sizeBytes: 10, receivedBytes: 10 });
    const { bytes, fileName } = await uploads.readBytes(id, 100);
    expect([Buffer.from(bytes).toString(), fileName]).toEqual(['0123456789', 'a.txt']);
  });

  it('writes nothing at another offset, and gives its own', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 10 });
    await uploads.append(id, { offset: 0, body: body('01234') });
    expect(await uploads.append(id, { offset: 0, body: body('xxxxx') })).toEqual({ offset: 5, isConflict: true });
    expect(await uploads.append(id, { offset: 7, body: body('xxx') })).toEqual({ offset: 5, isConflict: true });
    await uploads.append(id, { offset: 5, body: body('56789') });
    expect(Buffer.from((await uploads.readBytes(id, 100)).bytes).toString()).toBe('0123456789');
  });

  it('lets one of two chunks for the same place in', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 4 });
    const both = [1, 2].map(() => uploads.append(id, { offset: 0, body: body('01', '23') }));
    const answers = await Promise.all(both);
    expect(answers.filter(({ isConflict }) => isConflict)).toEqual([{ offset: 4, isConflict: true }]);
  });

  it('goes on after a restart from what lies on the disk', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 10 });
    await uploads.append(id, { offset: 0, body: body('0123456') });
    // A power cut took back the last bytes.
    truncateSync(path.join(test.library.folders.uploads, `${id}.part`), 4);
    const restarted = createStore();
    expect(await restarted.find(id)).toMatchObject({ receivedBytes: 4 });
    expect(await restarted.append(id, { offset: 4, body: body('456789') })).toEqual({ offset: 10, isConflict: false });
  });

  it('keeps what came before the sender broke off', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 10 });
    async function* broken() {
      yield Buffer.from('0123');
      throw new Error('connection reset');
    }
    await expect(uploads.append(id, { offset: 0, body: broken() })).rejects.toThrow();
    expect(await uploads.find(id)).toMatchObject({ receivedBytes: 4 });
  });

  it('removes an upload that is longer than announced', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 4 });
    await expect(uploads.append(id, { offset: 0, body: body('01234') })).rejects.toMatchObject({
      code: 'UPLOAD_TOO_LARGE',
    });
    expect(await uploads.find(id)).toBe(null);
    expect(readdirSync(test.library.folders.uploads)).toEqual([]);
  });

  it('knows no other upload', async () => {
    await expect(uploads.append(unknown, { offset: 0, body: body() })).rejects.toMatchObject({
      code: 'UPLOAD_NOT_FOUND',
    });
    await expect(uploads.takeFile(unknown)).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    await expect(uploads.readBytes(unknown, 1)).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    await expect(uploads.discard(unknown)).resolves.toBe(undefined);
  });

  it('says that the disk is full, keeps what fitted, and goes on when there is room', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 8 });
    const full = createStore({ files: withFullDiskAfter(5) });
    await expect(full.append(id, { offset: 0, body: body('0123', '4567') })).rejects.toMatchObject({
      code: 'DISK_FULL',
    });
    expect(await uploads.find(id)).toMatchObject({ receivedBytes: 5 });
    expect(await uploads.append(id, { offset: 5, body: body('567') })).toEqual({ offset: 8, isConflict: false });
    expect(Buffer.from((await uploads.readBytes(id, 8)).bytes).toString()).toBe('01234567');
  });
});

/** A disk that takes a number of bytes, writes short at the edge, and then has no room. */
function withFullDiskAfter(roomBytes: number): FileSystem {
  let room = roomBytes;
  const open = async (...given: Parameters<typeof nodeFileSystem.open>) => {
    const handle = await nodeFileSystem.open(...given);
    const write = handle.write.bind(handle);
    handle.write = (async (bytes: Uint8Array, from: number, length: number, position: number) => {
      if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      const result = await write(bytes, from, Math.min(length, room), position);
      room -= result.bytesWritten;
      return result;
    }) as typeof handle.write;
    return handle;
  };
  return { ...nodeFileSystem, open };
}

describe('begin', () => {
  it('refuses more than four gigabytes, and what does not fit on the disk', async () => {
    await expect(uploads.begin({ fileName: 'a', sizeBytes: 4 * 2 ** 30 + 1 })).rejects.toMatchObject({
      code: 'UPLOAD_TOO_LARGE',
      params: { limitMegabytes: 4096 },
    });
    const statfs = (async () => ({ bavail: 10, bsize: 4096 })) as unknown as FileSystem['statfs'];
    const small = createStore({ files: { ...nodeFileSystem, statfs } });
    await expect(small.begin({ fileName: 'a', sizeBytes: 40_961 })).rejects.toMatchObject({ code: 'DISK_FULL' });
    await expect(small.begin({ fileName: 'a', sizeBytes: 40_960 })).resolves.toMatch(/^up_/);
    await expect(uploads.begin({ fileName: 'a', sizeBytes: -1 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('leaves nothing when it fails', async () => {
    const full = createStore({ files: createFailingFiles('writeFile', 'ENOSPC') });
    await expect(full.begin({ fileName: 'a', sizeBytes: 1 })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(test.library.folders.uploads)).toEqual([]);
  });
});

describe('takeFile', () => {
  it('hands a complete file over once, to be committed', async () => {
    const id = await uploads.begin({ fileName: 'my image.png', sizeBytes: 9 });
    await uploads.append(id, { offset: 0, body: body('image one') });
    const { staged, fileName, sizeBytes } = await uploads.takeFile(id);
    await expect(uploads.takeFile(id)).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    const asset = await test.assets.commit(staged, { originalName: fileName });
    expect(asset).toMatchObject({ kind: 'image', originalName: 'my image.png', sizeBytes });
    expect(readdirSync(test.library.folders.uploads)).toEqual([]);
    await staged.discard();
  });

  it('waits for the last byte, also of an empty file', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 2 });
    await uploads.append(id, { offset: 0, body: body('0') });
    await expect(uploads.takeFile(id)).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    await expect(uploads.readBytes(id, 100)).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    const empty = await uploads.begin({ fileName: 'empty', sizeBytes: 0 });
    const { staged } = await uploads.takeFile(empty);
    expect(statSync(staged.path).size).toBe(0);
  });
});

describe('readBytes', () => {
  it('refuses a file past the limit', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 3 });
    await uploads.append(id, { offset: 0, body: body('012') });
    await expect(uploads.readBytes(id, 2)).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    expect((await uploads.readBytes(id, 3)).bytes).toHaveLength(3);
  });
});

describe('expire', () => {
  it('removes what got no byte for a day, and files that a crash left alone', async () => {
    const old = await uploads.begin({ fileName: 'old', sizeBytes: 3 });
    const recent = await uploads.begin({ fileName: 'recent', sizeBytes: 3 });
    const { uploads: folder } = test.library.folders;
    const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
    utimesSync(path.join(folder, `${old}.part`), longAgo, longAgo);
    writeFileSync(path.join(folder, `${unknown}.json`), '{}');
    await uploads.expire();
    expect(readdirSync(folder).sort()).toEqual([`${recent}.json`, `${recent}.part`]);
    expect(JSON.parse(readFileSync(path.join(folder, `${recent}.json`), 'utf8'))).toEqual({
      fileName: 'recent',
      sizeBytes: 3,
    });
    await uploads.discard(recent);
    expect(readdirSync(folder)).toEqual([]);
  });
});
