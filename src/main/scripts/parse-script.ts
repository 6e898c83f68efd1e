/** Reads a script of any format that can be imported into the neutral outline. */
import type { DurationRule, Outline, ScriptFormat } from '#shared/domain/outline.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ParsedScript } from './element-list.ts';
import { looksLikeFdx, parseFdx } from './fdx-parser.ts';
import { parseFountain } from './fountain-parser.ts';
import { parseMarkdown } from './markdown-parser.ts';
import { isCueText, isParentheticalText, isSceneHeadingText, isTransitionText } from './screenplay-marks.ts';
import { segmentScenes } from './segment-scenes.ts';
import { parseText } from './text-parser.ts';
import { findTitle } from './title-page.ts';

export type ParseScriptOptions = {
  /** Name of the file without its folder; its ending chooses the format, and it is the last choice for a title. */
  fileName: string;
  frameRate: FrameRate;
  durationRule: DurationRule;
};

const parsers: Record<ScriptFormat, (text: string) => ParsedScript> = {
  'final-draft': parseFdx,
  fountain: parseFountain,
  markdown: parseMarkdown,
  text: parseText,
};

/**
 * The outline of a decoded script. Any text gives an outline, except in Final Draft's format, which can be broken.
 * A script without words has no scenes; any other has at least one.
 *
 * @throws {AppError} SCRIPT_BINARY (params `fileName`) for an `.fdx` file or XML that is no Final Draft script,
 *   SCRIPT_DECLARES_ENTITIES (params `fileName`) for one with declarations of its own, SCRIPT_DAMAGED (params
 *   `fileName`, `line`) for one that is broken or cut off
 */
export function parseScript(text: string, { fileName, frameRate, durationRule }: ParseScriptOptions): Outline {
  const format = detectScriptFormat(fileName, text);
  const { titlePage, elements } = parseAs(format, text, fileName);
  return {
    format,
    title: findTitle(titlePage) ?? withoutEnding(fileName),
    titlePage,
    elements,
    scenes: segmentScenes(elements, { format, titlePage, frameRate, durationRule }),
  };
}

function parseAs(format: ScriptFormat, text: string, fileName: string): ParsedScript {
  try {
    return parsers[format](text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.message, { params: { ...error.params, fileName }, cause: error });
  }
}

function withoutEnding(fileName: string): string {
  return fileName.replace(/^.*[\\/]/s, '').replace(/(?<=.)\.[^.]*$/, '');
}

/** XML by its first characters, else by the ending of the file's name; for any other ending by what the text looks like. */
export function detectScriptFormat(fileName: string, text: string): ScriptFormat {
  const ending = /\.([^.\\/]*)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (ending === 'fdx' || ending === 'fdxt' || looksLikeFdx(text)) return 'final-draft';
  if (ending === 'fountain' || ending === 'spmd') return 'fountain';
  if (ending === 'md' || ending === 'markdown') return 'markdown';
  return looksLikeScreenplay(text) ? 'fountain' : 'text';
}

/** Characters at the start of a text that are looked at. */
const sampleLength = 200_000;

/** Whether a text has a scene heading and a cue with words under it, both after a blank line. */
function looksLikeScreenplay(text: string): boolean {
  const lines = text
    .slice(0, sampleLength)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim());
  let hasHeading = false;
  let hasCue = false;
  for (const [index, line] of lines.entries()) {
    if (line === '' || (index > 0 && lines[index - 1] !== '')) continue;
    if (isSceneHeadingText(line) || /^\.[\p{L}\p{N}]/u.test(line)) hasHeading = true;
    else if (isCue(line, lines[index + 1] ?? '')) hasCue = true;
    if (hasHeading && hasCue) return true;
  }
  return false;
}

function isCue(line: string, next: string): boolean {
  // "SHOT 3: …", "1. KITCHEN" and "KITCHEN" over a list are those of a shot list.
  if (/[:：]|^\W|^\d+[.)]/.test(line) && !/^[@\p{L}]/u.test(line)) return false;
  if (/[:：]/.test(line) || isTransitionText(line) || next === '') return false;
  if (!isParentheticalText(next) && /^(?:[-*•–]|\d+[.)])\s|^shot\b|^[^:]{1,40}:\s/i.test(next)) return false;
  return isCueText(line.startsWith('@') ? line.slice(1).toUpperCase() : line);
}
