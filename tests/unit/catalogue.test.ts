import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyKeys } from '#shared/domain/history.ts';
import { errorCodes } from '#shared/errors/app-error.ts';
import { en } from '#shared/messages/en.ts';

const main = path.resolve(import.meta.dirname, '../../src/main');
const sources = (readdirSync(main, { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('__fixtures__'))
  .map((name) => readFileSync(path.join(main, name), 'utf8'))
  // What a comment promises is not yet thrown.
  .map((text) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))
  .join('\n');

const fieldLabels = readFileSync(path.join(main, 'services/edit-labels.ts'), 'utf8');

describe('the words', () => {
  it('stand for every error code and for no other', () => {
    expect(Object.keys(en.errors).sort()).toEqual([...errorCodes].sort());
    expect([...errorCodes], 'in alphabetical order').toEqual([...errorCodes].sort());
  });

  it('stand for every kind of edit and for no other', () => {
    expect(Object.keys(en.history).sort()).toEqual([...historyKeys].sort());
  });

  it.each(errorCodes)('are not for nothing: main gives %s', (code) => {
    // INTERNAL is also what `toAppError` makes of anything unforeseen.
    expect(sources).toContain(`'${code}'`);
  });

  it.each(historyKeys)('are not for nothing: an edit is labelled %s', (key) => {
    // Where the label follows from the fields that are changed, it stands in their table.
    const isOfFields = fieldLabels.includes(`'${key}'`);
    expect(isOfFields || new RegExp(`labelKey\\b.*'${key}'`).test(sources)).toBe(true);
  });

  it('name only values that the code gives', () => {
    for (const [code, words] of Object.entries(en.errors)) {
      const names = [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
      for (const name of names) expect(sources, `${code} names ${name}`).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});
