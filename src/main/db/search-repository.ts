/** The texts behind the entries of the search index, of those records that a person can see. */
import { parseDialogue } from '#shared/domain/dialogue.ts';
import type { ElementKind } from '#shared/domain/element.ts';
import type { ElementId, ProjectId, SceneId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { FoundRecord, SearchKind } from '#shared/domain/search.ts';
import type { ReadDb } from './database.ts';
import { type SearchEntry, takeTitle } from './search-index.ts';

/** A record with its texts. */
export type SearchedTexts = {
  /** One for each entry. */
  key: string;
  record: FoundRecord;
  /** What is shown as its title. */
  title: string;
  /** What counts as its title: of a take its number, of a line its speaker. */
  titleForWords: string;
  /** Where else is searched, the most telling first. */
  texts: string[];
};

type Read = (db: ReadDb, ids: string) => SearchedTexts[];

const readers: Record<SearchKind, Read> = {
  project: readProjects,
  scene: readScenes,
  shot: readShots,
  element: readElements,
  take: readTakes,
  line: readLines,
};

/** In the order of the entries; those that are gone by now, or in the trash, are left out. */
export function readSearchedTexts(db: ReadDb, kind: SearchKind, entries: readonly SearchEntry[]): SearchedTexts[] {
  if (entries.length === 0) return [];
  const ids = JSON.stringify([...new Set(entries.map(({ recordId }) => recordId))]);
  const found = new Map(readers[kind](db, ids).map((texts) => [texts.key, texts]));
  return entries.flatMap((entry) => found.get(entryKey(entry)) ?? []);
}

function entryKey({ recordId, part }: Pick<SearchEntry, 'recordId' | 'part'>): string {
  return `${recordId} ${part}`;
}

type InProject = { project_id: ProjectId; project_title: string };

const visibleShots = `shots s JOIN projects p ON p.id = s.project_id JOIN scenes c ON c.id = s.scene_id`;
const isVisible = `s.deleted_at_ms IS NULL AND c.deleted_at_ms IS NULL AND p.deleted_at_ms IS NULL`;

function readProjects(db: ReadDb, ids: string): SearchedTexts[] {
  return db
    .prepare<[string], { id: ProjectId; title: string; style_notes: string }>(
      `SELECT id, title, style_notes FROM projects
       WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at_ms IS NULL`,
    )
    .all(ids)
    .map(({ id, title, style_notes }) =>
      toTexts(id, 0, { kind: 'project', projectId: id, projectTitle: title }, title, [style_notes]),
    );
}

type SceneRow = InProject & {
  id: SceneId;
  heading: string;
  scene_number: string | null;
  synopsis: string;
  notes: string;
};

function readScenes(db: ReadDb, ids: string): SearchedTexts[] {
  return db
    .prepare<[string], SceneRow>(
      `SELECT c.id, c.project_id, p.title AS project_title, c.heading, c.scene_number, c.synopsis, c.notes
       FROM scenes c JOIN projects p ON p.id = c.project_id
       WHERE c.id IN (SELECT value FROM json_each(?)) AND c.deleted_at_ms IS NULL AND p.deleted_at_ms IS NULL`,
    )
    .all(ids)
    .map((row) =>
      toTexts(row.id, 0, { kind: 'scene', sceneId: row.id, ...inProject(row) }, row.heading, [
        row.synopsis,
        row.notes,
        row.scene_number ?? '',
      ]),
    );
}

type ShotRow = InProject & {
  id: ShotId;
  scene_id: SceneId;
  title: string;
  prompt: string;
  action: string;
  notes: string;
  tags: string;
};

function readShots(db: ReadDb, ids: string): SearchedTexts[] {
  return db
    .prepare<[string], ShotRow>(
      `SELECT s.id, s.scene_id, s.project_id, p.title AS project_title, s.title, s.prompt, s.action,
         s.notes, s.tags FROM ${visibleShots}
       WHERE s.id IN (SELECT value FROM json_each(?)) AND ${isVisible}`,
    )
    .all(ids)
    .map((row) =>
      toTexts(row.id, 0, { kind: 'shot', shotId: row.id, sceneId: row.scene_id, ...inProject(row) }, row.title, [
        row.prompt,
        row.action,
        row.notes,
        (JSON.parse(row.tags) as string[]).join(', '),
      ]),
    );
}

type ElementRow = InProject & { id: ElementId; kind: ElementKind; name: string; description: string };

function readElements(db: ReadDb, ids: string): SearchedTexts[] {
  return db
    .prepare<[string], ElementRow>(
      `SELECT e.id, e.kind, e.project_id, p.title AS project_title, e.name, e.description
       FROM elements e JOIN projects p ON p.id = e.project_id
       WHERE e.id IN (SELECT value FROM json_each(?)) AND e.deleted_at_ms IS NULL AND p.deleted_at_ms IS NULL`,
    )
    .all(ids)
    .map((row) =>
      toTexts(row.id, 0, { kind: 'element', elementId: row.id, elementKind: row.kind, ...inProject(row) }, row.name, [
        row.description,
      ]),
    );
}

type TakeRow = InProject & {
  id: TakeId;
  shot_id: ShotId;
  take_number: number;
  model_id: string;
  note: string;
  shot_title: string;
};

function readTakes(db: ReadDb, ids: string): SearchedTexts[] {
  return db
    .prepare<[string], TakeRow>(
      `SELECT t.id, t.shot_id, t.take_number, t.model_id, t.note, s.title AS shot_title, s.project_id,
         p.title AS project_title
       FROM takes t JOIN shots s ON s.id = t.shot_id JOIN projects p ON p.id = s.project_id
         JOIN scenes c ON c.id = s.scene_id
       WHERE t.id IN (SELECT value FROM json_each(?)) AND t.deleted_at_ms IS NULL AND ${isVisible}`,
    )
    .all(ids)
    .map((row) => {
      const { id, shot_id, take_number, model_id, note, shot_title } = row;
      const record = { kind: 'take', takeId: id, shotId: shot_id, takeNumber: take_number, modelId: model_id } as const;
      const texts = toTexts(id, 0, { ...record, ...inProject(row) }, shot_title, [note, model_id]);
      return { ...texts, titleForWords: takeTitle(take_number) };
    });
}

function readLines(db: ReadDb, ids: string): SearchedTexts[] {
  return db
    .prepare<[string], InProject & { id: ShotId; dialogue: string }>(
      `SELECT s.id, s.project_id, p.title AS project_title, s.dialogue FROM ${visibleShots}
       WHERE s.id IN (SELECT value FROM json_each(?)) AND ${isVisible}`,
    )
    .all(ids)
    .flatMap((row) =>
      parseDialogue(row.dialogue).map(({ speaker, text }, lineIndex) => {
        const record = { kind: 'line', shotId: row.id, lineIndex, speaker, ...inProject(row) } as const;
        return { ...toTexts(row.id, lineIndex, record, text, [text]), titleForWords: speaker ?? '' };
      }),
    );
}

function inProject({ project_id, project_title }: InProject): { projectId: ProjectId; projectTitle: string } {
  return { projectId: project_id, projectTitle: project_title };
}

function toTexts(recordId: string, part: number, record: FoundRecord, title: string, texts: string[]): SearchedTexts {
  return { key: entryKey({ recordId, part }), record, title, titleForWords: title, texts };
}
