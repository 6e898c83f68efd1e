import { afterEach, describe, expect, it } from 'vitest';
import { chordsOf, isChord, isSafeWhileTyping, type Pressed } from './chords.ts';
import { commandIds, commandList } from './command-list.ts';
import { presetNames, presets } from './key-presets.ts';
import { createKeymap, defaultKeySettings, keysOf, pressedCommand, setKeymap } from './keymap.ts';

const pressed = (fields: Partial<Pressed>): Pressed => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...fields,
});

afterEach(() => setKeymap(defaultKeySettings));

describe('chords', () => {
  it('name a key by what stands on it, and by its place where that says nothing', () => {
    expect(chordsOf(pressed({ key: 'k', code: 'KeyK', ctrlKey: true }), false)).toEqual(['Mod+K']);
    expect(chordsOf(pressed({ key: 'k', code: 'KeyK', metaKey: true }), true)).toEqual(['Mod+K']);
    // A on AZERTY is where Q is elsewhere.
    expect(chordsOf(pressed({ key: 'a', code: 'KeyQ' }), false)[0]).toBe('A');
    expect(chordsOf(pressed({ key: 'с', code: 'KeyC' }), false)).toEqual(['С', 'C']);
    expect(chordsOf(pressed({ key: '≈', code: 'KeyX', altKey: true }), true)).toContain('Alt+X');
    expect(chordsOf(pressed({ key: '"', code: 'Digit3' }), false)).toEqual(['"', '3']);
  });

  it('leave Shift out of signs, and AltGr out of what it types', () => {
    expect(chordsOf(pressed({ key: '?', code: 'Slash', shiftKey: true }), false)).toEqual(['?']);
    expect(chordsOf(pressed({ key: '+', code: 'Equal', shiftKey: true }), false)).toEqual(['Plus']);
    expect(chordsOf(pressed({ key: 'Z', code: 'KeyZ', shiftKey: true, ctrlKey: true }), false)).toEqual([
      'Mod+Shift+Z',
    ]);
    const polish = pressed({ key: 'ń', code: 'KeyN', ctrlKey: true, altKey: true, getModifierState: () => true });
    expect(chordsOf(polish, false)).toEqual(['Ń']);
  });

  it('are nothing while only a modifier or a dead key is down', () => {
    for (const key of ['Shift', 'Control', 'Meta', 'Alt', 'Dead', 'Process']) {
      expect(chordsOf(pressed({ key }), false)).toEqual([]);
    }
  });

  it('know what may be typed in a field', () => {
    expect(['Mod+K', 'F3', 'Shift+F3'].every(isSafeWhileTyping)).toBe(true);
    expect(['K', 'Shift+K', 'Alt+L', 'Space'].some(isSafeWhileTyping)).toBe(false);
  });
});

describe('the keymap', () => {
  it.each(presetNames)('has no chord twice where both are heard: %s', (preset) => {
    const keymap = createKeymap({ preset, overrides: {} });
    const twice = commandIds.flatMap((id) =>
      keymap.chordsOf(id).flatMap((chord) => keymap.conflictsOf(id, chord).map((other) => `${chord}: ${id}, ${other}`)),
    );
    expect(twice).toEqual([]);
  });

  it('is made of chords', () => {
    const all = [...Object.values(commandList), ...Object.values(presets)].flatMap((one) => Object.values(one).flat());
    expect(all.filter((chord) => typeof chord === 'string' && !isChord(chord))).toEqual([]);
  });

  it('puts what a person chose over the preset, and passes over what it does not know', () => {
    const keymap = createKeymap({
      preset: 'finalCut',
      overrides: { 'player.toggle': ['P'], 'player.pause': [], 'later.command': ['Q'], 'takes.pin': ['Mod+', 'B'] },
    });
    expect(keymap.chordsOf('player.toggle')).toEqual(['P']);
    expect(keymap.chordsOf('player.pause')).toEqual([]);
    expect(keymap.chordsOf('player.previousFrame')).toEqual(['ArrowLeft', ',']);
    expect(keymap.chordsOf('takes.pin')).toEqual(['B']);
    expect(keymap.isChanged('player.toggle')).toBe(true);
    expect(keymap.isChanged('takes.pin')).toBe(false);
    expect(keymap.commandOf('K', 'player')).toBeNull();
    expect(createKeymap({ preset: 'of a later version', overrides: {} }).preset).toBe('default');
  });

  it('is what keys and hints go by', () => {
    expect(pressedCommand(pressed({ key: 'c', code: 'KeyC' }), 'storyboard')).toBe('storyboard.compare');
    setKeymap({ preset: 'default', overrides: { 'storyboard.compare': ['Shift+C'] } });
    expect(pressedCommand(pressed({ key: 'c', code: 'KeyC' }), 'storyboard')).toBeNull();
    expect(keysOf('storyboard.compare')).toBe('Shift+C');
    expect(keysOf('window.home')).toBeUndefined();
  });
});
