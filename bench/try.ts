import { mkdtemp, rm } from 'node:fs/promises';
import { clipPictures } from './media.ts';
import { exportBenchmarks } from './export.ts';
for (const b of [clipPictures, ...exportBenchmarks]) {
  if (!b.name.startsWith(process.argv[2] ?? '')) continue;
  const dir = await mkdtemp('/tmp/swb-');
  const t = performance.now();
  console.log(b.name, await b.measure({ dir }).catch((e) => e), 'limit', b.limit, Math.round(performance.now() - t));
  await rm(dir, { recursive: true });
}
