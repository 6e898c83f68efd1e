/** `npm run bench`: measures the figures of docs/benchmarks.md. Ends with 1 when one is over its limit. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Benchmark, CannotMeasure } from './benchmark.ts';
import { editBenchmarks } from './edits.ts';
import { exportBenchmarks } from './export.ts';
import { generationBenchmarks } from './generation.ts';
import { idleWithJobs } from './idle.ts';
import { mainMemory } from './main-memory.ts';
import { clipPictures } from './media.ts';
import { projectLoadBenchmarks } from './project-load.ts';
import { exitCodeOf, formatJson, formatTable, type Row } from './report.ts';
import { scriptImportBenchmarks } from './script-import.ts';
import { searchBenchmarks } from './search.ts';
import { sketchLive } from './sketch.ts';
import { undoAnyStep } from './undo-steps.ts';
import { windowFirstLoad } from './window-first-load.ts';
import { windowBenchmarks } from './window.ts';

const benchmarks: readonly Benchmark[] = [
  ...projectLoadBenchmarks,
  ...scriptImportBenchmarks,
  ...editBenchmarks,
  undoAnyStep,
  ...searchBenchmarks,
  clipPictures,
  ...exportBenchmarks,
  ...generationBenchmarks,
  idleWithJobs,
  windowFirstLoad,
  ...windowBenchmarks,
  sketchLive,
  mainMemory,
];

const help = `Measures Shotwright; docs/benchmarks.md says what each figure is.

  npm run bench -- [options]

  --only <name>   only the figures whose name begins so
  --json <file>   also write the figures as JSON
  --help          this text

Ends with 1 when a figure is over its limit or could not be taken because of a fault.

${benchmarks.map(({ name }) => `  ${name}`).join('\n')}`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let values: { only?: string; json?: string; help?: boolean };
  try {
    const options = { only: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } } as const;
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
  if (values.help) {
    console.log(help);
    return 0;
  }
  const wanted = benchmarks.filter(({ name }) => name.startsWith(values.only ?? ''));
  if (wanted.length === 0) {
    console.error(`No figure begins with "${values.only}".\n\n${help}`);
    return 2;
  }
  const rows: Row[] = [];
  for (const benchmark of wanted) {
    process.stderr.write(`${benchmark.name} …\n`);
    rows.push(await runBenchmark(benchmark));
  }
  console.log(formatTable(rows));
  if (isBusy()) console.error('This computer is busy with other work: figures in ms come out too high.');
  if (values.json) await writeFile(values.json, formatJson(rows));
  return exitCodeOf(rows);
}

/** This process alone keeps one processor busy, and ffmpeg the rest. */
function isBusy(): boolean {
  return (loadavg()[0] ?? 0) > availableParallelism() + 1;
}

async function runBenchmark({ name, unit, limit, measure }: Benchmark): Promise<Row> {
  const dir = await mkdtemp(path.join(tmpdir(), 'shotwright-bench-'));
  try {
    const { value, baseline, ...more } = await measure({ dir });
    return { kind: 'figure', figure: { name, value, unit, baseline, limit }, ...more };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof CannotMeasure) return { kind: 'unmeasured', name, reason };
    console.error(error);
    return { kind: 'failed', name, reason: reason.split('\n')[0] ?? '' };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
