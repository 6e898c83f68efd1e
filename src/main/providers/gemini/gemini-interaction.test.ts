import { describe, expect, it } from 'vitest';
import { fileNameOf, readFacts, readInteraction } from './gemini-interaction.ts';

const input = {
  type: 'user_input',
  content: [
    { type: 'video', data: 'bm90IG91cnM=' },
    { type: 'text', text: 'Words' },
  ],
};
const output = (...content: unknown[]) => ({ type: 'model_output', content });
const uri = 'https://generativelanguage.googleapis.com/v1beta/files/abc-1_2:download?alt=media';

describe('readInteraction', () => {
  it.each(['queued', 'in_progress', 'something_new', ''])('takes "%s" for running', (status) => {
    expect(readInteraction({ status })).toEqual({ kind: 'running' });
  });

  it('takes what is no interaction for running', () => {
    expect(readInteraction(undefined)).toEqual({ kind: 'running' });
  });

  it('finds a file, an address and bytes in what the model made', () => {
    const placeOf = (content: Record<string, unknown>) => {
      const steps = [input, { type: 'thought' }, output({ type: 'text', text: 'Here' }, { type: 'video', ...content })];
      const reading = readInteraction({ status: 'completed', steps });
      return reading.kind === 'done' ? reading.video : reading;
    };
    expect(placeOf({ uri })).toEqual({ place: { kind: 'file', name: 'files/abc-1_2' }, extension: 'mp4' });
    expect(placeOf({ uri: 'https://storage.example/a.webm', mime_type: 'video/webm' })).toEqual({
      place: { kind: 'address', url: 'https://storage.example/a.webm' },
      extension: 'webm',
    });
    expect(placeOf({ data: 'AAAA', mime_type: 'video/mov' })).toEqual({
      place: { kind: 'inline', base64: 'AAAA' },
      extension: 'mov',
    });
    expect(placeOf({ uri: 'gs://bucket/a.mp4' })).toEqual({ kind: 'empty' });
  });

  it('finds the shorthand of the package', () => {
    const reading = readInteraction({ status: 'completed', output_video: { type: 'video', uri: 'files/abc' } });
    expect(reading).toMatchObject({ kind: 'done', video: { place: { kind: 'file', name: 'files/abc' } } });
  });

  it('never takes a clip of the input for the result', () => {
    expect(readInteraction({ status: 'completed', steps: [input] })).toEqual({ kind: 'empty' });
  });

  it('takes what an interaction that ended early left', () => {
    const steps = [output({ type: 'video', uri })];
    expect(readInteraction({ status: 'incomplete', steps })).toMatchObject({ kind: 'done' });
  });

  it.each([
    [
      { status: 'failed', errors: [{ code: 'internal', message: 'It broke.' }] },
      { kind: 'failed', detail: 'It broke.' },
    ],
    [
      { status: 'failed', steps: [{ type: 'model_output', error: { code: 13, message: 'It broke.' } }] },
      { kind: 'failed', detail: 'It broke.' },
    ],
    [{ status: 'incomplete' }, { kind: 'failed', detail: 'incomplete' }],
    [{ status: 'requires_action' }, { kind: 'failed', detail: 'requires_action' }],
    [{ status: 'requires_continuation' }, { kind: 'failed', detail: 'requires_continuation' }],
    [{ status: 'cancelled' }, { kind: 'cancelled' }],
    [{ status: 'budget_exceeded' }, { kind: 'no-credit' }],
  ])('reads how %j ended', (interaction, reading) => {
    expect(readInteraction(interaction)).toEqual(reading);
  });

  it.each([
    { status: 'failed', errors: [{ code: 'https://ai.google.dev/errors/PROHIBITED_CONTENT', message: '' }] },
    { status: 'failed', errors: [{ code: 'unknown', message: 'The prompt violates our usage policies.' }] },
    { status: 'failed', steps: [{ type: 'model_output', error: { code: 3, details: [{ reason: 'SAFETY' }] } }] },
    { status: 'completed', steps: [{ type: 'model_output', error: { message: 'Blocked by the safety filter.' } }] },
    { status: 'completed', steps: [output({ type: 'text', text: 'This request was blocked.' })] },
  ])('tells a refusal from a failure: %j', (interaction) => {
    expect(readInteraction(interaction)).toMatchObject({ kind: 'refused' });
  });

  it('repeats no words of the model, which may be those of the prompt', () => {
    const steps = [output({ type: 'text', text: 'A lighthouse in the rain was blocked.' })];
    expect(readInteraction({ status: 'completed', steps })).toEqual({ kind: 'refused', detail: '' });
  });
});

describe('fileNameOf', () => {
  it('finds the name in addresses and alone', () => {
    expect(fileNameOf(uri)).toBe('files/abc-1_2');
    expect(fileNameOf('files/abc')).toBe('files/abc');
    expect(fileNameOf('https://elsewhere.example/a.mp4')).toBeNull();
    expect(fileNameOf('')).toBeNull();
  });
});

describe('readFacts', () => {
  it('reads what is there', () => {
    const usage = { total_tokens: 5, total_output_tokens: 3, total_input_tokens: 'many' };
    expect(readFacts({ model: 'm', usage })).toEqual({ model: 'm', totalTokens: 5, outputTokens: 3 });
    expect(readFacts(null)).toEqual({});
  });
});
