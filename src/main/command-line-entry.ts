/** The studio without a window: `npm run studio -- animatic SCRIPT --out DIR`. */
import path from 'node:path';
import { runCommandLine } from '#main/command-line/run-command-line.ts';
import { openStudio } from '#main/compose.ts';
import manifest from '../../package.json' with { type: 'json' };

const interrupting = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second one ends at once; the library is built to survive that.
    if (interrupting.signal.aborted) process.exit(130);
    interrupting.abort();
  });
}

// The studio's timers do not keep a process alive; a command does until it has ended.
const alive = setInterval(() => {}, 60_000);

void runCommandLine({
  openStudio,
  appVersion: manifest.version,
  // Two folders up both from `src/main` and from `out/main`.
  resourcesDir: path.resolve(import.meta.dirname, '../../resources'),
  process: {
    words: process.argv.slice(2),
    environment: process.env,
    writeOut: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    signal: interrupting.signal,
  },
}).then((exitCode) => {
  process.exitCode = exitCode;
  clearInterval(alive);
});
