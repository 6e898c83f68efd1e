import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { FieldId, ShotId } from '#shared/domain/ids.ts';
import { importScript, openTestStudio, scriptOf, upload } from '../../../tests/support/test-studio.ts';
import { createWav } from '../../../tests/support/wav.ts';
import { toStoryboardFile } from './storyboard-file.ts';

it('says of a project what people see of it: numbers, camera, marks, fields by name, sounds by their frame', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'shotwright-storyboard-'));
  const studio = await openTestStudio({ libraryDir: path.join(root, 'library') });
  onTestFinished(async () => {
    await studio.close();
    rmSync(root, { recursive: true, force: true });
  });
  const { projects, scenes, shots, structure, sound } = studio.services;
  const { projectId } = importScript(studio, { text: scriptOf(1) });
  const before = projects.storyboard(projectId);
  const [first, second] = before.shots;
  const [scene] = before.scenes;
  if (!first || !second || !scene) throw new Error('the script has a scene of two shots');
  scenes.update(scene.id, { sceneNumber: '12A', colour: 'red' });
  const { fieldId } = structure.createField(projectId, { name: 'Unit', kind: 'text', choices: [] });
  const whole = { left: 0, top: 0, size: 1 };
  const framing = { start: whole, end: { left: 0.25, top: 0.25, size: 0.5 }, easing: 'smooth' as const };
  const said = { shotSize: 'wide', angle: 'low', lensMm: 35, status: 'review', tags: ['night'], framing } as const;
  const customFields = { [fieldId]: 'B', ['field_0000000000000001' as FieldId]: 'of a field that is gone' };
  shots.update([second.id], { ...said, tags: [...said.tags], customFields });
  const { lane } = sound.createLane({ projectId, kind: 'effects', name: 'Rain' });
  const uploadId = await upload(studio, 'rain.wav', createWav({ seconds: 1 }));
  await sound.addClip({ laneId: lane.id, uploadId, anchor: { anchorShotId: second.id, offsetFrames: 2 } });

  const names = new Map<ShotId, string>([[second.id, '2-12AB']]);
  const file = toStoryboardFile(projects.storyboard(projectId), sound.get(projectId), names);
  expect(file).toMatchObject({
    ...{ format: 'shotwright-storyboard', version: 1, film: 'film.mp4' },
    customFields: [{ name: 'Unit', kind: 'text', choices: [] }],
    scenes: [{ number: '12A', isNumberGiven: true, colour: 'red' }],
    sounds: [
      { name: 'Rain', kind: 'effects', clips: [{ fileName: 'rain.wav', startFrame: first.durationFrames + 2 }] },
    ],
  });
  expect(file.scenes[0]?.shots[0]).toMatchObject({ number: '12AA', shotSize: null, framing: null, customFields: {} });
  expect(file.scenes[0]?.shots[1]).toMatchObject({
    ...{ number: '12AB', ...said, customFields: { Unit: 'B' }, hasVoice: false, cover: 'covers/2-12AB.jpg' },
  });
});
