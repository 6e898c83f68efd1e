/** `npm run build`: copies the fonts, then builds main, preload and the window into `out/`, with the licence notices. */
import './lib/require-node.mjs';
import { markBuilt, unmarkBuilt } from './lib/build-state.mjs';
import { ensureFonts } from './lib/fonts.mjs';
import { runNode } from './lib/run.mjs';

await ensureFonts();
const startedAtMs = Date.now();
unmarkBuilt();
const { code } = await runNode('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']);
if (code === 0) {
  const notices = await runNode('scripts/make-notices.mjs');
  if (notices.code === 0) markBuilt(startedAtMs);
  process.exitCode = notices.code;
} else {
  process.exitCode = code;
}
