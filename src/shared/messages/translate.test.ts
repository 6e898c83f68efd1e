import { describe, expect, it } from 'vitest';
import { createTranslator, errorText } from './translate.ts';

describe('errorText', () => {
  const say = (params: Record<string, string>) => errorText(createTranslator(), { code: 'INVALID_INPUT', params });

  it('says what exactly cannot be used, where the error tells', () => {
    expect(say({ field: 'workflow', problem: 'editor-format' })).toContain('Export (API)');
    expect(say({ field: 'last-frame', problem: 'request' })).toContain('look at its last frame.');
  });

  it('says the rest in general', () => {
    const general = say({});
    expect(general).not.toBe('');
    expect(say({ field: 'title' })).toBe(general);
    expect(say({ field: 'workflow', problem: 'unheard-of' })).toBe(general);
  });
});
