/**
 * Finds the places of a workflow that the studio fills in, for a person to confirm or change.
 *
 * It goes by how nodes are linked, then by names and titles: the words are where a sampler's `positive` leads back to.
 */
import type { BindingSource, ComfyBinding } from '#shared/domain/connection.ts';
import { type ComfyGraph, type ComfyNode, inputOf, type Link, linkOf, nodeOf } from './comfy-graph.ts';

type Place = { nodeId: string; inputName: string };
type Polarity = 'positive' | 'negative';

/** As many as a connection's record takes. */
const maxBindings = 200;

/** Order: words, seed, size, length, files, name of the result. */
export function suggestBindings(graph: ComfyGraph): ComfyBinding[] {
  const found = [
    ...promptBindings(graph),
    ...seedBindings(graph),
    ...latentBindings(graph),
    ...imageBindings(graph),
    ...voiceBindings(graph),
    ...prefixBindings(graph),
  ];
  const places = new Map<string, ComfyBinding>();
  for (const binding of found) {
    const key = JSON.stringify([binding.nodeId, binding.inputName]);
    if (!places.has(key)) places.set(key, binding);
  }
  return [...places.values()].slice(0, maxBindings);
}

function bind(source: BindingSource, places: readonly Place[]): ComfyBinding[] {
  return places.map(({ nodeId, inputName }) => ({ source, nodeId, inputName }));
}

function titleOf({ _meta }: ComfyNode): string {
  return _meta?.title ?? '';
}

// --- Words

const textNames = ['text', 'prompt', 'text_g', 'text_l', 't5xxl', 'clip_l', 'string', 'value'];

function promptBindings(graph: ComfyGraph): ComfyBinding[] {
  const positive = firstFound([
    () => tracedTexts(graph, 'positive'),
    () => namedTexts(graph, 'positive_prompt'),
    () => encoderTexts(graph, (title) => /positive/i.test(title)),
    () => encoderTexts(graph, (title) => !/negative/i.test(title)).slice(0, 1),
    () => namedTexts(graph, 'prompt').slice(0, 1),
  ]);
  const negative = firstFound([
    () => tracedTexts(graph, 'negative'),
    () => namedTexts(graph, 'negative_prompt'),
    () => encoderTexts(graph, (title) => /negative/i.test(title)),
  ]);
  return [...bind('prompt', positive), ...bind('negative-prompt', negative)];
}

function firstFound(searches: ReadonlyArray<() => Place[]>): Place[] {
  for (const search of searches) {
    const places = search();
    if (places.length > 0) return places;
  }
  return [];
}

/** Follows the links of what samples or guides back to the node that holds the words. */
function tracedTexts(graph: ComfyGraph, polarity: Polarity): Place[] {
  const starts = Object.values(graph).filter(({ inputs }) => linkOf(inputs[polarity]));
  const samplers = starts.filter(({ class_type }) => /sampler|guider/i.test(class_type));
  for (const node of [...samplers, ...starts]) {
    const link = linkOf(node.inputs[polarity]);
    const places = link ? traceText(graph, link, polarity) : [];
    if (places.length > 0) return places;
  }
  return [];
}

function traceText(graph: ComfyGraph, start: Link, polarity: Polarity): Place[] {
  const seen = new Set<string>();
  const open: Link[] = [start];
  for (let link = open.shift(); link; link = open.shift()) {
    const [nodeId] = link;
    const node = nodeOf(graph, nodeId);
    if (!node || seen.has(nodeId)) continue;
    seen.add(nodeId);
    const places = textsOf({ nodeId, node }, polarity);
    if (places.length > 0) return places;
    open.push(...onwards(node, polarity));
  }
  return [];
}

function textsOf({ nodeId, node }: { nodeId: string; node: ComfyNode }, polarity: Polarity): Place[] {
  const own = [`${polarity}_prompt`, polarity].filter((name) => typeof inputOf(node, name) === 'string');
  if (own.length > 0) return own.slice(0, 1).map((inputName) => ({ nodeId, inputName }));
  return textNames
    .filter((name) => typeof inputOf(node, name) === 'string')
    .map((inputName) => ({ nodeId, inputName }));
}

/** A node that passes both kinds on is left through the same kind, one that takes words through those. */
function onwards(node: ComfyNode, polarity: Polarity): Link[] {
  const same = linkOf(inputOf(node, polarity));
  if (same) return [same];
  const words = linksAmong(textNames.map((name) => inputOf(node, name)));
  return words.length > 0 ? words : linksAmong(Object.values(node.inputs));
}

function linksAmong(values: readonly unknown[]): Link[] {
  return values.map(linkOf).filter((link) => link !== null);
}

function encoderTexts(graph: ComfyGraph, fits: (title: string) => boolean): Place[] {
  return Object.entries(graph).flatMap(([nodeId, node]) => {
    if (!/textencode/i.test(node.class_type) || !fits(titleOf(node))) return [];
    return textNames
      .filter((name) => typeof inputOf(node, name) === 'string')
      .map((inputName) => ({ nodeId, inputName }));
  });
}

function namedTexts(graph: ComfyGraph, inputName: string): Place[] {
  return Object.entries(graph).flatMap(([nodeId, node]) =>
    typeof inputOf(node, inputName) === 'string' ? [{ nodeId, inputName }] : [],
  );
}

// --- Numbers

