/** How long a search takes in a library of 100,000 records, as people type, against bare FTS5 asking the same index. */
import { findEntriesSql, refreshSearchIndex, toMatch } from '#main/db/search-index.ts';
import { createSearchService } from '#main/services/search-service.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { searchKinds } from '#shared/domain/search.ts';
import { wordsToFind } from '#shared/domain/search-text.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { addProject, type BenchLibrary, openBenchLibrary } from './library.ts';
import { compare, quantile, spreadOf } from './measure.ts';

const recordCount = 100_000;
/** With its scenes, lines and takes a shot stands for about two records. */
const projectSizes = [5_000, 20_000, 25_000];
/** Of each kind, as the palette asks. */
const limit = 6;

/** What people type, letter by letter; what is in most records, in some, and in none. */
const typed = [
  'mara watches the lamp',
  'ferry deck',
  'take 2',
  'old anton: nobody',
  'lighthouse night',
  'zebra',
  'the a w',
];

export const searchBenchmarks: readonly Benchmark[] = [
  { name: 'search-100000', unit: 'ms', limit: 10, measure: (context) => withLibrary(context, measureSearch) },
  { name: 'search-index-100000', unit: 'ms', limit: null, measure: (context) => withLibrary(context, measureIndex) },
];

type Filled = BenchLibrary & { projectId: ProjectId; indexMs: number };

async function withLibrary(
  { dir }: BenchmarkContext,
  measure: (library: Filled) => Promise<Measured>,
): Promise<Measured> {
  const bench = await openBenchLibrary(dir);
  try {
    const projectIds = projectSizes.map((size) => addProject(bench.context, size));
    const startMs = performance.now();
    while (refreshSearchIndex(bench.context.db, 500));
    const indexMs = performance.now() - startMs;
    const { count } = bench.raw.prepare(`SELECT count(*) AS count FROM search_entries`).get() as { count: number };
    if (count < recordCount) throw new Error(`expected ${recordCount} records, got ${count}`);
    return await measure({ ...bench, projectId: projectIds[0] as ProjectId, indexMs });
  } finally {
    await bench.close();
  }
}

/** The 95th percentile over each beginning of each text; beside it the same beginnings, each asked once a kind. */
async function measureSearch({ context, raw, projectId }: Filled): Promise<Measured> {
  const search = createSearchService(context, {
    later: (work) => work(),
    onError(error) {
      throw error;
    },
  });
  const texts = typed.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index + 1)));
  const textOf = (round: number) => texts[round % texts.length] ?? '';
  const find = raw.prepare<[string, number, number]>(findEntriesSql);
  const compared = await compare(
    {
      product: { run: (round) => search.query({ text: textOf(round), projectId, limit }) },
      baseline: {
        run(round) {
          for (const kind of searchKinds) {
            const match = toMatch({ kind, field: 'all', words: wordsToFind(textOf(round)), project: null });
            if (match !== null) find.all(match, 0, limit);
          }
        },
      },
    },
    { rounds: texts.length * 5, warmUpRounds: texts.length },
  );
  return {
    value: quantile(compared.product.roundsMs, 0.95),
    baseline: quantile(compared.baseline.roundsMs, 0.95),
    spread: spreadOf(compared.product.roundsMs),
  };
}

/** The index of the whole library, as the first start with a search makes it; no baseline. */
async function measureIndex({ indexMs }: Filled): Promise<Measured> {
  return { value: indexMs, baseline: null, spread: null };
}
