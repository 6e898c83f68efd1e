/** Which chords are in force: those of a preset, and over them what a person chose. */
import { useSyncExternalStore } from 'react';
import { chordsOf as chordsPressed, isChord, type Pressed } from './chords.ts';
import {
  type CommandGroup,
  type CommandId,
  commandIds,
  commandList,
  groupOf,
  groupsHeardWith,
  isCommandId,
} from './command-list.ts';
import { type PresetName, presetNames, presets } from './key-presets.ts';
import { chordLabel } from './platform-keys.ts';

/** What a person chose: a preset, and the chords of single commands, none meaning that a command has no keys. */
export type KeySettings = { preset: string; overrides: Readonly<Record<string, readonly string[]>> };

export const defaultKeySettings: KeySettings = { preset: 'default', overrides: {} };

export type Keymap = {
  preset: PresetName;
  /** The chords in force, the one that is shown first. */
  chordsOf(id: CommandId): readonly string[];
  /** Whether a person gave a command other chords than the preset. */
  isChanged(id: CommandId): boolean;
  /** The command of a group that has a chord; null when none has. */
  commandOf(chord: string, group: CommandGroup): CommandId | null;
  /** Other commands that have a chord where this command is heard. */
  conflictsOf(id: CommandId, chord: string): CommandId[];
};

/** Names and chords that this version does not know are passed over. */
export function createKeymap({ preset: wanted, overrides }: KeySettings): Keymap {
  const preset = presetNames.find((name) => name === wanted) ?? 'default';
  const base = (id: CommandId) => presets[preset][id] ?? commandList[id].chords;
  const chosen = new Map<CommandId, readonly string[]>();
  for (const [id, chords] of Object.entries(overrides)) {
    if (isCommandId(id)) chosen.set(id, chords.filter(isChord));
  }
  const chordsOf = (id: CommandId) => chosen.get(id) ?? base(id);
  const byChord = new Map<string, CommandId[]>();
  for (const id of commandIds) {
    for (const chord of chordsOf(id)) byChord.set(chord, [...(byChord.get(chord) ?? []), id]);
  }
  return {
    preset,
    chordsOf,
    isChanged: (id) => chosen.has(id) && chordsOf(id).join(' ') !== base(id).join(' '),
    commandOf: (chord, group) => byChord.get(chord)?.find((id) => groupOf(id) === group) ?? null,
    conflictsOf(id, chord) {
      const heard = groupsHeardWith(groupOf(id));
      return (byChord.get(chord) ?? []).filter((other) => other !== id && heard.includes(groupOf(other)));
    },
  };
}

let current = createKeymap(defaultKeySettings);
const listeners = new Set<() => void>();

/** The keymap in force; handlers read it at each key. */
export function keymap(): Keymap {
  return current;
}

export function setKeymap(settings: KeySettings): void {
  current = createKeymap(settings);
  for (const listener of [...listeners]) listener();
}

/** The keymap in force; the component renders again when it changes. */
export function useKeymap(): Keymap {
  return useSyncExternalStore(subscribe, keymap);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The command of a group that what is pressed stands for; null when it stands for none. */
export function pressedCommand(event: Pressed, group: CommandGroup): CommandId | null {
  for (const chord of chordsPressed(event)) {
    const id = current.commandOf(chord, group);
    if (id) return id;
  }
  return null;
}

/** The first chord of a command as this system writes it; undefined when it has none. For menus and hints. */
export function keysOf(id: CommandId): string | undefined {
  const [chord] = current.chordsOf(id);
  return chord === undefined ? undefined : chordLabel(chord);
}

/** The first chords of several commands beside one another, such as `J K L`; null when none has any. For hints. */
export function keysTogether(...ids: CommandId[]): string | null {
  const labels = ids.map(keysOf).filter((keys) => keys !== undefined);
  return labels.length === 0 ? null : labels.join(' ');
}
