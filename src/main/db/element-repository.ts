/** Elements: rows in, records out. */
import { type ConsentNote, type ElementKind, elementNameKey, type StoryElement } from '#shared/domain/element.ts';
import type { AssetId, ElementId, ProjectId } from '#shared/domain/ids.ts';
import type { ReadDb } from './database.ts';
import type { Columns } from './edit-log.ts';

type ElementRow = {
  id: ElementId;
  project_id: ProjectId;
  kind: ElementKind;
  name: string;
  description: string;
  is_in_every_prompt: 0 | 1;
  consent_note: string;
  reference_asset_ids: string;
  rank: string;
  digest: string;
  created_at_ms: number;
  updated_at_ms: number;
};

const columns = `id, project_id, kind, name, description, is_in_every_prompt, consent_note, reference_asset_ids, rank,
  digest, created_at_ms, updated_at_ms`;

/** In the order in which they were made. */
export function listElements(db: ReadDb, projectId: ProjectId): StoryElement[] {
  return db
    .prepare<[ProjectId], ElementRow>(
      `SELECT ${columns} FROM elements WHERE project_id = ? AND deleted_at_ms IS NULL ORDER BY rank, id`,
    )
    .all(projectId)
    .map(elementFromRow);
}

/** Null when there is no such element, or it is in the trash. */
export function findElement(db: ReadDb, elementId: ElementId): StoryElement | null {
  const row = db
    .prepare<[ElementId], ElementRow>(`SELECT ${columns} FROM elements WHERE id = ? AND deleted_at_ms IS NULL`)
    .get(elementId);
  return row ? elementFromRow(row) : null;
}

/** What decides whether an element is in a prompt, and whether a take with it is up to date. */
export type ElementMark = Pick<StoryElement, 'id' | 'kind' | 'name' | 'isInEveryPrompt' | 'rank' | 'digest'>;

/** The same elements as `listElements`, without what only people and models read. */
export function listElementMarks(db: ReadDb, projectId: ProjectId): ElementMark[] {
  return db
    .prepare<[ProjectId], Pick<ElementRow, 'id' | 'kind' | 'name' | 'is_in_every_prompt' | 'rank' | 'digest'>>(
      `SELECT id, kind, name, is_in_every_prompt, rank, digest FROM elements
       WHERE project_id = ? AND deleted_at_ms IS NULL ORDER BY rank, id`,
    )
    .all(projectId)
    .map(({ is_in_every_prompt, ...mark }) => ({ ...mark, isInEveryPrompt: is_in_every_prompt === 1 }));
}

/** An element in the trash; null when it is not there. */
export function findDeletedElement(
  db: ReadDb,
  elementId: ElementId,
): Pick<StoryElement, 'id' | 'projectId' | 'name'> | null {
  const row = db
    .prepare<[ElementId], Pick<ElementRow, 'id' | 'project_id' | 'name'>>(
      `SELECT id, project_id, name FROM elements WHERE id = ? AND deleted_at_ms > 0`,
    )
    .get(elementId);
  return row ? { id: row.id, projectId: row.project_id, name: row.name } : null;
}

function elementFromRow(row: ElementRow): StoryElement {
  return {
    id: row.id,
    projectId: row.project_id,
    kind: row.kind,
    name: row.name,
    description: row.description,
    isInEveryPrompt: row.is_in_every_prompt === 1,
    consentNote: JSON.parse(row.consent_note) as ConsentNote,
    referenceAssetIds: JSON.parse(row.reference_asset_ids) as AssetId[],
    rank: row.rank,
    digest: row.digest,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

/** The row of an element that is not in the trash. */
export function elementToRow(element: StoryElement): Columns & { id: ElementId } {
  return {
    id: element.id,
    project_id: element.projectId,
    kind: element.kind,
    name: element.name,
    name_key: elementNameKey(element.name),
    description: element.description,
    is_in_every_prompt: element.isInEveryPrompt ? 1 : 0,
    consent_note: JSON.stringify(element.consentNote),
    reference_asset_ids: JSON.stringify(element.referenceAssetIds),
    rank: element.rank,
    digest: element.digest,
    created_at_ms: element.createdAtMs,
    updated_at_ms: element.updatedAtMs,
    deleted_at_ms: null,
  };
}
