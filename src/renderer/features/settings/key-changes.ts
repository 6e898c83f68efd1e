/** What becomes of a person's keys when they change some: plain decisions. */
import type { KeyPreferences } from '#shared/contract/answers.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { createKeymap, type Keymap } from '#renderer/ui/keymap.ts';

/** Gives a command a chord instead of the ones that it has, and takes it from the commands that it would disturb. */
export function withChord(keys: KeyPreferences, id: CommandId, chord: string): KeyPreferences {
  const keymap = createKeymap(keys);
  const overrides = { ...keys.overrides, [id]: [chord] };
  for (const other of keymap.conflictsOf(id, chord)) {
    overrides[other] = keymap.chordsOf(other).filter((one) => one !== chord);
  }
  return { ...keys, overrides };
}

/** Leaves a command without keys. */
export function withoutChords(keys: KeyPreferences, id: CommandId): KeyPreferences {
  return { ...keys, overrides: { ...keys.overrides, [id]: [] } };
}

/** Gives a command the keys of the preset again. */
export function withoutChange(keys: KeyPreferences, id: CommandId): KeyPreferences {
  const { [id]: _, ...overrides } = keys.overrides;
  return { ...keys, overrides };
}

/** Commands that have the same chord where both are heard. */
export function conflictsOf(keymap: Keymap, id: CommandId): CommandId[] {
  return [...new Set(keymap.chordsOf(id).flatMap((chord) => keymap.conflictsOf(id, chord)))];
}
