import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementKinds, elementNameKey, isElementName, toElementName } from './element.ts';
import {
  type DescribedElement,
  elementsInPrompt,
  fillPrompt,
  findMentions,
  indexElements,
  mentionsAsWords,
  renameMentions,
} from './element-mentions.ts';

function anElement(name: string, fields: Partial<DescribedElement> = {}): DescribedElement {
  return { name, kind: 'character', description: '', isInEveryPrompt: false, ...fields };
}

const mara = anElement('mara', { description: 'a woman of sixty in a yellow coat.' });
const lamp = anElement('old_lamp', { kind: 'prop', description: 'brass, dented' });
const noir = anElement('noir', { kind: 'style', description: 'hard shadows' });
const grain = anElement('film-grain', { kind: 'style', isInEveryPrompt: true });
const fill = (prompt: string, elements: DescribedElement[]) => fillPrompt(prompt, indexElements(elements));

describe('findMentions', () => {
  it('finds whole names where an @ begins a word', () => {
    const names = (text: string) => findMentions(text).map(({ name }) => name);
    expect(names('@mara, (@Old_Lamp) and -@jean-luc: "@李雷".')).toEqual(['mara', 'Old_Lamp', 'jean-luc', '李雷']);
    expect(names("@mara's @mara- @mara_ @mara…")).toEqual(['mara', 'mara', 'mara', 'mara']);
    expect(names('mail@mara.example @@mara @ mara a_@mara a-@mara @_')).toEqual([]);
  });

  it('says where they stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('@', 'a', 'B', '_', '-', ' ', '.', 'é') }), (text) => {
        for (const { name, key, start, end } of findMentions(text)) {
          expect(text.slice(start, end)).toBe(`@${name}`);
          expect(isElementName(name)).toBe(true);
          expect(key).toBe(elementNameKey(name));
        }
      }),
    );
  });
});

describe('fillPrompt', () => {
  it('turns names into words and adds each description once, styles last', () => {
    expect(fill('@noir light. @Mara lifts the @old_lamp; @mara waits.', [mara, lamp, noir, grain])).toBe(
      [
        'noir light. mara lifts the old lamp; mara waits.',
        'Mara: a woman of sixty in a yellow coat.',
        'Old lamp: brass, dented',
        'Noir: hard shadows',
        'Film-grain',
      ].join('\n'),
    );
  });

  it('adds nothing for what is not named, and keeps a name that nobody has', () => {
    expect(fill('@jon and @marathon run.', [mara, lamp])).toBe('@jon and @marathon run.');
    expect(fill('', [mara])).toBe('');
    expect(fill('', [grain])).toBe('Film-grain');
  });

  it('says a name without a description as words and no more', () => {
    expect(fill('@jon runs, @noir-2.', [anElement('jon'), anElement('noir-2', { kind: 'style' })])).toBe(
      'jon runs, noir-2.',
    );
  });

  it('takes a description as it stands', () => {
    const coat = anElement('coat', { kind: 'prop', description: 'torn' });
    const boss = anElement('boss', { description: 'wears @coat and likes @boss' });
    expect(fill('@boss waits.', [coat, boss])).toBe('boss waits.\nBoss: wears @coat and likes @boss');
  });

  it('only styles can be in every prompt', () => {
    expect(fill('A boat.', [{ ...mara, isInEveryPrompt: true }])).toBe('A boat.');
  });
});

const nameOf = fc
  .string({ unit: fc.constantFrom('a', 'B', 'c', '_', '-', 'é', '9', '李'), minLength: 1, maxLength: 4 })
  .map(toElementName)
  .filter((name) => name !== '');
const elementsOf = fc.uniqueArray(
  fc.record({
    name: nameOf,
    kind: fc.constantFrom(...elementKinds),
    description: fc.string({ unit: fc.constantFrom('@', 'a', 'B', 'c', ' ', '-'), maxLength: 8 }),
    isInEveryPrompt: fc.boolean(),
  }),
  { maxLength: 5, selector: ({ name }) => elementNameKey(name) },
);
const promptOf = fc
  .array(
    fc.oneof(
      nameOf.map((name) => `@${name}`),
      fc.constantFrom(' ', '. ', '@', '-', '_', 'a', '\n', 'é'),
    ),
  )
  .map((parts) => parts.join(''));

describe('every prompt', () => {
  it('keeps what names nobody, and names no element any more when it is filled in', () => {
    fc.assert(
      fc.property(promptOf, elementsOf, (prompt, elements) => {
        const index = indexElements(elements);
        const words = mentionsAsWords(prompt, elements);
        const unknown = findMentions(prompt).filter(({ key }) => !index.byKey.has(key));
        expect(findMentions(words).map(({ name }) => name)).toEqual(unknown.map(({ name }) => name));
        expect(mentionsAsWords(words, elements)).toBe(words);
      }),
    );
  });

  it('gets one line for each element at most, whatever the descriptions say', () => {
    fc.assert(
      fc.property(promptOf, elementsOf, (prompt, elements) => {
        const index = indexElements(elements);
        const used = elementsInPrompt(prompt, index);
        expect(new Set(used).size).toBe(used.length);
        const silent = elements.map((element) => ({ ...element, description: '' }));
        const described = elements.map((element) => ({ ...element, description: '@'.repeat(9) }));
        const linesOf = (list: typeof elements) => fillPrompt(prompt, indexElements(list)).split('\n');
        const own = mentionsAsWords(prompt, elements).trim();
        const ownLines = own === '' ? 0 : own.split('\n').length;
        expect(linesOf(described).filter((line) => line.endsWith(`: ${'@'.repeat(9)}`))).toHaveLength(used.length);
        if (used.length > 0) expect(linesOf(described)).toHaveLength(ownLines + used.length);
        expect(fillPrompt(prompt, indexElements(silent)).startsWith(own)).toBe(true);
      }),
    );
  });
});

describe('renameMentions', () => {
  it('changes whole names only, in any case', () => {
    expect(renameMentions('@Mara and @maras, mara, @mara_old, (@MARA)', 'mara', 'ida')).toBe(
      '@ida and @maras, mara, @mara_old, (@ida)',
    );
  });

  it('and back again gives the same prompt', () => {
    fc.assert(
      fc.property(promptOf, nameOf, (prompt, name) => {
        const there = renameMentions(prompt, name, 'someone-else');
        expect(findMentions(there).some(({ key }) => key === elementNameKey(name))).toBe(false);
        const back = renameMentions(there, 'someone-else', name);
        expect(back.toLowerCase()).toBe(prompt.toLowerCase());
      }),
    );
  });
});
