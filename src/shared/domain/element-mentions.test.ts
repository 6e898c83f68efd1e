import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementKinds, elementNameKey, isElementName, toElementName } from './element.ts';
import {
  type DescribedElement,
  elementsInPrompt,
  fillPrompt,
  findMentions,
  indexElements,
  mentionKeys,
  mentionsAsWords,
  possibleMentionKeys,
  renameMentions,
} from './element-mentions.ts';

function anElement(name: string, fields: Partial<DescribedElement> = {}): DescribedElement {
  return { name, kind: 'character', description: '', isInEveryPrompt: false, ...fields };
}

const mara = anElement('mara', { description: 'a woman of sixty in a yellow coat.' });
const lamp = anElement('old_lamp', { kind: 'prop', description: 'brass, dented' });
const noir = anElement('noir', { kind: 'style', description: 'hard shadows' });
const grain = anElement('film-grain', { kind: 'style', isInEveryPrompt: true });
const none = new Set<string>();
const fill = (prompt: string, elements: DescribedElement[]) => fillPrompt(prompt, indexElements(elements));

describe('findMentions', () => {
  it('finds whole names where an @ begins a word', () => {
    const names = (text: string) => findMentions(text, none).map(({ name }) => name);
    expect(names('@mara, (@Old_Lamp) and -@jean-luc: "@李雷".')).toEqual(['mara', 'Old_Lamp', 'jean-luc', '李雷']);
    expect(names("@mara's @mara- @mara_ @mara…")).toEqual(['mara', 'mara', 'mara', 'mara']);
    expect(names('mail@mara.example @@mara @ mara a_@mara a-@mara @_')).toEqual([]);
  });

  it('says where they stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('@', 'a', 'B', '_', '-', ' ', '.', 'é') }), (text) => {
        for (const { name, key, start, end } of findMentions(text, none)) {
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
        const unknown = findMentions(prompt, index.byKey).filter(({ key }) => !index.byKey.has(key));
        expect(findMentions(words, index.byKey).map(({ name }) => name)).toEqual(unknown.map(({ name }) => name));
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
    expect(
      renameMentions('@Mara and @maras, mara, @mara_old, (@MARA)', { from: 'mara', to: 'ida' }, new Set(['mara'])),
    ).toBe('@ida and @maras, mara, @mara_old, (@ida)');
  });

  it('and back again gives the same prompt', () => {
    fc.assert(
      fc.property(promptOf, nameOf, (prompt, name) => {
        const known = new Set([elementNameKey(name)]);
        const there = renameMentions(prompt, { from: name, to: 'someone-else' }, known);
        const knownThere = new Set(['someone-else']);
        expect(findMentions(there, knownThere).some(({ key }) => key === elementNameKey(name))).toBe(false);
        const back = renameMentions(there, { from: 'someone-else', to: name }, knownThere);
        expect(back.toLowerCase()).toBe(prompt.toLowerCase());
      }),
    );
  });
});

describe('where no spaces separate words', () => {
  const names = (text: string, ...known: string[]) =>
    findMentions(text, new Set(known.map(elementNameKey))).map(({ name }) => name);

  it.each([
    ['Chinese', '@李雷走进房间，@韩梅梅笑了', ['李雷', '韩梅梅'], ['李雷', '韩梅梅']],
    ['Japanese', '@マラは灯台へ@美咲さんと行く', ['マラ', '美咲'], ['マラ', '美咲']],
    ['a lengthened name', '@マラーは', ['マラ', 'マラー'], ['マラー']],
    ['a mark that belongs to its letter', '@มาลี่เดิน', ['มาล', 'มาลี่'], ['มาลี่']],
    ['Thai', '@มาลีเดินเข้าบ้าน', ['มาลี'], ['มาลี']],
    ['Korean', '@마라가 걷는다', ['마라'], ['마라']],
    ['a Latin name', '@mara走进 @maraは', ['mara'], ['mara', 'mara']],
  ])('names the element that a run of letters begins with: %s', (_, text, known, expected) => {
    expect(names(text, ...known)).toEqual(expected);
  });

  it('means the longest of several names, and the whole run where none is known', () => {
    expect(names('@李雷雷走', '李', '李雷', '李雷雷')).toEqual(['李雷雷']);
    expect(names('@李雷走', '李', '李雷雷')).toEqual(['李']);
    expect(names('@李雷走')).toEqual(['李雷走']);
  });

  it('ends no name inside a word that is written with spaces around it', () => {
    expect(names('@marathon @mara_old @mara2 @李雷_old @李雷2 @李雷walks', 'mara', '李雷')).toEqual([
      'marathon',
      'mara_old',
      'mara2',
      '李雷_old',
      '李雷2',
      '李雷walks',
    ]);
    expect(names('@มาลี', 'มาล')).toEqual(['มาลี']);
  });

  const hanName = fc
    .string({ unit: fc.constantFrom('李', '雷', '走', 'マ', 'ー', 'a'), minLength: 1, maxLength: 3 })
    .map(toElementName)
    .filter((name) => name !== '');
  const hanPrompt = fc
    .array(
      fc.oneof(
        hanName.map((name) => `@${name}`),
        hanName,
        fc.constantFrom('，', ' ', '_'),
      ),
    )
    .map((parts) => parts.join(''));

  it('a name that is found is known or the whole run, and no longer known one fits', () => {
    fc.assert(
      fc.property(hanPrompt, fc.uniqueArray(hanName, { maxLength: 4 }), (prompt, known) => {
        const keys = new Set(known.map(elementNameKey));
        for (const { name, key, start, end } of findMentions(prompt, keys)) {
          expect(prompt.slice(start, end)).toBe(`@${name}`);
          if (keys.has(key)) continue;
          const [whole] = findMentions(prompt.slice(start), none);
          expect(whole?.name).toBe(name);
        }
        for (const key of mentionKeys(prompt, keys)) expect(possibleMentionKeys(prompt)).toContain(key);
      }),
    );
  });

  it('a new name that begins like another one does not take its place', () => {
    const known = new Set(['李', '走']);
    expect(renameMentions('@走マ李', { from: '李', to: '走マ' }, known)).toBe('@走 マ李');
  });

  it('a renamed element is still the one that is meant, and the others too', () => {
    fc.assert(
      fc.property(
        hanPrompt,
        fc.uniqueArray(hanName, { minLength: 1, maxLength: 4, selector: elementNameKey }),
        hanName,
        (prompt, known, to) => {
          const [from = ''] = known;
          const keys = known.map(elementNameKey);
          fc.pre(!keys.includes(elementNameKey(to)));
          const before = findMentions(prompt, new Set(keys)).filter(({ key }) => keys.includes(key));
          const renamed = renameMentions(prompt, { from, to }, new Set(keys));
          const after = new Set([elementNameKey(to), ...keys.slice(1)]);
          const found = findMentions(renamed, after).map(({ key }) => key);
          const wanted = before.map(({ key }) => (key === keys[0] ? elementNameKey(to) : key));
          // What named nobody may name the new name now; of those that named somebody, none is lost.
          let at = 0;
          for (const key of found) if (key === wanted[at]) at += 1;
          expect(at).toBe(wanted.length);
        },
      ),
    );
  });
});
