/**
 * A studio that waits for jobs which run elsewhere, in a process of its own, so that nothing else is counted. Started by
 * benchmarks only:
 *
 *     node bench/idle-process.ts LIBRARY ADDRESS JOBS SETTLE_MS WINDOW_MS
 *
 * Tells its parent which part of one processor it used in the window of time, 0 to 1.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { listenAsWindow, openGenerationStudio } from './generation-studio.ts';

const [libraryDir = '', url = '', jobs = '', settleMs = '', windowMs = ''] = process.argv.slice(2);
const jobCount = Number(jobs);
const window = new AbortController();
process.once('disconnect', () => process.exit());

const { studio, projectId } = await openGenerationStudio({
  libraryDir,
  url,
  shotCount: jobCount,
  concurrency: jobCount,
});
listenAsWindow(studio, window.signal);
await studio.services.generation.generate({ projectId, scope: 'all' });
await wait(Number(settleMs));
const { activeCount } = studio.services.jobs.queue();
if (activeCount !== jobCount) throw new Error(`expected ${jobCount} jobs under way, got ${activeCount}`);

const startMs = performance.now();
const start = process.cpuUsage();
await wait(Number(windowMs));
const { user, system } = process.cpuUsage(start);
const elapsedMs = performance.now() - startMs;
process.send?.({ usedPart: (user + system) / 1000 / elapsedMs });
window.abort();
await studio.close();
process.disconnect?.();
