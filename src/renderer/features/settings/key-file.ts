/** Keys as a file, to take them to another computer or give them to somebody. */
import { keyPreferencesSchema } from '#shared/contract/schemas.ts';
import type { KeyPreferences } from '#shared/contract/answers.ts';
import { isChord } from '#renderer/ui/chords.ts';
import { isCommandId } from '#renderer/ui/command-list.ts';
import { presetNames } from '#renderer/ui/key-presets.ts';

/** What the file says of itself. */
const format = 'shotwright-keys';

/** The text of the file. */
export function keysToText({ preset, overrides }: KeyPreferences): string {
  return `${JSON.stringify({ format, version: 1, preset, overrides }, null, 2)}\n`;
}

/**
 * The keys in such a text; commands and chords that this version does not know are left out. Null where it is no file
 * of keys.
 */
export function keysFromText(text: string): KeyPreferences | null {
  const read = readJson(text);
  if (typeof read !== 'object' || read === null || !('format' in read) || read.format !== format) return null;
  const { preset, overrides } = read as { preset?: unknown; overrides?: unknown };
  const keys = keyPreferencesSchema.safeParse({ preset, overrides }).data;
  if (!keys) return null;
  const known = Object.entries(keys.overrides)
    .filter(([id]) => isCommandId(id))
    .map(([id, chords]) => [id, chords.filter(isChord)] as const);
  return {
    preset: presetNames.find((name) => name === keys.preset) ?? 'default',
    overrides: Object.fromEntries(known),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
