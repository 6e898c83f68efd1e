/**
 * A ComfyUI workflow in its API format, checked: node id to `{class_type, inputs}`, where an input is a value or a link
 * `[node id, output index]` (ComfyUI, comfy_execution/graph_utils.py).
 *
 * A workflow is a file from anywhere, so nothing of it is trusted: names that mean something to JavaScript, values
 * nested without end and links in a circle are refused, and what looks like a key is taken out.
 */
import { AppError } from '#shared/errors/app-error.ts';

/** One node of a graph in the API format. */
export type ComfyNode = {
  class_type: string;
  inputs: Record<string, unknown>;
  /** The title that a person gave the node. */
  _meta?: { title: string };
};

/** Nodes by their ids. */
export type ComfyGraph = Record<string, ComfyNode>;

/** `[node id, output index]`. */
export type Link = readonly [nodeId: string, output: number];

/** What is wrong with a workflow; stands in the error's params as `problem`. */
export type WorkflowProblem =
  | 'not-json'
  | 'too-large'
  /** The editor's own file, with `nodes` and `links`: it must be exported for the API. */
  | 'editor-format'
  | 'not-a-workflow'
  | 'bad-name'
  | 'missing-node'
  | 'circle';

/** Values, names and nodes of one workflow; real ones have some thousands. */
const maxValues = 200_000;
const maxDepth = 50;
const maxNodes = 5000;
const maxNameCharacters = 200;

/**
 * Checks a graph and copies what matters of it, without keys.
 *
 * @param value a graph, or a whole request for `POST /prompt` with one in it
 * @throws {AppError} INVALID_INPUT with `field` "workflow" and a `problem`
 */
export function parseGraph(value: unknown): ComfyGraph {
  checkShape(value);
  const nodes = unwrap(value);
  const ids = Object.keys(nodes);
  if (ids.length === 0) throw invalid('not-a-workflow', 'there is no node');
  if (ids.length > maxNodes) throw invalid('too-large', `more than ${maxNodes} nodes`);
  const graph = Object.fromEntries(ids.map((id) => [id, toNode(id, nodes[id])]));
  checkLinks(graph);
  return graph;
}

/** The link that an input holds; null for a value. */
export function linkOf(value: unknown): Link | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [nodeId, output] = value as unknown[];
  return typeof nodeId === 'string' && typeof output === 'number' ? [nodeId, output] : null;
}

/** Own properties only, so that a name such as `toString` finds nothing. */
export function nodeOf(graph: ComfyGraph, nodeId: string): ComfyNode | null {
  return Object.hasOwn(graph, nodeId) ? (graph[nodeId] ?? null) : null;
}

/** Own inputs only; undefined where there is none of that name. */
export function inputOf({ inputs }: ComfyNode, name: string): unknown {
  return Object.hasOwn(inputs, name) ? inputs[name] : undefined;
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error of a workflow that cannot be used. */
export function invalid(problem: WorkflowProblem, message: string): AppError {
  return new AppError('INVALID_INPUT', message, { params: { field: 'workflow', problem } });
}

/** Goes through the values with a list of its own, as recursion is what deep nesting would break. */
function checkShape(value: unknown): void {
  const open: Array<{ value: unknown; depth: number }> = [{ value, depth: 0 }];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: current, depth } = next;
    if (typeof current !== 'object' || current === null) continue;
    if (depth > maxDepth) throw invalid('too-large', `values nested more than ${maxDepth} deep`);
    for (const [name, inner] of Object.entries(current)) {
      count += 1;
      if (count > maxValues) throw invalid('too-large', `more than ${maxValues} values`);
      if (!isGoodName(name)) throw invalid('bad-name', 'a name that cannot be used');
      open.push({ value: inner, depth: depth + 1 });
    }
  }
}

function isGoodName(name: string): boolean {
  return name.length <= maxNameCharacters && !['__proto__', 'constructor', 'prototype'].includes(name);
}

/** Also takes the body of `POST /prompt` and what the editor hands to it: `{prompt}` or `{output}`. */
function unwrap(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw invalid('not-a-workflow', 'not an object of nodes');
  if (Array.isArray(value.nodes) && 'links' in value) {
    throw invalid('editor-format', 'this is the editor’s own file; export it for the API');
  }
  for (const inner of [value.prompt, value.output]) {
    if (isRecord(inner) && !('class_type' in inner)) return inner;
  }
  return value;
}

function toNode(id: string, value: unknown): ComfyNode {
  // "3", and "57:8" inside a subgraph
  if (!/^[\w:.-]{1,100}$/.test(id)) throw invalid('bad-name', 'a node id that cannot be used');
  if (!isRecord(value) || !isRecord(value.inputs) || typeof value.class_type !== 'string' || value.class_type === '') {
    throw invalid('not-a-workflow', `node ${id} has no class_type and inputs`);
  }
  if (value.class_type.length > maxNameCharacters) throw invalid('bad-name', `node ${id} has a class that is no name`);
  const title = isRecord(value._meta) && typeof value._meta.title === 'string' ? value._meta.title : '';
  const inputs = Object.fromEntries(Object.entries(value.inputs).map(([name, each]) => [name, withoutKey(name, each)]));
  return { class_type: value.class_type, inputs, ...(title !== '' && { _meta: { title: title.slice(0, 1000) } }) };
}

/** "api_key", "openai_api_key", "auth_token_comfy_org", "hfToken", letters only */
const keyNames =
  /apikey|secretkey|accesskey|(?:auth|access|bearer|hf|hub)token|passw(?:or)?d|authorization|^token$|^secret$/;
/** "comfyui-0123…", "sk-0123…" */
const keyValues = /^(?:Bearer\s+)?(?:comfyui|sk|pk|hf|xai|gsk|r8|key)[-_][\w-]{20,}$/;

/** Keys belong to the connection, which keeps them apart from everything else. */
function withoutKey(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return keyNames.test(letters) || keyValues.test(value.trim()) ? '' : value;
}

/** Every link leads to a node, and none in a circle: ComfyUI would refuse either later on, in words of its own. */
function checkLinks(graph: ComfyGraph): void {
  const state = new Map<string, 'open' | 'done'>();
  for (const start of Object.keys(graph)) {
    const path: Array<{ id: string; next: string[] }> = [];
    const enter = (id: string) => {
      const node = nodeOf(graph, id);
      if (!node) throw invalid('missing-node', `a link leads to node ${id}, which is not there`);
      if (state.get(id) === 'open') throw invalid('circle', `node ${id} is linked to itself`);
      if (state.get(id) === 'done') return;
      state.set(id, 'open');
      path.push({ id, next: linkedIds(node) });
    };
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const id = top.next.pop();
      if (id !== undefined) enter(id);
      else {
        state.set(top.id, 'done');
        path.pop();
      }
    }
  }
}

function linkedIds({ inputs }: ComfyNode): string[] {
  return Object.values(inputs).flatMap((value) => linkOf(value)?.[0] ?? []);
}
