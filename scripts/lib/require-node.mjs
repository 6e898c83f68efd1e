/**
 * Stops with clear words when the running Node is too old. Import it first in every script.
 *
 * Plain syntax on purpose: it has to be parsed by the very versions that it refuses.
 */

/** The oldest major version that SQLite's driver and the test runner work on. */
export const oldestNodeMajor = 22;

/**
 * What to tell a person about their Node, or `null` when it will do.
 *
 * @param {string} version such as "20.11.1"
 * @returns {string | null}
 */
export function nodeProblem(version) {
  const major = Number(version.split('.')[0]);
  if (major >= oldestNodeMajor) return null;
  return [
    `Shotwright needs Node ${oldestNodeMajor} or newer, and this is Node ${version}.`,
    'Start scripts with npm ("npm start", "npm test"): after "npm install" npm uses the Node 24 that the project brings.',
    'If you did that, its Node package could not be installed here. Install Node 24 on this computer',
    '(https://nodejs.org, or "nvm install 24"), or run "npm install" again where the package registry can be reached.',
  ].join('\n');
}

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
