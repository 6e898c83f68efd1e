/**
 * `npm run studio -- …`: the command line of the studio, straight from the sources.
 *
 * Standard output belongs to the command; what this script has to say goes to standard error.
 */
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureFonts } from './lib/fonts.mjs';
import { projectRoot } from './lib/run.mjs';
import { thisComputersTools } from './lib/system-tools.mjs';

await ensureFonts(console.error);
// A person who names an ffmpeg needs no other.
if (!process.env.SHOTWRIGHT_FFMPEG) await (await thisComputersTools({ log: console.error })).ensure(['ffmpeg']);

const entry = path.join(projectRoot, 'src/main/command-line-entry.ts');
const child = spawn(process.execPath, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl+C reaches the command by itself; this process waits for it to clean up.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('close', (code) => {
  process.exitCode = code ?? 1;
});
