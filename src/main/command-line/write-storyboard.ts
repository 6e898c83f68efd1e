/** Writes what an animatic was made of beside its film: covers/, thumbnails/ and storyboard.json. */
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Studio } from '#main/compose.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { sceneNumbers, shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';

/** The shape of storyboard.json, version 1. Positions and durations are whole frames at `frameRate`. */
export type StoryboardFile = {
  format: 'shotwright-storyboard';
  version: 1;
  title: string;
  frameSize: Storyboard['project']['frameSize'];
  frameRate: Storyboard['project']['frameRate'];
  durationFrames: number;
  film: 'film.mp4';
  scenes: Array<{
    number: string;
    heading: string;
    synopsis: string;
    notes: string;
    shots: Array<{
      number: string;
      title: string;
      prompt: string;
      dialogue: string;
      notes: string;
      startFrame: number;
      durationFrames: number;
      camera: { kind: string; strength: number };
      /** Paths relative to the file. */
      cover: string;
      thumbnail: string;
    }>;
  }>;
};

/** Each of the three appears whole, and replaces what an earlier run left under its name. */
export async function writeStoryboard(studio: Studio, projectId: ProjectId, outDir: string): Promise<void> {
  const storyboard = studio.services.projects.storyboard(projectId);
  const names = fileNames(storyboard);
  for (const [folder, kind] of [
    ['covers', 'cover'],
    ['thumbnails', 'thumbnail'],
  ] as const) {
    const target = path.join(outDir, folder);
    const part = `${target}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    for (const { id, selectedTake } of storyboard.shots) {
      if (!selectedTake) continue;
      const source = await studio.assets.derived(selectedTake.assetId, kind);
      await copyFile(source, path.join(part, `${names.get(id)}.jpg`));
    }
    await rm(target, { recursive: true, force: true });
    await rename(part, target);
  }
  const text = `${JSON.stringify(toStoryboardFile(storyboard, names), null, 2)}\n`;
  await writeWhole(path.join(outDir, 'storyboard.json'), text);
}

/** A file name for each shot: its position, so that the files sort, and its number. */
function fileNames({ scenes, shots }: Storyboard): Map<string, string> {
  const numbers = shotNumbers(scenes, shots);
  const digits = String(shots.length).length;
  return new Map(
    shots.map(({ id }, index) => {
      // A script may number a scene "1/2" or worse.
      const number = (numbers.get(id) ?? '').replace(/[^\p{L}\p{N}-]+/gu, '_').slice(0, 40);
      return [id, `${String(index + 1).padStart(digits, '0')}-${number}`];
    }),
  );
}

function toStoryboardFile({ project, scenes, shots }: Storyboard, names: ReadonlyMap<string, string>): StoryboardFile {
  const numbers = shotNumbers(scenes, shots);
  const numbersOfScenes = sceneNumbers(scenes);
  let startFrame = 0;
  const entries = shots.map((shot) => {
    const entry = {
      number: numbers.get(shot.id) ?? '',
      title: shot.title,
      prompt: shot.prompt,
      dialogue: shot.dialogue,
      notes: shot.notes,
      startFrame,
      durationFrames: shot.durationFrames,
      camera: shot.cameraMove,
      cover: `covers/${names.get(shot.id)}.jpg`,
      thumbnail: `thumbnails/${names.get(shot.id)}.jpg`,
    };
    startFrame += shot.durationFrames;
    return { sceneId: shot.sceneId, entry };
  });
  return {
    format: 'shotwright-storyboard',
    version: 1,
    title: project.title,
    frameSize: project.frameSize,
    frameRate: project.frameRate,
    durationFrames: startFrame,
    film: 'film.mp4',
    scenes: scenes.map(({ id, heading, synopsis, notes }, index) => ({
      number: numbersOfScenes[index] ?? '',
      heading,
      synopsis,
      notes,
      shots: entries.filter(({ sceneId }) => sceneId === id).map(({ entry }) => entry),
    })),
  };
}

async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
}
