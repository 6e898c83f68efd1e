/** Checks every import in `src/` against the table in layers.mjs. Part of `npm run check`. */
import './lib/require-node.mjs';
import path from 'node:path';
import { closedSubfolders, everyone, everyoneInMain, layers, packageRules } from './layers.mjs';
import { isProgram, projectRoot } from './lib/run.mjs';
import { lineAt, listSources, parseSource, readSource, reportProblems, walk } from './lib/source-files.mjs';

/** @typedef {{ file: string, line: number, message: string }} Problem */
/** @typedef {{ specifier: string, isTypeOnly: boolean, start: number }} Import */

const typesOnly = ' (types)';

if (isProgram(import.meta.url)) {
  const files = listSources(projectRoot, 'src');
  const problems = files.flatMap((file) => findLayerProblems(file, readSource(projectRoot, file)));
  reportProblems(`${files.length} files keep to their layers.`, problems);
}

/**
 * What is wrong with the imports of one file, and what else reaches outside of it by the back door.
 *
 * @param {string} file from the project's folder, such as `src/main/db/open-library.ts`
 * @param {string} text
 * @returns {Problem[]}
 */
export function findLayerProblems(file, text) {
  const layer = layerOf(file);
  if (layer === null) {
    const message =
      'belongs to no layer: move it into a folder that scripts/layers.mjs names, or add the folder there.';
    return [{ file, line: 1, message }];
  }
  const { program } = parseSource(file, text);
  const imports = listImports(program).map(({ specifier, isTypeOnly, start }) => ({
    line: lineAt(text, start),
    message: importProblem({ file, layer, specifier, isTypeOnly }),
  }));
  const clocks = layer.startsWith('main/') && !mayReadClock(layer) ? findClockReads(program, text) : [];
  return [...imports, ...clocks].flatMap(({ line, message }) => (message ? [{ file, line, message }] : []));
}

/**
 * The layer of a file, or `null` when it has none.
 *
 * @param {string} file such as `src/main/db/open-library.ts`, or without the ending
 */
export function layerOf(file) {
  const parts = file
    .replace(/^src\//, '')
    .replace(/\.tsx?$/, '')
    .split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join('/');
    if (name in layers) return name;
  }
  return null;
}

/**
 * @param {{ file: string, layer: string, specifier: string, isTypeOnly: boolean }} found
 * @returns {string | null}
 */
function importProblem({ file, layer, specifier, isTypeOnly }) {
  if (specifier.startsWith('#')) return folderProblem(file, layer, `src/${specifier.slice(1)}`, isTypeOnly);
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const problem = target.startsWith('src/') ? folderProblem(file, layer, target, isTypeOnly) : null;
    if (problem) return problem;
    if (specifier.startsWith('../') && target.startsWith('src/') && layerOf(target) !== layer) {
      return `write '#${target.replace(/^src\//, '')}' instead of '${specifier}': the import line shows the crossing.`;
    }
    return null;
  }
  return packageProblem(file, layer, specifier, isTypeOnly);
}

/** @param {string} file @param {string} layer @param {string} target @param {boolean} isTypeOnly */
function folderProblem(file, layer, target, isTypeOnly) {
  const other = layerOf(target);
  if (other === null) return /\.tsx?$/.test(target) ? `'${target}' belongs to no layer of scripts/layers.mjs.` : null;
  if (other === layer) return closedFolderProblem(file, layer, target);
  const allowed = layers[layer] ?? [];
  if (isOneOf(other, everyone) || isOneOf(other, allowed)) return null;
  if (layer.startsWith('main/') && everyoneInMain.includes(other)) return null;
  if (everyone.includes(layer) && other === 'shared/domain') return null;
  if (isOneOf(other + typesOnly, allowed)) {
    return isTypeOnly ? null : `${layer} may import only types from ${other}: write 'import type'.`;
  }
  return `${layer} may not import ${other}. It may import: ${[...allowed, ...everyone].join(', ')}.`;
}

/** @param {string} file @param {string} layer @param {string} target */
function closedFolderProblem(file, layer, target) {
  if (!closedSubfolders.includes(layer)) return null;
  const below = (/** @type {string} */ name) => name.slice(`src/${layer}/`.length).split('/');
  const [own] = below(file);
  const [other, ...rest] = below(target);
  if (own === other || (rest.length === 1 && /^index(\.tsx?)?$/.test(rest[0] ?? ''))) return null;
  return `use another feature only through its index: write '#${layer}/${other}/index.ts'.`;
}

/** @param {string} file @param {string} layer @param {string} specifier @param {boolean} isTypeOnly */
function packageProblem(file, layer, specifier, isTypeOnly) {
  const place = file.replace(/^src\//, '').replace(/\.tsx?$/, '');
  for (const { packages, only, instead } of packageRules) {
    if (!packages.test(specifier)) continue;
    if (isOneOf(layer, only) || only.includes(place)) continue;
    // Types vanish in the build: main may name what another module of Node hands it.
    if (isTypeOnly && specifier.startsWith('node:') && layer.startsWith('main/')) continue;
    return `${layer} may not import '${specifier}' (only ${only.join(', ')}). ${instead}`;
  }
  return null;
}

/** @param {string} name @param {string[]} list where `main/*` stands for all below main */
function isOneOf(name, list) {
  return list.some((item) => item === name || (item.endsWith('/*') && name.startsWith(item.slice(0, -1))));
}

/** Entries lie beside the file that they start, in a folder that is no layer. */
function isEntry(/** @type {string} */ layer) {
  return layer === 'main/index' || layer === 'main/compose' || layer.endsWith('-entry') || layer === 'renderer/main';
}

/** @param {any} program @returns {Import[]} */
function listImports(program) {
  /** @type {Import[]} */
  const found = [];
  walk(program, (node) => {
    const isStatic = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(node.type);
    const source = isStatic || node.type === 'ImportExpression' || node.type === 'TSImportType' ? node.source : null;
    if (typeof source?.value !== 'string') return;
    const kind = node.importKind ?? node.exportKind;
    const isTypeOnly = node.type === 'TSImportType' || kind === 'type' || hasOnlyTypeSpecifiers(node);
    found.push({ specifier: source.value, isTypeOnly, start: node.start });
  });
  return found;
}

/** `import { type A, type B } from …` */
function hasOnlyTypeSpecifiers(/** @type {any} */ node) {
  if (!node.specifiers?.length) return false;
  return node.specifiers.every((/** @type {any} */ item) => (item.importKind ?? item.exportKind) === 'type');
}

/** Entries and hosts own the real clock and hand it on. */
function mayReadClock(/** @type {string} */ layer) {
  return isEntry(layer) || layer === 'main/shell' || layer === 'main/local-host';
}

/** `new Date()` reads the clock and no lint rule sees it; `Date.now()` and `fetch` are left to .oxlintrc.json. */
function findClockReads(/** @type {any} */ program, /** @type {string} */ text) {
  /** @type {{ line: number, message: string }[]} */
  const found = [];
  walk(program, (node) => {
    const isDate = node.type === 'NewExpression' && node.callee.name === 'Date' && node.arguments.length === 0;
    if (isDate)
      found.push({
        line: lineAt(text, node.start),
        message: "new Date() reads the clock: take a Clock and write 'new Date(clock.nowMs())'.",
      });
  });
  return found;
}