/** Where a number stands: here, or in the node of constants that is linked here. */
function numberPlace(graph: ComfyGraph, nodeId: string, inputName: string): Place[] {
  const node = nodeOf(graph, nodeId);
  const value = node && inputOf(node, inputName);
  if (typeof value === 'number') return [{ nodeId, inputName }];
  const link = linkOf(value);
  const source = link && nodeOf(graph, link[0]);
  if (!link || !source) return [];
  const constants = ['value', 'seed', 'noise_seed', 'int', 'number'].filter(
    (name) => typeof inputOf(source, name) === 'number',
  );
  return constants.slice(0, 1).map((name) => ({ nodeId: link[0], inputName: name }));
}

function seedBindings(graph: ComfyGraph): ComfyBinding[] {
  return bind(
    'seed',
    Object.keys(graph).flatMap((nodeId) => ['seed', 'noise_seed'].flatMap((name) => numberPlace(graph, nodeId, name))),
  );
}

const lengthNames = ['length', 'num_frames', 'frames', 'video_length', 'frame_count', 'frames_number'];

/** The node that says how large and how long the clip becomes. */
function latentBindings(graph: ComfyGraph): ComfyBinding[] {
  const bindings = Object.keys(graph).flatMap((nodeId) => {
    const length = lengthNames.flatMap((name) => numberPlace(graph, nodeId, name)).slice(0, 1);
    const size = sizeBindings(graph, nodeId);
    return length.length > 0 && size.length > 0 ? [...size, ...bind('frames', length)] : [];
  });
  return bindings.length > 0 ? bindings : pictureLatentBindings(graph);
}

function sizeBindings(graph: ComfyGraph, nodeId: string): ComfyBinding[] {
  const width = numberPlace(graph, nodeId, 'width');
  const height = numberPlace(graph, nodeId, 'height');
  return width.length > 0 && height.length > 0 ? [...bind('width', width), ...bind('height', height)] : [];
}

/** Older workflows make a batch of pictures, each a frame. */
function pictureLatentBindings(graph: ComfyGraph): ComfyBinding[] {
  return Object.entries(graph).flatMap(([nodeId, node]) => {
    if (!/empty.*latent/i.test(node.class_type)) return [];
    const batch = inputOf(node, 'batch_size');
    const isBatch = typeof batch === 'number' && batch > 1;
    return [...sizeBindings(graph, nodeId), ...(isBatch ? bind('frames', [{ nodeId, inputName: 'batch_size' }]) : [])];
  });
}

// --- Files

const roleOfName: Array<[RegExp, BindingSource]> = [
  [/(?:^|_)(?:end|last)_(?:image|frame)/, 'last-frame'],
  [/(?:^|_)(?:start|first)_(?:image|frame)/, 'first-frame'],
  [/(?:^|_)ref(?:erence)?(?:_|s|$)/, 'reference'],
];

const roleOfTitle: Array<[RegExp, BindingSource]> = [
  [/\b(?:last|end)\b/i, 'last-frame'],
  [/\b(?:first|start)\b/i, 'first-frame'],
  [/\bref/i, 'reference'],
];

/** What nothing is known of is the first frame, where there is none yet, else a reference. */
function imageBindings(graph: ComfyGraph): ComfyBinding[] {
  const users = usersOf(graph);
  const loaders = Object.entries(graph).filter(
    ([, node]) => /^LoadImage/i.test(node.class_type) && typeof inputOf(node, 'image') === 'string',
  );
  const known = loaders.map(([nodeId, node]) => ({
    nodeId,
    source: roleOfTitle.find(([pattern]) => pattern.test(titleOf(node)))?.[1] ?? usedAs(users, nodeId),
  }));
  let hasFirst = known.some(({ source }) => source === 'first-frame');
  return known.map(({ nodeId, source }) => {
    const role = source ?? (hasFirst ? 'reference' : 'first-frame');
    hasFirst ||= role === 'first-frame';
    return { source: role, nodeId, inputName: 'image' };
  });
}

/** By node: which inputs of which nodes take something from it. */
function usersOf(graph: ComfyGraph): Map<string, Place[]> {
  const users = new Map<string, Place[]>();
  for (const [nodeId, { inputs }] of Object.entries(graph)) {
    for (const [inputName, value] of Object.entries(inputs)) {
      const source = linkOf(value)?.[0];
      if (source === undefined) continue;
      const known = users.get(source);
      if (known) known.push({ nodeId, inputName });
      else users.set(source, [{ nodeId, inputName }]);
    }
  }
  return users;
}

/** The nearest input on the picture's way whose name tells what it is for. */
function usedAs(users: Map<string, Place[]>, start: string): BindingSource | null {
  const seen = new Set<string>([start]);
  const open = [start];
  for (let nodeId = open.shift(); nodeId !== undefined; nodeId = open.shift()) {
    for (const user of users.get(nodeId) ?? []) {
      const role = roleOfName.find(([pattern]) => pattern.test(user.inputName))?.[1];
      if (role) return role;
      if (seen.has(user.nodeId)) continue;
      seen.add(user.nodeId);
      open.push(user.nodeId);
    }
  }
  return null;
}

function voiceBindings(graph: ComfyGraph): ComfyBinding[] {
  const loaders = Object.entries(graph).filter(
    ([, node]) => /^LoadAudio/i.test(node.class_type) && typeof inputOf(node, 'audio') === 'string',
  );
  return loaders.length === 1
    ? bind(
        'voice',
        loaders.map(([nodeId]) => ({ nodeId, inputName: 'audio' })),
      )
    : [];
}

function prefixBindings(graph: ComfyGraph): ComfyBinding[] {
  return bind('file-prefix', namedTexts(graph, 'filename_prefix'));
}
