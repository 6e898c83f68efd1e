/**
 * A connection while a person edits it: fields as they are typed, what is wrong with them, and what saving would send.
 *
 * Keys and header values go one way only: the draft never holds the ones that are kept.
 */
import type { Connection, ConnectionPatch } from '#shared/domain/connection.ts';
import { dollarsFromMicros, readDollars } from '#shared/domain/money.ts';

/** What becomes of the key. */
export type KeyDraft = { kind: 'keep' } | { kind: 'set'; value: string } | { kind: 'remove' };

export type HeaderDraft = {
  /** Of this row, as long as the dialog is open. */
  rowId: number;
  name: string;
  /** A new value; empty leaves the kept one as it is. */
  value: string;
  /** Whether a value is kept under this name. */
  isKept: boolean;
};

/** Numbers are texts while they are typed. */
export type ConnectionDraft = Pick<
  Connection,
  | 'label'
  | 'baseUrl'
  | 'proxyUrl'
  | 'maySend'
  | 'removesRemoteCopies'
  | 'precheckConnectionId'
  | 'dialect'
  | 'workflows'
  | 'isPaused'
> & {
  concurrency: number | string;
  /** In dollars; empty means no limit. */
  monthlyBudget: number | string;
  key: KeyDraft;
  headers: HeaderDraft[];
};

/** Highest number of jobs at once that the studio takes. */
export const mostConcurrency = 200;

export function draftOf(connection: Connection): ConnectionDraft {
  const { label, baseUrl, proxyUrl, maySend, removesRemoteCopies, precheckConnectionId, dialect, workflows, isPaused } =
    connection;
  return {
    label,
    baseUrl,
    proxyUrl,
    maySend,
    removesRemoteCopies,
    precheckConnectionId,
    dialect,
    workflows,
    isPaused,
    concurrency: connection.concurrency,
    monthlyBudget: connection.monthlyBudget === null ? '' : dollarsFromMicros(connection.monthlyBudget),
    key: { kind: 'keep' },
    headers: connection.headerNames.map((name, rowId) => ({ rowId, name, value: '', isKept: true })),
  };
}

/** A field of the dialog that can be wrong, and why: a key of the catalogue under `connections.problem`. */
export type DraftProblems = Partial<{
  label: 'labelEmpty';
  baseUrl: AddressProblem;
  proxyUrl: AddressProblem;
  concurrency: 'concurrency';
  monthlyBudget: 'budget';
}> & {
  /** By row. */
  headers: Map<number, 'headerName' | 'headerValue' | 'headerTwice'>;
  /** By place in the list. */
  workflows: Map<number, 'workflowName' | 'workflowTwice'>;
};

/** Before anybody asked. */
export const noProblems: DraftProblems = { headers: new Map(), workflows: new Map() };

export type AddressProblem = 'addressEmpty' | 'address' | 'addressParts';

