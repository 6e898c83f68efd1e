/**
 * ComfyUI workflows that a person hands in: read, checked against a server, and filled with what a shot asks for.
 *
 * The window reads files with it; the adapter checks and fills what is kept.
 */
import type { BindingSource, ComfyBinding, ComfyWorkflow } from '#shared/domain/connection.ts';
import { type ComfyGraph, inputOf, invalid, nodeOf, parseGraph } from './comfy-graph.ts';

/** Longest text of a workflow. */
const maxCharacters = 8 * 1024 * 1024;

/**
 * Reads the text of a file that ComfyUI exported for its API.
 *
 * @returns the graph without keys
 * @throws {AppError} INVALID_INPUT with `field` "workflow" and a `problem`: see `WorkflowProblem`
 */
export function readWorkflow(text: string): ComfyGraph {
  if (text.length > maxCharacters) throw invalid('too-large', `more than ${maxCharacters} characters`);
  return parseGraph(parseJson(text));
}

/** A workflow as it is kept: checked, without keys, and without bindings that name one place twice. @throws {AppError} */
export function cleanWorkflow({ name, graph, bindings }: ComfyWorkflow): ComfyWorkflow {
  const places = new Map(bindings.map((binding) => [JSON.stringify([binding.nodeId, binding.inputName]), binding]));
  return { name, graph: parseGraph(graph), bindings: [...places.values()] };
}

/** Values by what they are; what is left out stays as the workflow has it. Several go to their bindings in order. */
export type BindingValues = Partial<Record<BindingSource, string | number | readonly string[]>>;

/**
 * A copy of the graph with values in the bound places. Where there are more places than values, the last one is used
 * again.
 *
 * @throws {AppError} INVALID_INPUT when a bound place is not there
 */
export function applyBindings(
  { graph, bindings }: { graph: ComfyGraph; bindings: readonly ComfyBinding[] },
  values: BindingValues,
): ComfyGraph {
  const filled = { ...graph };
  const used = new Map<BindingSource, number>();
  for (const { source, nodeId, inputName } of bindings) {
    const index = used.get(source) ?? 0;
    used.set(source, index + 1);
    const value = valueAt(values[source], index);
    if (value === undefined) continue;
    const node = nodeOf(filled, nodeId);
    if (!node || inputOf(node, inputName) === undefined) {
      throw invalid('missing-node', `nothing to fill in at node ${nodeId}`);
    }
    filled[nodeId] = { ...node, inputs: { ...node.inputs, [inputName]: value } };
  }
  return filled;
}

/** Sources of bindings whose place is not in the graph. */
export function brokenBindings(graph: ComfyGraph, bindings: readonly ComfyBinding[]): ComfyBinding[] {
  return bindings.filter(({ nodeId, inputName }) => {
    const node = nodeOf(graph, nodeId);
    return !node || inputOf(node, inputName) === undefined;
  });
}

/** Values without which a workflow cannot be used: something to go by, and a name by which the result is found. */
export function missingSources(bindings: readonly ComfyBinding[]): BindingSource[] {
  const bound = new Set(bindings.map(({ source }) => source));
  const subjects: readonly BindingSource[] = ['prompt', 'first-frame', 'last-frame', 'reference'];
  return [
    ...(subjects.some((source) => bound.has(source)) ? [] : ['prompt' as const]),
    ...(bound.has('file-prefix') ? [] : ['file-prefix' as const]),
  ];
}

/**
 * Classes of nodes that a server does not have, in alphabetical order.
 *
 * @param objectInfo the whole answer of `GET /object_info`: class to description
 */
export function checkWorkflow(graph: ComfyGraph, objectInfo: Record<string, unknown>): string[] {
  const classes = new Set(Object.values(graph).map(({ class_type }) => class_type));
  return [...classes].filter((name) => !Object.hasOwn(objectInfo, name)).sort();
}

function valueAt(value: BindingValues[BindingSource], index: number): string | number | undefined {
  if (typeof value !== 'object') return value;
  return value[index] ?? value.at(-1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw invalid('not-json', 'not a JSON file');
  }
}
