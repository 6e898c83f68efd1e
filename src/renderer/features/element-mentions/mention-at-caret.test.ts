import { describe, expect, it } from 'vitest';
import { mentionAtCaret, suggestElements, withClosing, withMention } from './mention-at-caret.ts';

/** The caret stands at the bar. */
const at = (text: string) => mentionAtCaret(text.replace('|', ''), text.indexOf('|'));
const chosen = (text: string, name: string) => {
  const found = at(text);
  if (!found) return null;
  const { text: written, caret } = withMention(text.replace('|', ''), found, name);
  return `${written.slice(0, caret)}|${written.slice(caret)}`;
};

describe('mentionAtCaret', () => {
  it('finds the name that is being typed', () => {
    expect(at('@|')).toEqual({ start: 0, end: 1, query: '' });
    expect(at('See @ma|ra, there')).toEqual({ start: 4, end: 9, query: 'ma' });
    expect(at('See (@old_|')).toEqual({ start: 5, end: 10, query: 'old_' });
  });

  it('finds none where an @ begins no name', () => {
    for (const text of ['|@mara', 'mara|', '@mara |', 'mail@ma|', '@@ma|', '@.|']) expect(at(text), text).toBeNull();
  });
});

describe('withClosing', () => {
  it('puts a full stop in place of the blank that came with a name, and leaves letters behind it', () => {
    expect(withClosing('See @mara ', 10, '.')).toEqual({ text: 'See @mara.', caret: 10 });
    expect(withClosing('(@mara  there', 7, ')')).toEqual({ text: '(@mara) there', caret: 7 });
    expect(withClosing('See @mara ', 10, 'a')).toBeNull();
    expect(withClosing('See @mara', 9, '.')).toBeNull();
  });
});

describe('withMention', () => {
  it('puts the whole name in and goes on behind it', () => {
    expect(chosen('@|', 'mara')).toBe('@mara |');
    expect(chosen('See @ma|rx.', 'mara')).toBe('See @mara|.');
    expect(chosen('See @ma| there', 'mara')).toBe('See @mara |there');
    expect(chosen('@ma|\nThere', 'mara')).toBe('@mara|\nThere');
    expect(chosen('@|“', 'mara')).toBe('@mara|“');
  });
});

describe('suggestElements', () => {
  const elements = ['tamara', 'Mara', 'Zoé', 'old_mara', 'jon'].map((name) => ({ name }));
  const names = (query: string) =>
    suggestElements(elements, query).map((one) => (one.kind === 'new' ? `+${one.name}` : one.element.name));

  it('puts names that begin with what was typed before those that hold it', () => {
    expect(names('ma')).toEqual(['Mara', 'tamara', 'old_mara', '+ma']);
    expect(names('zoe')).toEqual(['Zoé', '+zoe']);
    expect(names('')).toEqual(['tamara', 'Mara', 'Zoé', 'old_mara', 'jon']);
  });

  it('offers to make a name that nobody has', () => {
    expect(names('JON')).toEqual(['jon']);
    expect(names('ida')).toEqual(['+ida']);
    expect(names('ida-')).toEqual([]);
  });

  it('shows a few of many', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ name: `extra${index}` }));
    expect(suggestElements(many, 'extra')).toHaveLength(9);
  });
});
