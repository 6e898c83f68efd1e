/**
 * Checks that what `src/shared` exports has a docstring, and so do the provider interfaces. Part of `npm run check`.
 *
 * Asked of functions, types, interfaces and classes. A constant says by its name and type what it is.
 */
import './lib/require-node.mjs';
import { isProgram, projectRoot } from './lib/run.mjs';
import { lineAt, listSources, parseSource, readSource, reportProblems } from './lib/source-files.mjs';

const kinds = /** @type {Record<string, string>} */ ({
  FunctionDeclaration: 'function',
  TSTypeAliasDeclaration: 'type',
  TSInterfaceDeclaration: 'interface',
  ClassDeclaration: 'class',
});

if (isProgram(import.meta.url)) {
  const files = listSources(projectRoot, 'src').filter(needsDocstrings);
  const problems = files.flatMap((file) => findMissingDocstrings(file, readSource(projectRoot, file)));
  reportProblems(`${files.length} files say what they export.`, problems);
}

/** Whether a file's exports are for others to read: all of shared, and the files right in main/providers. */
export function needsDocstrings(/** @type {string} */ file) {
  return file.startsWith('src/shared/') || /^src\/main\/providers\/[^/]+\.ts$/.test(file);
}

/**
 * A run of one-line declarations without an empty line between may share the docstring above the first, and a comment
 * at the end of a one-line declaration will do, as in `export type Frames = …; // whole frames`.
 *
 * @param {string} file
 * @param {string} text
 * @returns {{ file: string, line: number, message: string }[]}
 */
export function findMissingDocstrings(file, text) {
  const { program, comments } = parseSource(file, text);
  const isInterfacesOnly = file.startsWith('src/main/');
  /** @type {{ file: string, line: number, message: string }[]} */
  const problems = [];
  let shared = { isDocumented: false, end: -1 };
  for (const node of /** @type {any[]} */ (program.body)) {
    if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') continue;
    const isOneLine = !text.slice(node.start, node.end).includes('\n');
    const isInRun = isOneLine && shared.isDocumented && /^\r?\n$/.test(text.slice(shared.end, node.start));
    const isDocumented = isInRun || hasDocstring(node, comments, text) || (isOneLine && hasTrailingComment(node, text));
    shared = { isDocumented: isDocumented && isOneLine, end: node.end };
    const kind = kinds[node.declaration?.type];
    if (isDocumented || !kind || (isInterfacesOnly && kind !== 'interface')) continue;
    const name = node.declaration.id?.name ?? 'default';
    const message = `${kind} ${name} has no docstring: say what its signature cannot (unit, range, order, errors).`;
    problems.push({ file, line: lineAt(text, node.start), message });
  }
  return problems;
}

/** A docstring stands right before the export, with white space and at most other comments between. */
function hasDocstring(/** @type {any} */ node, /** @type {any[]} */ comments, /** @type {string} */ text) {
  return comments.some(
    (comment) =>
      comment.type === 'Block' &&
      comment.value.startsWith('*') &&
      comment.end <= node.start &&
      isBlank(text.slice(comment.end, node.start)) &&
      !isFileHeader(comment, comments, text),
  );
}

function hasTrailingComment(/** @type {any} */ node, /** @type {string} */ text) {
  return /^[ \t]*\/\/ ?\S/.test(text.slice(node.end));
}

function isBlank(/** @type {string} */ between) {
  return between.replace(/\/\/.*$/gm, '').trim() === '';
}

/** A header is the first comment of a file and has an empty line below it. */
function isFileHeader(/** @type {any} */ comment, /** @type {any[]} */ comments, /** @type {string} */ text) {
  return comment === comments[0] && comment.start === 0 && /^\r?\n\r?\n/.test(text.slice(comment.end));
}
