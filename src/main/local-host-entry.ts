/** Starts Shotwright for a browser on this machine: `node out/main/host.cjs [--library=<folder>] [--port=<number>]`. */
import path from 'node:path';
import { openStudio } from '#main/compose.ts';
import { runLocalHost } from '#main/local-host/run-local-host.ts';
import manifest from '../../package.json' with { type: 'json' };

void runLocalHost({
  openStudio,
  // Two folders up both from `src/main` and from `out/main`.
  projectRoot: path.resolve(import.meta.dirname, '../..'),
  appVersion: manifest.version,
});
