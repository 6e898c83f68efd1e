/** Sound of the whole studio, with real files and the real ffmpeg: lanes, waveforms, recordings that are cut off. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Studio } from '#main/compose.ts';
import { derivedUrl, recordingUrl } from '#shared/contract/media-urls.ts';
import type { RecordingId } from '#shared/domain/ids.ts';
import { parseWaveform } from '#shared/domain/waveform.ts';
import { hasFfmpeg } from '../support/film-check.ts';
import { openTestStudio, quickFormat, upload } from '../support/test-studio.ts';
import { createWav } from '../support/wav.ts';

describe.skipIf(!hasFfmpeg)('sound', () => {
  let root: string;
  let studio: Studio;

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'shotwright-sound-'));
    studio = await openHere();
  });
  afterEach(async () => {
    await studio.close();
    rmSync(root, { recursive: true, force: true });
  });

  const openHere = () => openTestStudio({ libraryDir: path.join(root, 'library') });
  const ask = (address: string, init: RequestInit = {}) =>
    studio.handleMedia(new Request(`http://127.0.0.1${address}`, init));

  function createProject() {
    const { project } = studio.services.projects.create({ title: 'Film', ...quickFormat });
    const shot = studio.services.projects.storyboard(project.id).shots[0];
    if (!shot) throw new Error('a project begins with a shot');
    return { projectId: project.id, shotId: shot.id };
  }

  /** Six seconds of a tone as a window records it: live, without a length. */
  function recorded(): Uint8Array {
    const file = path.join(root, 'live.webm');
    const live = ['-c:a', 'libopus', '-live', '1', '-cluster_time_limit', '500', '-f', 'webm'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=d=6:r=48000', ...live, file]);
    return readFileSync(file);
  }

  const append = (recordingId: RecordingId, offset: number, body: Uint8Array) =>
    ask(`${recordingUrl(recordingId)}?offset=${offset}`, { method: 'PUT', body: Uint8Array.from(body).buffer });

  it('on a lane has a waveform that is told, made once and served', async () => {
    const { projectId } = createProject();
    const { sound } = studio.services;
    const { lane } = sound.createLane({ projectId, kind: 'music', name: 'Music' });
    const uploadId = await upload(studio, 'song.wav', createWav({ seconds: 2 }));
    const anchor = { anchorShotId: null, offsetFrames: 0 };
    const { clip } = await sound.addClip({ laneId: lane.id, uploadId, anchor });
    const told: number[] = [];
    for await (const { progress } of sound.waveform(clip.assetId)) told.push(progress);
    expect([told[0], told.at(-1)]).toEqual([0, 1]);
    const answer = await ask(derivedUrl(clip.assetId, 'waveform'));
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(parseWaveform(new Uint8Array(await answer.arrayBuffer()))?.peaks).toHaveLength(400);
  });

  it('that was being recorded when the studio died is offered, and becomes the voice in one step', async () => {
    const { projectId, shotId } = createProject();
    const bytes = recorded();
    const { recordingId } = await studio.services.recordings.begin(shotId);
    const half = Math.floor(bytes.length / 2);
    expect(await (await append(recordingId, 0, bytes.subarray(0, 1_000))).json()).toEqual({ offset: 1_000 });
    expect((await append(recordingId, 0, bytes.subarray(0, 1_000))).status).toBe(409);
    expect(await (await append(recordingId, 1_000, bytes.subarray(1_000, half))).json()).toEqual({ offset: half });

    await studio.close();
    studio = await openHere();
    // It can be heard before anybody decides about it.
    expect((await (await ask(recordingUrl(recordingId))).arrayBuffer()).byteLength).toBe(half);
    const { recordings, shots, history } = studio.services;
    const [found] = await recordings.list(shotId);
    expect(found).toMatchObject({ recordingId });
    expect(found?.durationMs).toBeGreaterThan(2_000);
    const { shot } = await recordings.keep(recordingId);
    expect(shot.voiceAssetId).not.toBeNull();
    expect(await recordings.list(shotId)).toEqual([]);
    history.undo(projectId);
    expect(shots.get(shotId).voiceAssetId).toBeNull();
    history.redo(projectId);
    expect(shots.get(shotId).voiceAssetId).toBe(shot.voiceAssetId);
  });

  it('stays where it is when its shot is in the trash, and goes only when somebody lets it go', async () => {
    const { shotId } = createProject();
    const { recordings, shots } = studio.services;
    const { recordingId } = await recordings.begin(shotId);
    await append(recordingId, 0, recorded());
    shots.delete([shotId]);
    await expect(recordings.keep(recordingId)).rejects.toMatchObject({ code: 'SHOT_NOT_FOUND' });
    expect(await recordings.list(shotId)).toHaveLength(1);
    await recordings.discard(recordingId);
    expect(await recordings.list(shotId)).toEqual([]);
    await expect(recordings.keep(recordingId)).rejects.toMatchObject({ code: 'RECORDING_NOT_FOUND' });
  });
});
