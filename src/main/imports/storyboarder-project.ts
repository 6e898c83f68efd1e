/** Reads a `.storyboarder` file: JSON with boards, in which any field may be missing or of another kind. */
import type { ImportProblem } from '#shared/domain/import-plan.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type StoryboarderLayer = { url: string; opacity: number };

export type StoryboarderBoard = {
  /** From 1. */
  boardNumber: number;
  /** Name of the flattened picture; null where the file names none. */
  url: string | null;
  /** From the bottom up. */
  layers: StoryboarderLayer[];
  /** Such as `12B`; empty where there is none. */
  label: string;
  durationMs: number;
  dialogue: string;
  action: string;
  notes: string;
  /** Name of the sound's file; null without one. */
  audio: string | null;
};

export type StoryboarderProject = {
  /** Width by height; null where the file tells none that can be. */
  aspectRatio: number | null;
  /** Frames a second; null where the file tells none that can be. */
  fps: number | null;
  boards: StoryboarderBoard[];
  problems: ImportProblem[];
};

/** Layers from the bottom up, as they are drawn. */
const layerOrder = ['shot-generator', 'reference', 'fill', 'tone', 'pencil', 'ink', 'notes'];

/** How long a board stands that tells no time, in a project that tells none either. */
const defaultBoardMs = 2000;

/** @throws {AppError} STORYBOARDER_UNREADABLE (params `fileName`) for what is no JSON or has no boards */
export function parseStoryboarder(text: string, fileName: string): StoryboarderProject {
  const file = parseJson(text, fileName);
  const list = isRecord(file) ? file['boards'] : null;
  if (!isRecord(file) || !Array.isArray(list)) throw unreadable(fileName, 'no boards');
  const problems: ImportProblem[] = [];
  const boardMs = positive(file['defaultBoardTiming']) ?? defaultBoardMs;
  const boards = list.flatMap((value: unknown, index): StoryboarderBoard[] => {
    if (isRecord(value)) return [readBoard(value, index + 1, boardMs, problems)];
    problems.push({ reason: 'project-unreadable', at: index + 1, name: '' });
    return [];
  });
  const aspectRatio = positive(file['aspectRatio']);
  const fps = positive(file['fps']);
  return {
    aspectRatio: aspectRatio !== null && aspectRatio >= 0.1 && aspectRatio <= 10 ? aspectRatio : null,
    fps: fps !== null && fps <= 240 ? fps : null,
    boards,
    problems,
  };
}

function parseJson(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(fileName, 'no JSON', cause);
  }
}

function unreadable(fileName: string, message: string, cause?: unknown): AppError {
  return new AppError('STORYBOARDER_UNREADABLE', message, { params: { fileName }, cause });
}

function readBoard(
  board: Record<string, unknown>,
  boardNumber: number,
  defaultMs: number,
  problems: ImportProblem[],
): StoryboarderBoard {
  const durationMs = positive(board['duration']);
  if (durationMs === null && board['duration'] !== undefined && board['duration'] !== null) {
    problems.push({ reason: 'duration-unreadable', at: boardNumber, name: textOf(board['duration']).slice(0, 40) });
  }
  const audio = isRecord(board['audio']) ? textOf(board['audio']['filename']) : '';
  return {
    boardNumber,
    url: textOf(board['url']) || null,
    layers: isRecord(board['layers']) ? readLayers(board['layers']) : [],
    label: textOf(board['shot']).trim().slice(0, 40),
    durationMs: durationMs ?? defaultMs,
    dialogue: textOf(board['dialogue']).trim(),
    action: textOf(board['action']).trim(),
    notes: textOf(board['notes']).trim(),
    audio: audio || null,
  };
}

function readLayers(layers: Record<string, unknown>): StoryboarderLayer[] {
  return layerOrder.flatMap((name) => {
    const layer = layers[name];
    const url = isRecord(layer) ? textOf(layer['url']) : '';
    if (!isRecord(layer) || url === '') return [];
    const opacity = typeof layer['opacity'] === 'number' ? Math.min(1, Math.max(0, layer['opacity'])) : 1;
    return opacity > 0 ? [{ url, opacity }] : [];
  });
}

/** Longest text of a board that is kept. */
const mostCharacters = 200_000;

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.slice(0, mostCharacters) : '';
}

/** A number above 0, also where it stands as text; else null. */
function positive(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
