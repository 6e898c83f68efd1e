/** What a workflow can be asked for, told by its bindings and by the values that it comes with. */
import type { ComfyBinding, ComfyWorkflow } from '#shared/domain/connection.ts';
import type { DurationRule, InputRole, Model, SizeRule, VideoCapability } from '#shared/domain/model.ts';
import { type FrameRate, maxShotFrames } from '#shared/domain/time.ts';
import { brokenBindings } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import {
  type ComfyGraph,
  type ComfyNode,
  inputOf,
  linkOf,
  nodeOf,
  parseGraph,
} from '#shared/domain/comfy-workflow/comfy-graph.ts';

/** A workflow whose graph was checked. */
export type ReadyWorkflow = { name: string; graph: ComfyGraph; bindings: readonly ComfyBinding[] };

/** Largest side that video models are asked for. */
const maxSidePx = 4096;

/** Null when the graph is none, or a binding leads nowhere. */
export function readyWorkflow({ name, graph, bindings }: ComfyWorkflow): ReadyWorkflow | null {
  try {
    const ready = { name, graph: parseGraph(graph), bindings };
    return brokenBindings(ready.graph, bindings).length === 0 ? ready : null;
  } catch {
    return null;
  }
}

/** @param asOf `2026-11-21` */
export function modelOf(workflow: ReadyWorkflow, asOf: string): Model {
  return {
    modelId: workflow.name,
    label: workflow.name,
    kind: 'video',
    prices: [],
    isFree: true,
    retiresOn: null,
    replacementModelId: null,
    source: 'ComfyUI workflow',
    asOf,
    video: capabilityOf(workflow),
    image: null,
    voices: [],
  };
}

function capabilityOf(workflow: ReadyWorkflow): VideoCapability {
  const has = (source: ComfyBinding['source']) => workflow.bindings.some((binding) => binding.source === source);
  return {
    duration: durationRuleOf(workflow),
    size: sizeRuleOf(workflow),
    inputs: inputsOf(workflow),
    exclusive: [],
    sound: Object.values(workflow.graph).some(({ inputs }) => linkOf(inputs.audio)) ? 'always' : 'none',
    hasSeed: has('seed'),
    hasNegativePrompt: has('negative-prompt'),
    maxPromptCharacters: null,
    isPromptOptional: !has('prompt'),
    settings: [],
    rules: [],
    burnsInSubtitles: false,
    isExact: false,
    followsCamera: false,
  };
}

/** A workflow without a place for the length makes clips of one length, which its own values tell. */
function durationRuleOf(workflow: ReadyWorkflow): DurationRule {
  const { graph, bindings } = workflow;
  const anyLength: DurationRule = { kind: 'frames', minFrames: 1, maxFrames: maxShotFrames };
  if (bindings.some(({ source }) => source === 'frames' || source === 'seconds')) return anyLength;
  const frames = firstNumber(graph, ['length', 'num_frames', 'video_length']);
  const rate = ownFrameRate(graph);
  if (frames === null || rate === null) return anyLength;
  return { kind: 'listed', seconds: [Math.round((frames / rate) * 1000) / 1000] };
}

function sizeRuleOf({ graph, bindings }: ReadyWorkflow): SizeRule {
  const width = bindings.find(({ source }) => source === 'width');
  if (width && bindings.some(({ source }) => source === 'height')) {
    return { kind: 'free', multipleOf: sideStepOf(graph, width), maxSidePx };
  }
  const sizes = Object.values(graph).flatMap((node) => {
    const [widthPx, heightPx] = [inputOf(node, 'width'), inputOf(node, 'height')];
    return typeof widthPx === 'number' && typeof heightPx === 'number' ? [{ widthPx, heightPx }] : [];
  });
  const [first] = sizes;
  return first ? { kind: 'listed', sizes: [first] } : { kind: 'free', multipleOf: 2, maxSidePx };
}

/** Sides that the nodes of a family of models take, by their own steps (comfy_extras, nodes_lt.py, nodes_wan.py). */
function sideStepOf(graph: ComfyGraph, { nodeId }: ComfyBinding): number {
  const classes = [nodeOf(graph, nodeId), ...Object.values(graph)].map((node) => node?.class_type ?? '');
  if (classes.some((name) => /ltx/i.test(name))) return 32;
  return /^EmptyLatentImage$/.test(classes[0] ?? '') ? 8 : 16;
}

/** Each bound role needs a file: the one that a workflow was exported with is not on another server. */
function inputsOf({ bindings }: ReadyWorkflow): VideoCapability['inputs'] {
  const inputs: VideoCapability['inputs'] = {};
  for (const role of ['first-frame', 'last-frame', 'reference', 'voice'] satisfies InputRole[]) {
    const count = bindings.filter(({ source }) => source === role).length;
    if (count > 0) inputs[role] = { min: 1, max: role === 'reference' ? count : 1 };
  }
  return inputs;
}

/**
 * Frames to ask for so that a clip lasts at least so long.
 *
 * Models make frames in groups, one more than a multiple of four or, of the LTX family, of eight; a server rounds
 * anything else down (comfy_extras, nodes_wan.py, nodes_hunyuan.py, nodes_lt.py).
 */
export function framesFor({ graph, bindings }: ReadyWorkflow, seconds: number, projectRate: FrameRate): number {
  const isRateBound = bindings.some(({ source }) => source === 'frame-rate');
  const ownRate = isRateBound ? null : ownFrameRate(graph);
  const frames = Math.ceil(seconds * (ownRate ?? projectRate.numerator / projectRate.denominator) - 1e-6);
  const isBatch = bindings.some(({ source, inputName }) => source === 'frames' && inputName === 'batch_size');
  if (isBatch) return Math.max(1, frames);
  const group = Object.values(graph).some(({ class_type }) => /ltx/i.test(class_type)) ? 8 : 4;
  return Math.max(1, Math.ceil((frames - 1) / group)) * group + 1;
}

/** Frames a second that the workflow puts its clip together with; null where it does not say. */
function ownFrameRate(graph: ComfyGraph): number | null {
  const savers = Object.values(graph).filter(({ class_type }) => /video|webm|animated/i.test(class_type));
  for (const node of [...savers, ...Object.values(graph)]) {
    for (const name of ['fps', 'frame_rate']) {
      const rate = numberAt(graph, node, name);
      if (rate !== null && rate > 0) return rate;
    }
  }
  return null;
}

function firstNumber(graph: ComfyGraph, names: readonly string[]): number | null {
  for (const node of Object.values(graph)) {
    for (const name of names) {
      const found = numberAt(graph, node, name);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Also of a node of constants that is linked there. */
function numberAt(graph: ComfyGraph, node: ComfyNode, name: string): number | null {
  const value = inputOf(node, name);
  if (typeof value === 'number') return value;
  const source = nodeOf(graph, linkOf(value)?.[0] ?? '');
  const constant = source && inputOf(source, 'value');
  return typeof constant === 'number' ? constant : null;
}
