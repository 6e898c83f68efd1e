/**
 * Finds the clips among what the nodes of a workflow wrote.
 *
 * Each node names its files in its own way: `images` with `animated` beside it, `gifs`, `video`, `videos`. So every list
 * is looked through, and what counts is the ending of a file's name.
 */
import type { ComfyBinding } from '#shared/domain/connection.ts';
import type { Output } from '../video-provider.ts';
import { isRecord } from '#shared/domain/comfy-workflow/comfy-graph.ts';

const endings = new Set(['mp4', 'webm', 'mov', 'm4v', 'mkv', 'avi']);

type FileEntry = { nodeId: string; filename: string; subfolder: string; type: string; extension: string };

/**
 * @param outputs by node, as the server tells them
 * @returns results before previews, and first those of the nodes whose file names the studio chose
 */
export function outputsOf(outputs: Record<string, unknown>, bindings: readonly ComfyBinding[]): Output[] {
  const entries = Object.entries(outputs).flatMap(([nodeId, node]) => filesOf(nodeId, node));
  const results = entries.filter(({ type }) => type === 'output');
  const chosen = results.length > 0 ? results : entries;
  const named = new Set(bindings.filter(({ source }) => source === 'file-prefix').map(({ nodeId }) => nodeId));
  const isNamed = ({ nodeId }: FileEntry) => Number(named.has(nodeId));
  return chosen
    .sort((a, b) => isNamed(b) - isNamed(a))
    .map((entry, index) => ({ index, extension: entry.extension, hasBurntInSubtitles: false, url: urlOf(entry) }));
}

function filesOf(nodeId: string, node: unknown): FileEntry[] {
  if (!isRecord(node)) return [];
  const lists = Object.values(node).filter(Array.isArray) as unknown[][];
  return lists.flat().flatMap((item) => {
    if (!isRecord(item) || typeof item.filename !== 'string') return [];
    const extension = /\.([a-z0-9]+)$/i.exec(item.filename)?.[1]?.toLowerCase() ?? '';
    if (!endings.has(extension)) return [];
    const subfolder = typeof item.subfolder === 'string' ? item.subfolder : '';
    const type = typeof item.type === 'string' ? item.type : 'output';
    return [{ nodeId, filename: item.filename, subfolder, type, extension }];
  });
}

/** Below the connection's address. */
function urlOf({ filename, subfolder, type }: FileEntry): string {
  return `/view?${new URLSearchParams({ filename, subfolder, type }).toString()}`;
}
