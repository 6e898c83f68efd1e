import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AutosaveState, createAutosave } from './autosave.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function aField() {
  const sent: string[] = [];
  const states: AutosaveState['kind'][] = [];
  const edits: string[] = [];
  const answers: Array<{ resolve: () => void; reject: (thrown: unknown) => void }> = [];
  const autosave = createAutosave<string>({
    send: (value) => {
      sent.push(value);
      return new Promise((resolve, reject) => {
        answers.push({ resolve: () => resolve({ savedAtMs: 1 }), reject });
      });
    },
    begin: () => {
      edits.push('begun');
      return {
        saved: () => edits.push('saved'),
        refused: () => edits.push('refused'),
        failed: () => edits.push('failed'),
      };
    },
    onState: ({ kind }) => states.push(kind),
  });
  return { autosave, sent, states, edits, answers };
}

describe('createAutosave', () => {
  it('sends within 400 ms of the first keystroke, also when typing does not stop', () => {
    const { autosave, sent } = aField();
    for (let index = 0; index < 4; index += 1) {
      autosave.change('a'.repeat(index + 1));
      vi.advanceTimersByTime(100);
    }
    expect(sent).toEqual(['aaaa']);
  });

  it('sends what is typed during a call right after it, as one', async () => {
    const { autosave, sent, answers, states, edits } = aField();
    autosave.change('one');
    const flushed = autosave.flush();
    autosave.change('two');
    autosave.change('three');
    answers[0]?.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(['one', 'three']);
    answers[1]?.resolve();
    await flushed;
    expect(states.at(-1)).toBe('settled');
    expect(edits).toEqual(['begun', 'saved']);
    expect(autosave.isUnsent()).toBe(false);
  });

  it('counts as saved only after the answer', async () => {
    const { autosave, edits, answers } = aField();
    autosave.change('one');
    vi.advanceTimersByTime(400);
    expect(edits).toEqual(['begun']);
    answers[0]?.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(edits).toEqual(['begun', 'saved']);
  });

  it('keeps what failed and sends it again with the next flush', async () => {
    const { autosave, sent, answers, states, edits } = aField();
    autosave.change('one');
    const first = autosave.flush();
    answers[0]?.reject(new Error('lost'));
    await first;
    expect(states.at(-1)).toBe('failed');
    expect(autosave.isUnsent()).toBe(true);
    const second = autosave.flush();
    answers[1]?.resolve();
    await second;
    expect(sent).toEqual(['one', 'one']);
    expect(edits).toEqual(['begun', 'failed']);
    expect(autosave.isUnsent()).toBe(false);
  });

  it('does nothing on a flush when nothing was typed', async () => {
    const { autosave, sent } = aField();
    await autosave.flush();
    expect(sent).toEqual([]);
  });
});
