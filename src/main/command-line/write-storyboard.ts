/** Writes what an animatic was made of beside its film: covers/, thumbnails/ and storyboard.json. */
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Studio } from '#main/compose.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { toStoryboardFile } from './storyboard-file.ts';

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
  const file = toStoryboardFile(storyboard, studio.services.sound.get(projectId), names);
  const text = `${JSON.stringify(file, null, 2)}\n`;
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
