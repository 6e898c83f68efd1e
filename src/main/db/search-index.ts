/**
 * The index of the search: which words stand in which record that a person can see.
 *
 * A word is written as kind, field and the word itself (`s3harbour`: a shot that holds "harbour" anywhere), so that one
 * question reads nothing but entries of its own kind. Fields: 1 the whole title without blanks, for what begins as it
 * was typed; 2 words of the title; 3 words of everything. Runs of scripts without blanks are written as overlapping
 * pairs of characters. Each entry also has a word for its project. Migration 6 says what marks records as stale.
 */
import { parseDialogue } from '#shared/domain/dialogue.ts';
import type { SearchKind } from '#shared/domain/search.ts';
import { type SearchWord, wordsOf } from '#shared/domain/search-text.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** Which part of a record is asked: its title from its start, its title, or all of it. */
export type SearchField = 'title-start' | 'title' | 'all';

/** What an entry of the index stands for. */
export type SearchEntry = { id: number; recordId: string; part: number };

/** Of a title, as far as it is compared from its start. */
const longestStart = 40;

/**
 * Characters of a word that stand in the index: one more than the longest beginning that FTS5 keeps a list for, so that
 * whatever is typed is one list that is read as far as it is needed, and never many that have to be joined first.
 */
const longestTerm = 8;

const kindLetters: Record<SearchKind, string> = {
  project: 'p',
  scene: 'c',
  shot: 's',
  element: 'e',
  take: 't',
  line: 'l',
};
const fieldDigits: Record<SearchField, string> = { 'title-start': '1', title: '2', all: '3' };

/**
 * Indexes anew what is marked as stale, up to so many records. Once it is all done, the index holds what is to be seen.
 *
 * @returns whether more is left
 */
export function refreshSearchIndex(db: WriteDb, most: number): boolean {
  // One more tells whether any is left.
  const marked = db
    .prepare<[number], { source_id: string }>(`SELECT source_id FROM search_stale LIMIT ?`)
    .all(most + 1);
  if (marked.length === 0) return false;
  db.transactionSoon(() => {
    for (const { source_id } of marked.slice(0, most)) {
      removeEntries(db, source_id);
      for (const entry of entriesOf(db, source_id)) addEntry(db, source_id, entry);
      db.prepare(`DELETE FROM search_stale WHERE source_id = ?`).run(source_id);
    }
  });
  return marked.length > most;
}

export type SearchQuestion = {
  kind: SearchKind;
  field: SearchField;
  words: readonly SearchWord[];
  /** Only in this project, or only outside it; null means anywhere. */
  project: { id: string; isInside: boolean } | null;
  limit: number;
  /** Entries behind this one; 0 for the first. */
  afterEntryId: number;
};

/** Statement behind `findEntries`; the benchmark asks the same with it. */
export const findEntriesSql = `SELECT e.id, e.record_id, e.part
  FROM search_words JOIN search_entries AS e ON e.id = search_words.rowid
  WHERE search_words MATCH ? AND search_words.rowid > ? ORDER BY search_words.rowid LIMIT ?`;

/**
 * Entries that may hold all the words, oldest first. Long words are compared by their beginnings, and those of a script
 * without blanks by their pairs: who shows an entry looks at its text.
 */
export function findEntries(db: ReadDb, question: SearchQuestion): SearchEntry[] {
  const match = toMatch(question);
  if (match === null) return [];
  return db
    .prepare<[string, number, number], { id: number; record_id: string; part: number }>(findEntriesSql)
    .all(match, question.afterEntryId, question.limit)
    .map(({ id, record_id, part }) => ({ id, recordId: record_id, part }));
}

/** A question in the language of FTS5; null when there is nothing to ask. */
export function toMatch({
  kind,
  field,
  words,
  project,
}: Omit<SearchQuestion, 'limit' | 'afterEntryId'>): string | null {
  if (words.length === 0) return null;
  const prefix = kindLetters[kind] + fieldDigits[field];
  const terms = field === 'title-start' ? [startOf(words)] : words.flatMap(termsOf);
  // Words are letters and digits, so nothing in them can end the quotes.
  const wanted = terms.map((term) => `"${prefix}${term}"${isWhole(term, field) ? '' : '*'}`).join(' AND ');
  if (project === null) return wanted;
  return `(${wanted}) ${project.isInside ? 'AND' : 'NOT'} "${projectWord(project.id)}"`;
}

function isWhole(term: string, field: SearchField): boolean {
  return field !== 'title-start' && [...term].length === longestTerm;
}

/** What an entry begins with: pairs of characters of a script without blanks, anything else as it is. */
function termsOf({ text, isUnspaced }: SearchWord): string[] {
  const characters = isUnspaced ? [...text] : [];
  if (characters.length < 3) return [cut(text)];
  return characters.slice(0, -1).map((character, index) => character + characters[index + 1]);
}