/** @returns what must be corrected before the draft can be saved; nothing is judged that only the studio can know. */
export function problemsOf(draft: ConnectionDraft): DraftProblems {
  const baseUrl = addressProblem(draft.baseUrl);
  const proxyUrl = draft.proxyUrl.trim() === '' ? null : proxyProblem(draft.proxyUrl);
  return {
    ...(draft.label.trim() === '' ? { label: 'labelEmpty' } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    ...(proxyUrl ? { proxyUrl } : {}),
    ...(readConcurrency(draft.concurrency) === null ? { concurrency: 'concurrency' } : {}),
    ...(readDollars(draft.monthlyBudget) === undefined ? { monthlyBudget: 'budget' } : {}),
    headers: headerProblems(draft.headers),
    workflows: workflowProblems(draft.workflows),
  };
}

/** Whether nothing stands in the way of saving. */
export function canSave({ headers, workflows, ...fields }: DraftProblems): boolean {
  return headers.size === 0 && workflows.size === 0 && Object.keys(fields).length === 0;
}

/** An address such as `https://api.example.com/v1`: no name, no question mark. */
export function addressProblem(text: string): AddressProblem | null {
  if (text.trim() === '') return 'addressEmpty';
  const url = readUrl(text);
  if (!url) return 'address';
  return url.username || url.password || url.search || url.hash ? 'addressParts' : null;
}

/** A proxy may name a user. */
function proxyProblem(text: string): AddressProblem | null {
  return readUrl(text) ? null : 'address';
}

function readUrl(text: string): URL | null {
  try {
    const url = new URL(text.trim());
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** As records keep it: without a slash at the end. */
export function tidyAddress(text: string): string {
  return text.trim().replace(/\/+$/, '');
}

/** Null for what is no whole number from 1 on. */
function readConcurrency(typed: number | string): number | null {
  const value = typeof typed === 'number' ? typed : Number(typed.trim() || Number.NaN);
  return Number.isInteger(value) && value >= 1 && value <= mostConcurrency ? value : null;
}

// X-Api-Key
const headerNamePattern = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;

function headerProblems(headers: readonly HeaderDraft[]): DraftProblems['headers'] {
  const problems: DraftProblems['headers'] = new Map();
  const seen = new Set<string>();
  for (const { rowId, name, value, isKept } of headers) {
    if (isBlank({ name, value, isKept })) continue;
    const lowerName = name.toLowerCase();
    if (!headerNamePattern.test(name)) problems.set(rowId, 'headerName');
    else if (seen.has(lowerName)) problems.set(rowId, 'headerTwice');
    else if (!isKept && value === '') problems.set(rowId, 'headerValue');
    seen.add(lowerName);
  }
  return problems;
}

/** A workflow is listed by its name. */
function workflowProblems(workflows: ConnectionDraft['workflows']): DraftProblems['workflows'] {
  const problems: DraftProblems['workflows'] = new Map();
  const seen = new Set<string>();
  for (const [index, { name }] of workflows.entries()) {
    const trimmed = name.trim();
    if (trimmed === '') problems.set(index, 'workflowName');
    else if (seen.has(trimmed)) problems.set(index, 'workflowTwice');
    seen.add(trimmed);
  }
  return problems;
}

/** A row that was added and left empty counts for nothing. */
function isBlank({ name, value, isKept }: Pick<HeaderDraft, 'name' | 'value' | 'isKept'>): boolean {
  return !isKept && name === '' && value === '';
}

/** What `connections.update` needs: only what changed; null when nothing did. Call it for drafts without problems. */
export function patchOf(draft: ConnectionDraft, connection: Connection): ConnectionPatch | null {
  const next = {
    label: draft.label.trim(),
    baseUrl: tidyAddress(draft.baseUrl),
    proxyUrl: tidyAddress(draft.proxyUrl),
    concurrency: readConcurrency(draft.concurrency) ?? connection.concurrency,
    monthlyBudget: readDollars(draft.monthlyBudget) ?? null,
    maySend: draft.maySend,
    removesRemoteCopies: draft.removesRemoteCopies,
    precheckConnectionId: draft.precheckConnectionId,
    dialect: draft.dialect,
    workflows: draft.workflows.map((workflow) => ({ ...workflow, name: workflow.name.trim() })),
    isPaused: draft.isPaused,
  } satisfies ConnectionPatch;
  const changed = Object.entries(next).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(connection[key as keyof typeof next]),
  );
  return changed.length > 0 ? (Object.fromEntries(changed) as ConnectionPatch) : null;
}

/** What becomes of key and header values: undefined keeps, null forgets. */
export type SecretChanges = {
  key: string | null | undefined;
  headers: Array<{ name: string; value: string | null }>;
};

/** Removals come first, so that a name can be written anew. */
export function secretsOf(draft: ConnectionDraft, connection: Connection): SecretChanges {
  const typedKey = draft.key.kind === 'set' ? draft.key.value.trim() : '';
  const staying = new Set(draft.headers.filter(({ isKept }) => isKept).map(({ name }) => name));
  const removed = connection.headerNames.filter((name) => !staying.has(name)).map((name) => ({ name, value: null }));
  const written = draft.headers.filter(({ value }) => value !== '').map(({ name, value }) => ({ name, value }));
  return {
    key: draft.key.kind === 'remove' ? null : typedKey || undefined,
    headers: [...removed, ...written],
  };
}

/** Whether another place, another way or another key may mean other models. A key that is removed asks nobody. */
export function mayChangeModels(patch: ConnectionPatch | null, { key }: Pick<SecretChanges, 'key'>): boolean {
  const fields = ['baseUrl', 'dialect', 'workflows'] as const;
  return typeof key === 'string' || fields.some((field) => patch?.[field] !== undefined);
}
