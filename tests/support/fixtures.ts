/**
 * Finds the shared fixtures: real scripts, media and broken files that live beside the project and not in it.
 * A clone without them passes all the same; what needs them is reported as skipped.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const root = path.resolve(projectRoot, '../shared/fixtures');

/** Whether the shared fixtures are on this machine. */
export const hasSharedFixtures = existsSync(path.join(root, 'README.md'));

/** Absolute path of a shared fixture, such as `scripts/fountain/fountain/Simple.fountain`. */
export function sharedFixture(relativePath: string): string {
  return path.join(root, relativePath);
}
