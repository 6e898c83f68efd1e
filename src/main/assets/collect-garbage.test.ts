import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAsset } from '#main/db/asset-repository.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { createTestLibrary, type TestLibrary } from '../../../tests/support/asset-test-library.ts';

let test: TestLibrary;
beforeEach(async () => {
  test = await createTestLibrary();
  const { db } = test.library;
  db.prepare(
    `INSERT INTO connections (id, kind, label, concurrency, created_at_ms) VALUES ('c', 'animatic', '', 1, 0)`,
  ).run();
  db.prepare(
    `INSERT INTO projects (id, title, width_px, height_px, frame_rate_numerator, frame_rate_denominator, style_notes,
       duration_rule, default_connection_id, created_at_ms, updated_at_ms)
     VALUES ('p', '', 16, 9, 24, 1, '', '{}', 'c', 0, 0)`,
  ).run();
  test.library.db
    .prepare(
      `INSERT INTO scenes (id, project_id, rank, heading, synopsis, notes, created_at_ms) VALUES ('s', 'p', 'a', '', '', '', 0)`,
    )
    .run();
});
afterEach(() => test.close());

const add = async (text: string): Promise<MediaAsset> =>
  test.assets.commit(await test.stageBytes(text), { originalName: 'a' });
const afterAWhile = () => test.clock.advance(11 * 60 * 1000);

function addShot(id: string, boardAssetId: string | null, deletedAtMs: number | null = null): void {
  test.library.db
    .prepare(
      `INSERT INTO shots (id, project_id, scene_id, rank, title, prompt, notes, dialogue, duration_frames,
         camera_move_kind, camera_move_strength, board_asset_id, recipe_digest, created_at_ms, updated_at_ms, deleted_at_ms)
       VALUES (?, 'p', 's', 'a', '', '', '', '', 24, 'static', 0, ?, '', 0, 0, ?)`,
    )
    .run(id, boardAssetId, deletedAtMs);
}

