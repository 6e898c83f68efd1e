/**
 * Whether a workflow spends anybody's money.
 *
 * On a server of one's own nothing is paid, but for nodes that call a service: ComfyUI's own partner nodes, and packages
 * that do the same. The server tells of each class where it comes from (`/object_info/{class}`: `api_node`, `category`,
 * `python_module`). Free is what is proven to be: nodes of ComfyUI itself that are no partner's, and packages that are
 * known to compute on the server. Of any other package nobody can know.
 */
import { type ComfyGraph, isRecord } from '#shared/domain/comfy-workflow/comfy-graph.ts';
import { get, type JobCall, recordOf } from './comfyui-jobs.ts';

/** Folders of packages that compute where they are, in lower case without `comfyui` and punctuation. */
const localPackages = new Set([
  'advancedcontrolnet',
  'animatediffevolved',
  'easyuse',
  'essentials',
  'florence2',
  'frameinterpolation',
  'gguf',
  'hunyuanvideowrapper',
  'impactpack',
  'kjnodes',
  'ltxvideo',
  'rgthree',
  'videohelpersuite',
  'wanvideowrapper',
]);

/**
 * Asks the server about each class of the graph, until one may cost something.
 *
 * @throws {AppError} with retry `later` when the server did not say
 */
export async function isFreeThere(call: JobCall, graph: ComfyGraph): Promise<boolean> {
  const classes = new Set(Object.values(graph).map(({ class_type }) => class_type));
  for (const name of classes) {
    const answer = await get(call, `/object_info/${encodeURIComponent(name)}`);
    // Very old servers describe all nodes at once only.
    if (answer.status === 404 || answer.status === 405) return false;
    const body = recordOf(answer);
    const info = Object.hasOwn(body, name) ? body[name] : null;
    if (!isRecord(info) || !isFreeNode(info)) return false;
  }
  return true;
}

function isFreeNode({ api_node, category, python_module }: Record<string, unknown>): boolean {
  if (api_node === true || (typeof category === 'string' && /^api node/i.test(category))) return false;
  if (typeof python_module !== 'string') return false;
  if (python_module === 'nodes' || python_module.startsWith('comfy_extras.')) return true;
  // custom_nodes.ComfyUI-VideoHelperSuite
  const folder = /^custom_nodes\.([^.]+)/.exec(python_module)?.[1] ?? '';
  return localPackages.has(folder.toLowerCase().replace(/comfyui|[^a-z0-9]/g, ''));
}
