import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameraMoveKinds } from './camera-move.ts';
import { cameraSentence, composePrompt, cutPrompt } from './compose-prompt.ts';

describe('cameraSentence', () => {
  it('says how the camera moves and how far', () => {
    expect(cameraSentence({ kind: 'push-in', strength: 0.3 })).toBe('The camera pushes in slowly.');
    expect(cameraSentence({ kind: 'pan-left', strength: 0.1 })).toBe('The camera pans left slightly.');
    expect(cameraSentence({ kind: 'tilt-up', strength: 0.9 })).toBe('The camera tilts up a long way.');
  });

  it('says nothing of a camera that stands still', () => {
    expect(cameraSentence({ kind: 'static', strength: 1 })).toBe('');
    for (const kind of cameraMoveKinds) expect(cameraSentence({ kind, strength: 0 })).toBe('');
  });
});

describe('composePrompt', () => {
  it('joins what is there, the shot first', () => {
    expect(
      composePrompt({ words: ' A boat. ', styleNotes: 'Film noir.', camera: 'The camera pulls out slowly.' }),
    ).toBe('A boat.\nFilm noir.\nThe camera pulls out slowly.');
    expect(composePrompt({ words: '', styleNotes: ' ', camera: '' })).toBe('');
  });
});

describe('cutPrompt', () => {
  it('keeps to the limit and cuts no character in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.nat(40), (text, limit) => {
        const cut = cutPrompt(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(text.startsWith(cut)).toBe(true);
        // Throws for half a character.
        expect(() => encodeURIComponent(cut)).not.toThrow();
        if (text.length <= limit) expect(cut).toBe(text);
      }),
    );
  });
});
