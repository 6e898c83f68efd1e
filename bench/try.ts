import { mkdtemp, rm } from 'node:fs/promises';
import { editBenchmarks } from './edits.ts';
import { projectLoadBenchmarks } from './project-load.ts';
import { scriptImportBenchmarks } from './script-import.ts';
for (const b of [...projectLoadBenchmarks, ...scriptImportBenchmarks, ...editBenchmarks]) {
  if (!b.name.startsWith(process.argv[2] ?? '')) continue;
  const dir = await mkdtemp('/tmp/swb-');
  const t = performance.now();
  console.log(b.name, await b.measure({ dir }).catch((e) => e), 'limit', b.limit, Math.round(performance.now() - t));
  await rm(dir, { recursive: true });
}
