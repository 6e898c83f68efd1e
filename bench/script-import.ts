/** How long a person waits for a screenplay of 120 pages: decoded, parsed and stored as scenes and shots. */
import type Database from 'better-sqlite3';
import { createScriptService } from '#main/services/script-service.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { format, withTwoLibraries } from './library.ts';
import { type Comparison, compare, type Side, spreadOf } from './measure.ts';
import { writeScreenplay } from './story.ts';

const rounds = 15;

export const scriptImportBenchmarks: readonly Benchmark[] = [
  {
    name: 'script-import-120-pages',
    unit: 'ms',
    limit: 300,
    async measure(context): Promise<Measured> {
      const { product, baseline } = await compareImports(context);
      return { value: product.medianMs, baseline: baseline.medianMs, spread: spreadOf(product.roundsMs) };
    },
  },
  {
    name: 'script-import-120-pages-to-sqlite',
    unit: 'ratio',
    limit: null,
    async measure(context): Promise<Measured> {
      const { ratio, baseline, spread } = await compareImports(context);
      return { value: ratio, baseline: baseline.medianMs, spread };
    },
  },
];

function compareImports({ dir }: BenchmarkContext): Promise<Comparison> {
  const bytes = Buffer.from(writeScreenplay(120));
  return withTwoLibraries(dir, (product, baseline) => {
    const scripts = createScriptService(product.context, {
      readBytes: () => Promise.reject(new Error('nothing is uploaded here')),
    });
    const importOnce = () =>
      scripts.importBytes(
        { fileName: 'the-last-ferry.fountain', bytes },
        { projectId: null, title: '', ...format, durationRule: defaultDurationRule },
      );
    const { projectId } = importOnce();
    const insert = rawInsert({ from: product.raw, to: baseline.raw, projectId });
    return compare({ product: { run: importOnce }, baseline: insert }, { rounds, warmUpRounds: 3 });
  });
}

const tables = ['projects', 'scripts', 'scenes', 'shots'] as const;

type Row = Record<string, string | number | null>;

type RawInsert = { from: Database.Database; to: Database.Database; projectId: ProjectId };

/** Inserts the rows of a project into another library, each time under other ids, in one transaction. */
function rawInsert({ from, to, projectId }: RawInsert): Side {
  const stored = tables.map((table) => {
    const column = table === 'projects' ? 'id' : 'project_id';
    const rows = from.prepare<[ProjectId], Row>(`SELECT * FROM ${table} WHERE ${column} = ?`).all(projectId);
    const names = Object.keys(rows[0] ?? {});
    const places = names.map(() => '?').join(', ');
    return { rows, insert: to.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`) };
  });
  const insertAll = to.transaction((values: unknown[][][]) => {
    for (const [index, { insert }] of stored.entries()) for (const row of values[index] ?? []) insert.run(...row);
  });
  const idColumns = ['id', 'project_id', 'scene_id'];
  let next: unknown[][][] = [];
  return {
    prepare(round: number) {
      const renamed = (row: Row) =>
        Object.entries(row).map(([name, value]) => (idColumns.includes(name) ? `${value}-${round}` : value));
      next = stored.map(({ rows }) => rows.map(renamed));
    },
    run: () => insertAll.immediate(next),
  };
}
