/**
 * A generation server in a process of its own, so that its work is not measured. Started by benchmarks only:
 *
 *     node bench/stand-in-process.ts CLIP ANSWER_MS well|never|slowly same|unlike
 *
 * Tells its address through the channel to its parent, and ends when that closes. Every answer comes after so many
 * milliseconds; jobs have ended well at the first look, or never end, or get a hundredth further with each look, from
 * the start again when they are through; results are all the same bytes, or none is.
 */
import { readFileSync } from 'node:fs';
import { startOpenAiServer } from '../tests/servers/openai-server.ts';

const [clipFile = '', answerMs = '0', ending = 'well', results = 'same'] = process.argv.slice(2);
const clip = readFileSync(clipFile);
const standIn = await startOpenAiServer({ dialect: 'vllm-omni', requiresKey: false, resultBytes: clip });
standIn.server.faults = () => ({ kind: 'delay', ms: Number(answerMs) });
if (ending === 'well') standIn.finish('well');
// A box at its end, which players skip, makes a clip a file of its own.
const looks = new Map<string, number>();
standIn.override = ({ method, path }) => {
  const [, id, isContent] = /^\/v1\/videos\/(\w+)(\/content)?$/.exec(path) ?? [];
  if (method !== 'GET' || id === undefined) return null;
  if (isContent) {
    if (results === 'same') return null;
    return { headers: { 'content-type': 'video/mp4' }, body: Buffer.concat([clip, freeBox(id)]) };
  }
  if (ending !== 'slowly') return null;
  const progress = ((looks.get(id) ?? 0) + 1) % 100;
  looks.set(id, progress);
  return { json: { id, object: 'video', status: 'in_progress', progress } };
};
process.once('disconnect', () => process.exit());
process.send?.({ url: standIn.baseUrl });

/** ISO/IEC 14496-12, section 8.1.2: free space, whatever it holds. */
function freeBox(text: string): Buffer {
  const content = Buffer.from(text);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + content.length);
  head.write('free', 4, 'latin1');
  return Buffer.concat([head, content]);
}
