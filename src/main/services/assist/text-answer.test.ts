import { describe, expect, it } from 'vitest';
import type { DraftShot } from '#shared/domain/assist-draft.ts';
import { readDraftAnswer, readPromptAnswer } from './text-answer.ts';

const shot: DraftShot = {
  title: 'The lamp',
  prompt: 'A lamp goes out.',
  dialogue: [{ character: 'MARA', line: 'Not again.' }],
  seconds: 4,
  cameraMove: 'push-in',
};
const answer = { shots: [shot], isFinished: true };
const unusable = expect.objectContaining({ code: 'TEXT_ANSWER_UNUSABLE' }) as Error;

describe('readDraftAnswer', () => {
  it('reads the asked form, also with words around it and with fields that nobody asked for', () => {
    expect(readDraftAnswer(JSON.stringify(answer))).toEqual(answer);
    expect(readDraftAnswer(`Sure!\n\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``)).toEqual(answer);
    expect(readDraftAnswer(JSON.stringify({ ...answer, shots: [{ ...shot, number: 1 }], note: 'x' }))).toEqual(answer);
    expect(readDraftAnswer(JSON.stringify({ ...answer, shots: [{ ...shot, title: ' The\n lamp ' }] }))).toEqual(answer);
  });

  it('takes one answer that is given twice, and none of two that differ', () => {
    const twice = `${JSON.stringify(answer)}\n${JSON.stringify(answer)}`;
    expect(readDraftAnswer(twice)).toEqual(answer);
    const other = JSON.stringify({ ...answer, isFinished: false });
    expect(() => readDraftAnswer(`${JSON.stringify(answer)}\n${other}`)).toThrow(unusable);
  });

  it.each([
    ['nothing', ''],
    ['only words', 'I would rather not.'],
    ['a list alone', JSON.stringify([shot])],
    ['a field that is missing', JSON.stringify({ shots: [{ ...shot, seconds: undefined }], isFinished: true })],
    ['seconds as words', JSON.stringify({ shots: [{ ...shot, seconds: '4 s' }], isFinished: true })],
    ['seconds below nothing', JSON.stringify({ shots: [{ ...shot, seconds: -1 }], isFinished: true })],
    ['a camera that nobody knows', JSON.stringify({ shots: [{ ...shot, cameraMove: 'crane' }], isFinished: true })],
    ['an empty prompt', JSON.stringify({ shots: [{ ...shot, prompt: ' ' }], isFinished: true })],
    ['half of it', JSON.stringify(answer).slice(0, 60)],
  ])('refuses %s', (_what, text) => {
    expect(() => readDraftAnswer(text)).toThrow(unusable);
  });
});

describe('readPromptAnswer', () => {
  it('reads a wording', () => {
    expect(readPromptAnswer('Here you are: {"prompt":" A lamp. "}')).toBe('A lamp.');
    expect(() => readPromptAnswer('A lamp.')).toThrow(unusable);
    expect(() => readPromptAnswer('{"prompt":""}')).toThrow(unusable);
  });
});
