/** `npm run bench`: measures the studio side by side with raw tools. See docs/benchmarks.md. */
import './lib/require-node.mjs';
import { ensureBuilt } from './lib/build-state.mjs';
import { ensureFonts } from './lib/fonts.mjs';
import { runNode } from './lib/run.mjs';
import { thisComputersTools } from './lib/system-tools.mjs';

await ensureFonts();
await (await thisComputersTools()).ensure(['ffmpeg']);
if (await ensureBuilt()) {
  const { code } = await runNode('bench/run.ts', process.argv.slice(2));
  process.exitCode = code;
} else {
  process.exitCode = 1;
}
