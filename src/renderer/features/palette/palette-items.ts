/** What the palette lists for what was typed. Plain decisions; the dialog shows them. */
import type { CommandId } from '#renderer/ui/command-list.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import type { FoundRecord, MarkedText, SearchAnswer, SearchKind } from '#shared/domain/search.ts';
import { findRanges, holdsWords, type SearchWord, wordsToFind } from '#shared/domain/search-text.ts';

/** One line that can be chosen. */
export type PaletteItem =
  | { kind: 'record'; key: string; record: FoundRecord; title: MarkedText; snippet: MarkedText | null }
  | { kind: 'command'; key: string; id: CommandId; title: MarkedText };

/** Lines under one heading. */
export type PaletteGroup = { name: SearchKind | 'command' | 'recent'; items: PaletteItem[]; hasMore: boolean };

/** A command as the palette knows it. */
export type ListedCommand = { id: CommandId; title: string; group: string };

/** Most commands that are listed beside what was found. */
const mostCommands = 8;

export function toGroups(answer: SearchAnswer): PaletteGroup[] {
  return answer.groups.map(({ kind, hits, hasMore }) => ({
    name: kind,
    hasMore,
    items: hits.map(({ title, snippet, ...record }) => recordItem(record, title, snippet)),
  }));
}

export function recordItem(record: FoundRecord, title: MarkedText, snippet: MarkedText | null): PaletteItem {
  return { kind: 'record', key: keyOf(record), record, title, snippet };
}

/** Commands that hold all words in title and group; those whose title begins as typed come first. */
export function findCommands(commands: readonly ListedCommand[], query: string): PaletteGroup | null {
  const words = wordsToFind(query);
  if (words.length === 0 && query.trim() !== '') return null;
  const found = commands
    .filter(({ title, group }) => holdsWords([title, group], words))
    .map((command) => ({ command, isBeginning: holdsFirst(command.title, words) }))
    .sort((a, b) => Number(b.isBeginning) - Number(a.isBeginning))
    .map(({ command }): PaletteItem => commandItem(command, words));
  if (found.length === 0) return null;
  const most = words.length === 0 ? found.length : mostCommands;
  return { name: 'command', items: found.slice(0, most), hasMore: found.length > most };
}

function commandItem({ id, title }: ListedCommand, words: readonly SearchWord[]): PaletteItem {
  return { kind: 'command', key: id, id, title: { ...plainText(title), ranges: findRanges(title, words) } };
}

function holdsFirst(title: string, words: readonly SearchWord[]): boolean {
  return findRanges(title, words)[0]?.start === 0;
}

/** The shot of the current project with exactly this number, such as `3a`. */
export function findByNumber(
  storyboard: Storyboard | undefined,
  query: string,
): { record: FoundRecord; number: string; title: string } | null {
  const wanted = query.trim().toUpperCase();
  if (!storyboard || !/^[0-9A-Z.-]*\d[0-9A-Z.-]*$/.test(wanted)) return null;
  const { project, scenes, shots } = storyboard;
  const numbers = shotNumbers(scenes, shots);
  const shot = shots.find(({ id }) => numbers.get(id)?.toUpperCase() === wanted);
  if (!shot) return null;
  const { id: shotId, sceneId } = shot;
  const place = { projectId: project.id, projectTitle: project.title };
  return { record: { kind: 'shot', shotId, sceneId, ...place }, number: wanted, title: shot.title };
}

/** A text without marks, shown whole. */
export function plainText(text: string): MarkedText {
  return { text, ranges: [], isCutBefore: false, isCutAfter: false };
}

/** Pieces of a marked text in order, for showing. */
export function piecesOf({ text, ranges }: MarkedText): Array<{ text: string; isHit: boolean }> {
  const pieces: Array<{ text: string; isHit: boolean }> = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) pieces.push({ text: text.slice(at, start), isHit: false });
    pieces.push({ text: text.slice(start, end), isHit: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
  return pieces;
}

function keyOf(record: FoundRecord): string {
  switch (record.kind) {
    case 'project':
      return record.projectId;
    case 'scene':
      return record.sceneId;
    case 'shot':
      return record.shotId;
    case 'element':
      return record.elementId;
    case 'take':
      return record.takeId;
    case 'line':
      return `${record.shotId} ${record.lineIndex}`;
  }
}
