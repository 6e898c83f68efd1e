/** Puts the fonts for subtitles and PDF into `resources/fonts`. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, runNode } from './run.mjs';

/** Copies the fonts. A failure is said and no more: only subtitles and PDF in some scripts need them. */
export async function ensureFonts(log = console.log) {
  if (!existsSync(path.join(projectRoot, 'scripts/fetch-fonts.mjs'))) return;
  const { code } = await runNode('scripts/fetch-fonts.mjs');
  if (code !== 0) log('The fonts could not be copied: subtitles and PDF will use the fonts of this system.');
}
