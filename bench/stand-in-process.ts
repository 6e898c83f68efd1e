/**
 * A generation server in a process of its own, so that its work is not measured. Started by benchmarks only:
 *
 *     node bench/stand-in-process.ts CLIP ANSWER_MS well|never same|unlike
 *
 * Tells its address through the channel to its parent, and ends when that closes. Every answer comes after so many
 * milliseconds; jobs have ended well at the first look, or never end; results are all the same bytes, or none is.
 */
import { readFileSync } from 'node:fs';
import { startOpenAiServer } from '../tests/servers/openai-server.ts';

const [clipFile = '', answerMs = '0', ending = 'well', results = 'same'] = process.argv.slice(2);
const clip = readFileSync(clipFile);
const standIn = await startOpenAiServer({ dialect: 'vllm-omni', resultBytes: clip });
standIn.server.faults = () => ({ kind: 'delay', ms: Number(answerMs) });
if (ending === 'well') standIn.finish('well');
// A box at its end, which players skip, makes a clip a file of its own.
standIn.override = ({ method, path }) => {
  const id = /^\/v1\/videos\/(\w+)\/content$/.exec(path)?.[1];
  if (results === 'same' || method !== 'GET' || id === undefined) return null;
  return { headers: { 'content-type': 'video/mp4' }, body: Buffer.concat([clip, freeBox(id)]) };
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
