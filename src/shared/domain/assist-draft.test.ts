import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenText } from './assist-speech.ts';
import { dialogueFromSpeeches, draftBatchCount, maxDraftShots, mostDraftShots } from './assist-draft.ts';
import { parseDialogue } from './dialogue.ts';

describe('mostDraftShots', () => {
  it('is the number that was asked for', () => {
    expect(mostDraftShots('', 12)).toBe(12);
    expect(mostDraftShots('', 1)).toBe(1);
    expect(mostDraftShots('', 1000)).toBe(maxDraftShots);
  });

  it('follows the length of the text where none was', () => {
    expect(mostDraftShots('A boat leaves.', null)).toBe(8);
    expect(mostDraftShots('word '.repeat(200), null)).toBe(25);
    expect(mostDraftShots('word '.repeat(20_000), null)).toBe(maxDraftShots);
  });
});

describe('draftBatchCount', () => {
  it('has at most eight shots in a request', () => {
    expect([1, 8, 9, 16, 17, 64].map(draftBatchCount)).toEqual([1, 1, 2, 2, 3, 8]);
  });
});

describe('dialogueFromSpeeches', () => {
  it('writes what the storyboard reads as speakers and words', () => {
    const dialogue = dialogueFromSpeeches([
      { character: 'Mara', line: 'Nine…\nten…' },
      { character: '', line: 'A bell rings.' },
      { character: 'Tom: the boy', line: '  Ten. ' },
      { character: 'Anna', line: ' ' },
    ]);
    expect(dialogue).toBe('MARA: Nine… ten…\nA bell rings.\nTOM THE BOY: Ten.');
    expect(parseDialogue(dialogue).map(({ speaker }) => speaker)).toEqual(['MARA', null, 'TOM THE BOY']);
    expect(spokenText(dialogue)).toBe('Nine… ten…\nA bell rings.\nTen.');
  });

  it('keeps the words of every speech, whatever its name is', () => {
    const name = fc.string({ unit: fc.constantFrom(...'abcXYZäß :：.'), maxLength: 60 });
    const word = fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: 8 });
    const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(fc.record({ character: name, line }), { maxLength: 6 }), (speeches) => {
        const spoken = spokenText(dialogueFromSpeeches(speeches)).split('\n').filter(Boolean);
        expect(spoken).toHaveLength(speeches.length);
        for (const [index, speech] of speeches.entries()) expect(spoken[index]?.endsWith(speech.line)).toBe(true);
      }),
    );
  });
});

describe('spokenText', () => {
  it('is empty where nobody speaks', () => {
    expect(spokenText(' \n ')).toBe('');
  });
});
