/** Walks through the studio from the sample to a finished film. Started by a test, with the network refused. */
import path from 'node:path';
import { createPng } from './png.ts';
import { fetchAsset, importScript, makeFilm, makeTakes, openTestStudio, scriptOf, upload } from './test-studio.ts';

const [root = '', mode] = process.argv.slice(2);
const alive = setInterval(() => {}, 1_000);
if (mode === 'try') {
  try {
    await fetch('https://example.org');
  } catch {
    // As somebody would who does not want it to be noticed.
  }
}
const studio = await openTestStudio({ libraryDir: path.join(root, 'library') });
const { services } = studio;
await services.sample.create();
await services.studio.info();
const { projectId, shotIds } = importScript(studio, { text: scriptOf(1) });
const [shotId] = shotIds;
if (!shotId) throw new Error('no shot');
await services.boards.set(
  shotId,
  'board',
  await upload(studio, 'a.png', createPng({ widthPx: 64, heightPx: 36 })),
  undefined,
);
const takes = await makeTakes(studio, projectId);
const film = await makeFilm(studio, projectId, path.join(root, 'film.mp4'));
const { selectedTake } = services.shots.get(shotId);
const bytes = selectedTake && (await fetchAsset(studio, selectedTake.assetId));
await services.studio.backUp();
await services.trash.empty();
const states = [...takes, film].map(({ state }) => state);
await studio.close();
console.log(JSON.stringify({ states, hasBytes: (bytes?.byteLength ?? 0) > 0, errors: studio.errors }));
clearInterval(alive);
