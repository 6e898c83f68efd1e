/**
 * Finds any project, scene, shot, element, take or line of dialogue of the library as people type.
 *
 * Titles come before other texts, what begins as it was typed before the rest, the current project before the others.
 * The index is kept in step in the background, after each change; a question first brings in what is left, as long as
 * that is little. Why words and not texts are indexed: docs/decisions/0015-search.md
 */
import { findEntries, refreshSearchIndex, type SearchField, type SearchQuestion } from '#main/db/search-index.ts';
import { readSearchedTexts, type SearchedTexts } from '#main/db/search-repository.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { type SearchAnswer, type SearchGroup, type SearchKind, searchKinds } from '#shared/domain/search.ts';
import { holdsWords, type SearchWord, wordsToFind } from '#shared/domain/search-text.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { rankTexts, toHit } from './search-ranking.ts';
import type { ServiceContext } from './service-context.ts';

export type SearchInput = {
  text: string;
  /** The project that the person is in: what is found there comes first. */
  projectId?: ProjectId | undefined;
  /** @default all */
  kinds?: readonly SearchKind[] | undefined;
  /** Most hits of each kind. */
  limit: number;
};

export interface SearchService {
  /** Never fails because of what was typed; a text without a word finds nothing. @throws {AppError} CANCELLED */
  query(input: SearchInput, signal?: AbortSignal): Promise<SearchAnswer>;
  /** Indexes what is stale, a little at a time, now and after each change, until it is ended. */
  keepInStep(): void;
  /** Ends that; what is left is indexed at the next start. */
  close(): void;
}

export type SearchParts = {
  /** Calls back once other work that is due had its turn. */
  later(work: () => void): void;
  onError(error: unknown): void;
};

/** Records that are indexed at a time in the background: some milliseconds of work. */
const backgroundStep = 40;

/** Records that a question brings in by itself. */
const questionStep = 60;

/** Pages of entries that are read for one kind, where the texts do not hold what the index promised. */
const mostPages = 8;

export function createSearchService({ db, changes }: ServiceContext, { later, onError }: SearchParts): SearchService {
  let isWorking = false;
  let unsubscribe: (() => void) | null = null;

  function work(): void {
    isWorking = false;
    if (unsubscribe === null) return;
    try {
      if (refreshSearchIndex(db, backgroundStep)) wake();
    } catch (error) {
      // Such as a full disk: the next change tries again.
      onError(error);
    }
  }

  function wake(): void {
    if (isWorking) return;
    isWorking = true;
    later(work);
  }

  return {
    async query({ text, projectId, kinds = searchKinds, limit }, signal) {
      // Whoever types on ends the question before: its end may stand in the same line as its start.
      await new Promise<void>((resolve) => later(resolve));
      if (signal?.aborted) throw new AppError('CANCELLED', 'the search was ended');
      const isComplete = bringIn();
      const words = wordsToFind(text);
      const groups = kinds.map((kind) => findOfKind(kind, { words, projectId: projectId ?? null, limit }));
      return { groups: bestFirst(groups), isComplete };
    },
    keepInStep() {
      unsubscribe ??= changes.subscribe(wake);
      wake();
    },
    close() {
      unsubscribe?.();
      unsubscribe = null;
    },
  };

  function bringIn(): boolean {
    try {
      return !refreshSearchIndex(db, questionStep);
    } catch (error) {
      onError(error);
      return false;
    }
  }

  function findOfKind(kind: SearchKind, { words, projectId, limit }: Wanted): RankedGroup {
    const found = new Map<string, SearchedTexts>();
    const collect = (field: SearchField, project: SearchQuestion['project']) => {
      const { texts, isAll } = readHolding({ kind, field, words, project }, limit);
      for (const text of texts) found.set(text.key, text);
      return isAll;
    };
    // What is in few records is found whole; of what is in many, the best come from where the best are.
    if (!collect('all', null)) {
      found.clear();
      for (const { field, isInside } of tiersOf(projectId)) {
        if (found.size > limit) break;
        collect(field, projectId === null ? null : { id: projectId, isInside });
      }
    }
    const ranked = rankTexts([...found.values()], { words, projectId });
    const hits = ranked.slice(0, limit).map(({ texts }) => toHit(texts, words));
    return { kind, hits, hasMore: ranked.length > limit, bestTier: ranked[0]?.tier ?? 0 };
  }

  /** Some more than are asked for, so that the best of them can come first. `isAll` when there are no others. */
  function readHolding(question: Omit<SearchQuestion, 'limit' | 'afterEntryId'>, limit: number) {
    const pageSize = limit * 3 + 1;
    const texts: SearchedTexts[] = [];
    let afterEntryId = 0;
    for (let page = 0; page < mostPages; page += 1) {
      const entries = findEntries(db, { ...question, limit: pageSize, afterEntryId });
      const read = readSearchedTexts(db, question.kind, entries);
      texts.push(...read.filter((entry) => holdsWords([entry.titleForWords, ...entry.texts], question.words)));
      const last = entries.at(-1);
      if (!last || entries.length < pageSize) return { texts, isAll: true };
      if (texts.length > limit) return { texts, isAll: false };
      afterEntryId = last.id;
    }
    return { texts, isAll: false };
  }
}

type Wanted = { words: readonly SearchWord[]; projectId: ProjectId | null; limit: number };
type RankedGroup = SearchGroup & { bestTier: number };

/** Where the best hits are asked for, best first. Without a current project there is no inside. */
function tiersOf(projectId: ProjectId | null): Array<{ field: SearchField; isInside: boolean }> {
  const inTitle = (isInside: boolean) => [
    { field: 'title-start' as const, isInside },
    { field: 'title' as const, isInside },
  ];
  if (projectId === null) return [...inTitle(false), { field: 'all', isInside: false }];
  return [...inTitle(true), ...inTitle(false), { field: 'all', isInside: true }, { field: 'all', isInside: false }];
}

function bestFirst(groups: readonly RankedGroup[]): SearchGroup[] {
  return groups
    .filter(({ hits }) => hits.length > 0)
    .sort((a, b) => a.bestTier - b.bestTier)
    .map(({ kind, hits, hasMore }) => ({ kind, hits, hasMore }));
}
