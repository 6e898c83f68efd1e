/** What the studio answers about connections, plans, money and what left the machine. */
import type { ConnectionKind } from '#shared/domain/connection.ts';
import type { Adjustment, TakePlan } from '#shared/domain/generation.ts';
import type { AttemptId, ConnectionId, JobId, ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { ModelRef } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { Cost, Job } from '#shared/domain/records.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** Where keys are kept on this machine. */
export type KeyStoreState =
  /** By the system. */
  | { kind: 'system' }
  /** In a file encrypted with the person's passphrase; `isLocked` until it was given in this run. */
  | { kind: 'passphrase'; isLocked: boolean }
  /** The system has none, and no passphrase was chosen yet. */
  | { kind: 'none' };

/** A kind of connection that can be added. */
export type ConnectionKindInfo = {
  kind: Exclude<ConnectionKind, 'animatic'>;
  /** Proper name of the service or program. */
  label: string;
  defaultBaseUrl: string;
  /** Whether it works without a key. */
  isKeyOptional: boolean;
  /** Where a key is made; https. Empty for programs on one's own machine. */
  keysUrl: string;
  offers: Array<'video' | 'image' | 'text' | 'speech' | 'transcription' | 'moderation'>;
  defaultConcurrency: number;
};

/** What generating would do and cost, before anything is queued. */
export type GenerationPlan = {
  /** One each shot that would get takes, in storyboard order. */
  takes: Array<TakePlan & { shotNumber: string; title: string }>;
  /** Shots that cannot be generated, and why. */
  problems: Array<{ shotId: ShotId; shotNumber: string; title: string; error: AppErrorData }>;
  takesPerShot: number;
  /** Sum of the known estimates, all takes of all shots. */
  total: Micros;
  /** Takes without a known price. */
  unknownCount: number;
  /** Limits that this would go over. */
  overBudget: AppErrorData[];
  /** Models among them whose end is announced. */
  retiring: Array<ModelRef & { label: string; retiresOn: string }>;
};

/** What generating would cost, without all that the plan says of each shot. */
export type GenerationPrice = Pick<GenerationPlan, 'total' | 'unknownCount'> & {
  /** Shots that would get takes. */
  shotCount: number;
};

/** What another model would mean for one shot. */
export type RetargetRow = {
  shotId: ShotId;
  shotNumber: string;
  title: string;
  from: ModelRef & { label: string };
  to: ModelRef & { label: string };
  /** What the new model cannot honour. */
  adjustments: Adjustment[];
  estimateBefore: Micros | null;
  estimateAfter: Micros | null;
};

/** Rows in storyboard order; the totals leave out prices that are not known. */
export type RetargetPlan = { rows: RetargetRow[]; totalBefore: Micros; totalAfter: Micros; unknownCount: number };

/** One request, exactly as it would leave. */
export type RequestPreview = {
  purpose: string;
  method: string;
  host: string;
  path: string;
  /** Keys stand as dots. */
  headers: Array<{ name: string; value: string }>;
  /** The body as text; files in it stand as `[image, 312 kB]`. */
  body: string;
  media: Array<{ kind: 'image' | 'voice' | 'video'; mime: string; sizeBytes: number; sha256: string }>;
};

/** One amount that was, or may have been, spent. */
export type LedgerEntry = {
  id: number;
  attemptId: AttemptId;
  /**
   * `reserved`: a request is under way; `settled`: it ended and costs this; `open`: nobody knows whether it was
   * charged; `void`: it ended and costs nothing.
   */
  state: 'reserved' | 'settled' | 'open' | 'void';
  purpose: string;
  amount: Micros;
  basis: Cost['basis'] | 'unknown';
  connectionId: ConnectionId;
  connectionLabel: string;
  modelId: string;
  projectId: ProjectId | null;
  projectTitle: string;
  shotId: ShotId | null;
  jobId: JobId | null;
  takeId: TakeId | null;
  createdAtMs: number;
  settledAtMs: number | null;
};

/** Sums over the ledger; every entry counts in exactly one of the first four. */
export type LedgerSums = {
  /** For takes and answers that exist, as the provider said. */
  actual: Micros;
  /** For takes and answers that exist, by the price that held. */
  estimated: Micros;
  /** Paid for, and nothing came of it. */
  unassigned: Micros;
  /** Under way, or not known whether charged. */
  open: Micros;
  entryCount: number;
  /** Entries whose price is not known; they count as nothing in the sums. */
  unknownCount: number;
};

/** Sums over part of the ledger, whole and in groups, most spent first. */
export type LedgerSummary = {
  total: LedgerSums;
  byConnection: Array<LedgerSums & { connectionId: ConnectionId; label: string }>;
  byModel: Array<LedgerSums & { connectionId: ConnectionId; modelId: string }>;
  byProject: Array<LedgerSums & { projectId: ProjectId | null; title: string }>;
};

/** Budgets and what is spent of them. */
export type BudgetState = {
  connections: Array<{ connectionId: ConnectionId; label: string; spent: Micros; limit: Micros | null }>;
  project: { spent: Micros; perMonth: Micros | null; perJob: Micros | null } | null;
};

/** What generation took, and what of it was used. */
export type UsageMetrics = {
  models: Array<
    ModelRef & {
      connectionLabel: string;
      jobCount: number;
      takeCount: number;
      failedCount: number;
      refusedCount: number;
      /** Median from sent to done; null without takes. */
      medianMs: number | null;
      spent: Micros;
      /** For takes that no shot has chosen. */
      wasted: Micros;
      /** Seconds of chosen takes. */
      acceptedSeconds: number;
      /** Spent per second of chosen takes; null without one. */
      costPerAcceptedSecond: Micros | null;
    }
  >;
};

/** One request that left, or tried to. Never content, never keys. */
export type EgressEntry = {
  id: number;
  atMs: number;
  connectionId: ConnectionId;
  connectionLabel: string;
  host: string;
  purpose: string;
  method: string;
  /** Bytes by kind. */
  sent: Partial<Record<'text' | 'image' | 'voice' | 'video', number>>;
  sentBytes: number;
  receivedBytes: number;
  status: number | null;
  outcome: 'sending' | 'answered' | 'no-answer' | 'not-sent';
  durationMs: number | null;
};

/** What left by host, the one reached last first. */
export type EgressTotals = {
  hosts: Array<{ host: string; requestCount: number; sentBytes: number; receivedBytes: number; lastAtMs: number }>;
};

/** Something of ours that lay, or lies, at a provider. */
export type RemoteCopyEntry = {
  id: number;
  connectionLabel: string;
  kind: 'upload' | 'job';
  createdAtMs: number;
  expiresAtMs: number | null;
  endedAtMs: number | null;
  endedHow: 'removed' | 'already-gone' | 'failed' | null;
};

/** A part of a long list; `next` is handed in for the part after it, null at the end. */
export type Page<Entry> = { entries: Entry[]; next: number | null; totalCount: number };

/** A place in the queue and a time to expect. */
export type JobForecast = { jobId: JobId; position: number; expectedEndAtMs: number | null };

/** A part of the ended jobs, latest first; `next` is handed in for the part after it. */
export type JobPage = { jobs: Job[]; next: number | null; totalCount: number };
