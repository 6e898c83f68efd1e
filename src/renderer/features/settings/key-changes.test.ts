import { describe, expect, it } from 'vitest';
import { createKeymap } from '#renderer/ui/keymap.ts';
import { keysFromText, keysToText } from './key-file.ts';
import { conflictsOf, withChord, withoutChange, withoutChords } from './key-changes.ts';

const none = { preset: 'default', overrides: {} };

describe('a file of keys', () => {
  it('brings back what was exported, without what this version does not know', () => {
    const keys = { preset: 'premiere', overrides: { 'player.loop': ['N'], 'sketch.ink': [] } };
    expect(keysFromText(keysToText(keys))).toEqual(keys);
    const later = { preset: 'later', overrides: { 'later.command': ['Q'], 'player.loop': ['N', 'Mod+'] } };
    expect(keysFromText(keysToText(later))).toEqual({ preset: 'default', overrides: { 'player.loop': ['N'] } });
  });

  it('is refused when it is something else', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      '{"format":"shotwright-keys"}',
      '{"preset":"default","overrides":{}}',
    ]) {
      expect(keysFromText(text)).toBeNull();
    }
  });
});

describe('a changed key', () => {
  it('is taken from the command that had it', () => {
    const changed = withChord(none, 'storyboard.editTitle', 'N');
    const keymap = createKeymap(changed);
    expect(keymap.chordsOf('storyboard.editTitle')).toEqual(['N']);
    expect(keymap.chordsOf('storyboard.newShot')).toEqual([]);
    // Heard elsewhere, so it stays.
    expect(keymap.chordsOf('takes.note')).toEqual(['N']);
    expect(conflictsOf(keymap, 'storyboard.editTitle')).toEqual([]);
  });

  it('can be taken away and given back', () => {
    const without = withoutChords(none, 'player.toggle');
    expect(createKeymap(without).chordsOf('player.toggle')).toEqual([]);
    expect(withoutChange(without, 'player.toggle')).toEqual(none);
  });

  it('conflicts are named', () => {
    const keymap = createKeymap({ preset: 'default', overrides: { 'player.loop': ['N'] } });
    expect(conflictsOf(keymap, 'player.loop')).toEqual(['storyboard.newShot']);
  });
});
