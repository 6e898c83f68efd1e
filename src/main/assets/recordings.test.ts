import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordingId, ShotId } from '#shared/domain/ids.ts';
import { createTestLibrary, type TestLibrary } from '../../../tests/support/asset-test-library.ts';
import { createRecordings, type Recordings } from './recordings.ts';

const shotId = 'shot_0123456789abcdef' as ShotId;
const unknown = 'rec_0123456789abcdef' as RecordingId;
let test: TestLibrary;
let recordings: Recordings;

const open = () => createRecordings({ folders: test.library.folders, clock: test.clock, ids: test.ids });

beforeEach(async () => {
  test = await createTestLibrary();
  recordings = open();
});
afterEach(() => test.close());

async function* body(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

describe('recordings', () => {
  it('keep what arrived piece by piece, also for the next start', async () => {
    const id = await recordings.begin(shotId);
    expect(await recordings.append(id, { offset: 0, body: body('one', 'two') })).toEqual({
      offset: 6,
      isConflict: false,
    });
    expect(await recordings.append(id, { offset: 0, body: body('xxx') })).toEqual({ offset: 6, isConflict: true });
    const [found] = await open().list();
    expect(found).toMatchObject({ recordingId: id, shotId, sizeBytes: 6 });
    expect(readFileSync(found?.path ?? '', 'utf8')).toBe('onetwo');
    await recordings.discard(id);
    expect(await recordings.list()).toEqual([]);
    await recordings.discard(id);
  });

  it('are not confused by what else lies there', async () => {
    const id = await recordings.begin(shotId);
    const { recordings: folder } = test.library.folders;
    writeFileSync(path.join(folder, `${unknown}.part`), 'bytes of nothing known');
    writeFileSync(path.join(folder, `${unknown}.json`), '{"shotId":');
    appendFileSync(path.join(folder, 'notes.txt'), 'x');
    expect((await recordings.list()).map(({ recordingId }) => recordingId)).toEqual([id]);
    await expect(recordings.get(unknown)).rejects.toMatchObject({ code: 'RECORDING_NOT_FOUND' });
    await expect(recordings.append(unknown, { offset: 0, body: body('x') })).rejects.toMatchObject({
      code: 'RECORDING_NOT_FOUND',
    });
  });

  it('end at a limit, with what was said until then', async () => {
    const { folders } = test.library;
    const short = createRecordings({ folders, clock: test.clock, ids: test.ids, limitBytes: 5 });
    const id = await short.begin(shotId);
    await short.append(id, { offset: 0, body: body('1234') });
    await expect(short.append(id, { offset: 4, body: body('56') })).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    expect((await short.get(id)).sizeBytes).toBe(4);
  });
});