describe('eraseUnused', () => {
  it('removes row, file and pictures of what nothing names, and tells the bytes', async () => {
    const unused = await add('image unused');
    const used = await add('image used');
    addShot('one', used.id);
    const file = test.assets.input(unused.id);
    const pictures = path.join(test.library.folders.derived, unused.sha256.slice(0, 2), unused.sha256);
    afterAWhile();
    const expected = ['image unused', 'board of image unused', 'thumbnail of image unused'].join('').length;
    expect(await test.assets.eraseUnused()).toEqual({ erasedCount: 1, freedBytes: expected });
    expect([findAsset(test.library.db, unused.id), existsSync(file), existsSync(pictures)]).toEqual([
      null,
      false,
      false,
    ]);
    expect(existsSync(test.assets.input(used.id))).toBe(true);
    expect(existsSync(await test.assets.derived(used.id, 'board'))).toBe(true);
    expect(await test.assets.eraseUnused()).toEqual({ erasedCount: 0, freedBytes: 0 });
  });

  it('keeps what the trash, a job, a recipe or an undo step names', async () => {
    const [trashed, queued, undone] = [await add('image 1'), await add('image 2'), await add('image 3')];
    addShot('one', trashed.id, 1);
    test.library.db
      .prepare(
        `INSERT INTO jobs (id, kind, state, project_id, lane, label, payload, position, created_at_ms)
         VALUES ('j', 'take.generate', 'waiting', 'p', '', '', ?, 0, 0)`,
      )
      .run(JSON.stringify({ recipe: { boardAssetId: queued.id } }));
    test.library.db
      .prepare(
        `INSERT INTO edit_log (scope, label_key, label_count, changes, created_at_ms, updated_at_ms)
         VALUES ('p', 'setBoard', 1, ?, 0, 0)`,
      )
      .run(JSON.stringify([{ before: { board_asset_id: undone.id } }]));
    afterAWhile();
    expect(await test.assets.eraseUnused()).toEqual({ erasedCount: 0, freedBytes: 0 });
    test.library.db.prepare('DELETE FROM edit_log').run();
    expect(await test.assets.eraseUnused()).toMatchObject({ erasedCount: 1 });
    expect(findAsset(test.library.db, undone.id)).toBe(null);
  });

  it('does not keep what only a finished job names: it is never done again', async () => {
    const [done, failed] = [await add('image 1'), await add('image 2')];
    const addJob = test.library.db.prepare(
      `INSERT INTO jobs (id, kind, state, project_id, lane, label, payload, position, created_at_ms)
       VALUES (?, 'film.export', ?, 'p', '', '', ?, 0, 0)`,
    );
    const addAttempt = test.library.db.prepare(
      `INSERT INTO job_attempts (id, job_id, attempt_number, request, created_at_ms) VALUES (?, ?, 1, ?, 0)`,
    );
    for (const [id, state, asset] of [
      ['one', 'done', done],
      ['two', 'failed', failed],
    ] as const) {
      const payload = JSON.stringify({ clips: [{ assetId: asset.id }] });
      addJob.run(id, state, payload);
      addAttempt.run(`attempt ${id}`, id, payload);
    }
    afterAWhile();
    expect(await test.assets.eraseUnused()).toMatchObject({ erasedCount: 1 });
    expect([findAsset(test.library.db, done.id), findAsset(test.library.db, failed.id)]).toEqual([null, failed]);
  });

  it('keeps what lies under a drawing as long as the drawing, and what a draft shows', async () => {
    const names = ['photo', 'first', 'second', 'drafted', 'forgotten photo', 'forgotten'];
    const [photo, first, second, drafted, forgottenPhoto, forgotten] = (await Promise.all(
      names.map((name) => add(`image ${name}`)),
    )) as [MediaAsset, MediaAsset, MediaAsset, MediaAsset, MediaAsset, MediaAsset];
    const draw = test.library.db.prepare(`INSERT INTO sketch_documents VALUES (?, ?, 0)`);
    for (const [picture, under] of [
      [second, first],
      [first, photo],
      [forgotten, forgottenPhoto],
    ] as const) {
      draw.run(picture.id, JSON.stringify({ layers: [{ assetId: under.id }] }));
    }
    addShot('one', second.id);
    test.library.db
      .prepare(`INSERT INTO sketch_drafts VALUES ('one', NULL, ?, 0)`)
      .run(JSON.stringify({ assetId: drafted.id }));
    afterAWhile();
    expect(await test.assets.eraseUnused()).toMatchObject({ erasedCount: 2 });
    expect(test.library.db.prepare(`SELECT count(*) AS count FROM sketch_documents`).get()).toEqual({ count: 2 });
    for (const kept of [photo, first, second, drafted]) expect(test.assets.find(kept.id)).toEqual(kept);
    test.library.db.prepare(`DELETE FROM shots`).run();
    expect(await test.assets.eraseUnused()).toMatchObject({ erasedCount: 4 });
    expect(test.library.db.prepare(`SELECT count(*) AS count FROM sketch_drafts`).get()).toEqual({ count: 0 });
  });

  it('keeps what was committed a moment ago, also when it was known before', async () => {
    const asset = await add('image 1');
    expect(await test.assets.eraseUnused()).toMatchObject({ erasedCount: 0 });
    afterAWhile();
    await add('image 1');
    expect(await test.assets.eraseUnused()).toMatchObject({ erasedCount: 0 });
    afterAWhile();
    expect(await test.assets.eraseUnused()).toMatchObject({ erasedCount: 1 });
    expect(test.assets.find(asset.id)).toBe(null);
  });

  it('removes files whose row a crash took, and touches nothing else', async () => {
    const { media, derived } = test.library.folders;
    const hash = 'ab'.repeat(32);
    for (const folder of [path.join(media, 'ab'), path.join(derived, 'ab', hash)])
      mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(media, 'ab', `${hash}.mp4`), '12345');
    writeFileSync(path.join(derived, 'ab', hash, 'cover.jpg'), '678');
    writeFileSync(path.join(media, 'ab', 'notes.txt'), 'mine');
    writeFileSync(path.join(media, 'staging', 'going-on.mp4'), 'mine');
    expect(await test.assets.eraseUnused()).toEqual({ erasedCount: 0, freedBytes: 8 });
    expect([readdirSync(path.join(media, 'ab')), readdirSync(path.join(derived, 'ab'))]).toEqual([['notes.txt'], []]);
    expect(existsSync(path.join(media, 'staging', 'going-on.mp4'))).toBe(true);
  });

  it('leaves alone what is committed at the same time', async () => {
    const rounds = Array.from({ length: 10 }, async (_, index) => {
      const [asset] = await Promise.all([add(`image ${index}`), test.assets.eraseUnused()]);
      return existsSync(test.assets.input(asset.id));
    });
    expect(await Promise.all(rounds)).toEqual(Array(10).fill(true));
  });
});
