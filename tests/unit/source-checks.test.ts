import { describe, expect, it } from 'vitest';
import { findForbiddenContents } from '../../scripts/check-contents.mjs';
import { findMissingDocstrings, needsDocstrings } from '../../scripts/check-docstrings.mjs';

describe('the docstring check', () => {
  const file = 'src/shared/domain/a.ts';
  const missing = (text: string, name = file) => findMissingDocstrings(name, text).map(({ line }) => line);

  it('finds an exported function, type, interface or class without one', () => {
    const text = 'export function f() {}\n\nexport type T = {\n};\n\nexport interface I {\n}\n\nexport class C {\n}\n';
    expect(missing(text)).toEqual([1, 3, 6, 9]);
  });

  it('is content with a docstring, a comment at the end of the line, or one above a run of short lines', () => {
    expect(missing('/** Adds. */\nexport function f() {\n}\n')).toEqual([]);
    expect(missing('export type Frames = number; // whole frames\n')).toEqual([]);
    expect(missing('/** Ids. */\nexport type A = string;\nexport type B = string;\n')).toEqual([]);
    expect(missing('/** Ids. */\nexport type A = string;\n\nexport type B = string;\n')).toEqual([4]);
  });

  it('does not take the header of a file for the docstring of its first export', () => {
    expect(missing('/** What this file is. */\n\nexport type T = {\n};\n')).toEqual([3]);
  });

  it('leaves constants and what is not exported alone', () => {
    expect(missing('export const limit = 3;\nfunction helper() {\n}\n')).toEqual([]);
  });

  it('asks only for interfaces in the provider folder, and not in a provider of its own', () => {
    const text = 'export function f() {}\n\nexport interface I {\n}\n';
    expect(missing(text, 'src/main/providers/video-provider.ts')).toEqual([3]);
    expect(needsDocstrings('src/main/providers/acme/acme-provider.ts')).toBe(false);
    expect(needsDocstrings('src/main/services/a.ts')).toBe(false);
  });
});

describe('the contents check', () => {
  // Put together here, so that this file itself holds none of them.
  const bad = [
    ['the host of a registry', `https://${'registry'}.example.com/react`],
    ['a lock file with addresses', `"resolved": "${'https:'}//packages.example/react.tgz"`],
    ['a folder of one computer', `${'/wo'}rk/main/src`],
    ['a private key', `-----BEGIN ${'PRIVATE'} KEY-----`],
    ['an API key', `sk-${'proj-'}${'a1B2'.repeat(10)}`],
    ['an access key', `AKIA${'ABCD'.repeat(4)}`],
    ['a token', `ghp_${'a1B2'.repeat(9)}`],
  ];

  it.each(bad)('finds %s, and never repeats it', (_name, text = '') => {
    const problems = findForbiddenContents('a.md', `first line\n${text}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBe(2);
    expect(JSON.stringify(problems)).not.toContain(text);
  });

  it('leaves ordinary words and addresses alone', () => {
    const text =
      'apiKey: "test-key"; the registry; https://github.com/a/b; ./work/main; ~/work/film; sk-short; task-list-of-shots';
    expect(findForbiddenContents('a.md', text)).toEqual([]);
  });
});