/** The words that stand in the index for a word: also the last character alone, with which a search may begin. */
function indexedTerms(word: SearchWord): string[] {
  if (!word.isUnspaced) return [cut(word.text)];
  const characters = [...word.text];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

function cut(word: string): string {
  return word.length <= longestTerm ? word : [...word].slice(0, longestTerm).join('');
}

function startOf(words: readonly SearchWord[]): string {
  return words
    .map(({ text }) => text)
    .join('')
    .slice(0, longestStart);
}

function projectWord(projectId: string): string {
  return `z${projectId.replace(/^proj_/, '')}`;
}

/** What is indexed of a record. */
type NewEntry = { kind: SearchKind; recordId: string; part: number; projectId: string; title: string; rest: string };

function addEntry(db: WriteDb, sourceId: string, { kind, recordId, part, projectId, title, rest }: NewEntry): void {
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO search_entries (source_id, kind, record_id, part) VALUES (?, ?, ?, ?)`)
    .run(sourceId, kind, recordId, part);
  const titleWords = wordsOf(title);
  const letter = kindLetters[kind];
  const write = (field: SearchField, terms: readonly string[]) =>
    terms.map((term) => `${letter}${fieldDigits[field]}${term}`);
  const titleTerms = [...new Set(titleWords.flatMap(indexedTerms))];
  const allTerms = new Set([...titleTerms, ...wordsOf(rest).flatMap(indexedTerms)]);
  const words = [
    projectWord(projectId),
    ...(titleWords.length > 0 ? write('title-start', [startOf(titleWords)]) : []),
    ...write('title', titleTerms),
    ...write('all', [...allTerms]),
  ];
  db.prepare(`INSERT INTO search_words (rowid, words) VALUES (?, ?)`).run(lastInsertRowid, words.join(' '));
}

function removeEntries(db: WriteDb, sourceId: string): void {
  const gone = db
    .prepare<[string], { id: number }>(`DELETE FROM search_entries WHERE source_id = ? RETURNING id`)
    .all(sourceId);
  for (const { id } of gone) db.prepare(`DELETE FROM search_words WHERE rowid = ?`).run(id);
}

/** What is to be seen of a source; nothing of what is gone or in the trash. */
function entriesOf(db: ReadDb, sourceId: string): NewEntry[] {
  const [prefix] = sourceId.split('_', 1);
  switch (prefix) {
    case 'proj':
      return projectEntries(db, sourceId);
    case 'scene':
      return sceneEntries(db, sourceId);
    case 'elem':
      return elementEntries(db, sourceId);
    case 'shot':
      return shotEntries(db, sourceId);
    default:
      return [];
  }
}

function projectEntries(db: ReadDb, id: string): NewEntry[] {
  return db
    .prepare<[string], { title: string; style_notes: string }>(
      `SELECT title, style_notes FROM projects WHERE id = ? AND deleted_at_ms IS NULL`,
    )
    .all(id)
    .map(({ title, style_notes }) => ({
      kind: 'project',
      recordId: id,
      part: 0,
      projectId: id,
      title,
      rest: style_notes,
    }));
}

type SceneTexts = { project_id: string; heading: string; scene_number: string | null; synopsis: string; notes: string };

function sceneEntries(db: ReadDb, id: string): NewEntry[] {
  return db
    .prepare<[string], SceneTexts>(
      `SELECT c.project_id, c.heading, c.scene_number, c.synopsis, c.notes
       FROM scenes c JOIN projects p ON p.id = c.project_id
       WHERE c.id = (SELECT ?) AND c.deleted_at_ms IS NULL AND p.deleted_at_ms IS NULL`,
    )
    .all(id)
    .map(({ project_id, heading, scene_number, synopsis, notes }) => ({
      kind: 'scene',
      recordId: id,
      part: 0,
      projectId: project_id,
      title: heading,
      rest: [scene_number ?? '', synopsis, notes].join('\n'),
    }));
}

function elementEntries(db: ReadDb, id: string): NewEntry[] {
  return db
    .prepare<[string], { project_id: string; name: string; description: string }>(
      `SELECT e.project_id, e.name, e.description FROM elements e JOIN projects p ON p.id = e.project_id
       WHERE e.id = (SELECT ?) AND e.deleted_at_ms IS NULL AND p.deleted_at_ms IS NULL`,
    )
    .all(id)
    .map(({ project_id, name, description }) => ({
      kind: 'element',
      recordId: id,
      part: 0,
      projectId: project_id,
      title: name,
      rest: description,
    }));
}

type ShotTexts = {
  project_id: string;
  title: string;
  prompt: string;
  action: string;
  notes: string;
  tags: string;
  dialogue: string;
};

function shotEntries(db: ReadDb, id: string): NewEntry[] {
  const shot = db
    .prepare<[string], ShotTexts>(
      `SELECT s.project_id, s.title, s.prompt, s.action, s.notes, s.tags, s.dialogue
       FROM shots s JOIN scenes c ON c.id = s.scene_id JOIN projects p ON p.id = s.project_id
       WHERE s.id = (SELECT ?) AND s.deleted_at_ms IS NULL AND c.deleted_at_ms IS NULL AND p.deleted_at_ms IS NULL`,
    )
    .get(id);
  if (!shot) return [];
  const base = { part: 0, projectId: shot.project_id };
  return [
    { ...base, kind: 'shot', recordId: id, title: shot.title, rest: restOf(shot) },
    ...parseDialogue(shot.dialogue).map(({ speaker, text }, part): NewEntry => {
      return { ...base, kind: 'line', recordId: id, part, title: speaker ?? '', rest: text };
    }),
    ...takeEntries(db, id).map((take) => ({ ...base, ...take })),
  ];
}

/** Tags stand there as a list in JSON, of which the words are what counts. */
function restOf({ prompt, action, notes, tags }: ShotTexts): string {
  return [prompt, action, notes, ...(JSON.parse(tags) as string[])].join('\n');
}

/** What people call a take: `take 3`. */
export const takeTitle = (takeNumber: number): string => `take ${takeNumber}`;

function takeEntries(db: ReadDb, shotId: string): Array<Pick<NewEntry, 'kind' | 'recordId' | 'title' | 'rest'>> {
  return db
    .prepare<[string], { id: string; take_number: number; model_id: string; note: string }>(
      `SELECT id, take_number, model_id, note FROM takes WHERE shot_id = ? AND deleted_at_ms IS NULL`,
    )
    .all(shotId)
    .map(({ id, take_number, model_id, note }) => ({
      kind: 'take',
      recordId: id,
      title: takeTitle(take_number),
      rest: [model_id, note].join('\n'),
    }));
}
