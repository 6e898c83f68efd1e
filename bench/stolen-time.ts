/** What the host of a virtual computer takes of its processors while they have work. */
import { readFile } from 'node:fs/promises';

/** Since the computer started; null where that is not told. */
export type ProcessorTime = { stolen: number; all: number } | null;

/** From the first line of `/proc/stat` (proc_stat(5)): user, nice, system, idle, iowait, irq, softirq, steal. */
export async function readProcessorTime(): Promise<ProcessorTime> {
  try {
    const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n');
    const times = line.split(/\s+/).slice(1, 9).map(Number);
    return { stolen: times[7] ?? 0, all: times.reduce((sum, time) => sum + time, 0) };
  } catch {
    return null;
  }
}

/** Which part of all processors was taken between two moments, 0 to 1; 0 where that is not told. */
export function stolenPart(before: ProcessorTime, after: ProcessorTime): number {
  if (!before || !after || after.all <= before.all) return 0;
  return (after.stolen - before.stolen) / (after.all - before.all);
}
