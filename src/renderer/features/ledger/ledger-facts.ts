/** What the pages about money say, worked out from sums, budgets and entries. */
import type { BudgetState, LedgerEntry, LedgerSums, LedgerSummary } from '#shared/contract/generation-answers.ts';
import { addMicros, type Micros } from '#shared/domain/money.ts';

/** The four sums that every entry counts in one of, in the order in which they are shown everywhere. */
export const sumNames = ['actual', 'estimated', 'unassigned', 'open'] as const;

export type SumName = (typeof sumNames)[number];

/** All four together. */
export function totalOf(sums: Pick<LedgerSums, SumName>): Micros {
  return addMicros(sumNames.map((name) => sums[name]));
}

/** A line of one of the tables of sums. */
export type SumRow = LedgerSums & {
  key: string;
  /** Empty for what belongs to no project. */
  name: string;
  /** The connection of a model; empty elsewhere. */
  detail: string;
};

export type Grouping = 'connections' | 'models' | 'projects';

/** Lines of a table, as the studio orders them: what was spent most first. */
export function sumRows(summary: LedgerSummary, grouping: Grouping): SumRow[] {
  switch (grouping) {
    case 'connections':
      return summary.byConnection.map((row) => ({ ...row, key: row.connectionId, name: row.label, detail: '' }));
    case 'models': {
      const labels = new Map(summary.byConnection.map(({ connectionId, label }) => [connectionId, label]));
      return summary.byModel.map((row) => ({
        ...row,
        key: `${row.connectionId} ${row.modelId}`,
        name: row.modelId,
        detail: labels.get(row.connectionId) ?? '',
      }));
    }
    case 'projects':
      return summary.byProject.map((row) => ({ ...row, key: row.projectId ?? '', name: row.title, detail: '' }));
  }
}

/** One budget with what is spent of it. */
export type BudgetLine = {
  key: string;
  kind: 'connection' | 'project';
  label: string;
  spent: Micros;
  /** Null without a limit for the month. */
  limit: Micros | null;
  /** Only of a project. */
  perJob: Micros | null;
};

/** The chosen project's first, then those with a limit; connections without one only where something was spent. */
export function budgetLines({ connections, project }: BudgetState, projectTitle: string): BudgetLine[] {
  const ofProject: BudgetLine[] =
    project && (project.perMonth !== null || project.perJob !== null)
      ? [
          {
            key: 'project',
            kind: 'project',
            label: projectTitle,
            spent: project.spent,
            limit: project.perMonth,
            perJob: project.perJob,
          },
        ]
      : [];
  const ofConnections = connections
    .filter(({ spent, limit }) => limit !== null || spent > 0)
    .map(({ connectionId, label, spent, limit }): BudgetLine => {
      return { key: connectionId, kind: 'connection', label, spent, limit, perJob: null };
    });
  const isLimited = ({ limit }: BudgetLine) => limit !== null;
  return [...ofProject, ...ofConnections.filter(isLimited), ...ofConnections.filter((line) => !isLimited(line))];
}

/** From so much of a limit on, a person should know. */
const nearShare = 0.8;

/** How far a budget is used, 0 to 1, and whether that is worth a word. A limit of nothing is used up from the start. */
export function budgetUse(spent: number, limit: number): { share: number; level: 'fine' | 'near' | 'reached' } {
  const share = limit <= 0 ? 1 : Math.min(1, Math.max(0, spent / limit));
  return { share, level: share >= 1 ? 'reached' : share >= nearShare ? 'near' : 'fine' };
}

/** Purposes of entries that have words; the ledger may hold others of a newer studio. */
const purposes = ['take.generate', 'image', 'text', 'speech', 'transcription', 'moderation'] as const;

export function isPurpose(text: string): text is (typeof purposes)[number] {
  return (purposes as readonly string[]).includes(text);
}

/** Paid, and nothing came of it: counts as `unassigned`. An answer that is no take has no job and is its own result. */
export function isUnassigned({ state, takeId, jobId }: Pick<LedgerEntry, 'state' | 'takeId' | 'jobId'>): boolean {
  return state === 'settled' && takeId === null && jobId !== null;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** `42 sec`, `1.5 min`, `2.1 hr`. */
export function durationText(ms: number, language: string): string {
  const [unit, unitMs] =
    ms < minuteMs
      ? (['second', secondMs] as const)
      : ms < hourMs
        ? (['minute', minuteMs] as const)
        : (['hour', hourMs] as const);
  const value = ms / unitMs;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
