/**
 * Elements in a text: where `@name` stands, and what a prompt becomes when everything it names is filled in.
 *
 * A name is read as far as it goes. Where words are written without spaces between them, or with their endings at them
 * (Han, kana, Thai, Hangul and others), it goes on into the sentence: there the longest name of an element that it
 * begins with is the one that is meant. `@李雷走了` names `李雷`; `@mara_old` and `@marathon` never name `mara`.
 */
import { elementNameKey, isElementName, type StoryElement } from './element.ts';

/** One `@name` in a text, whether or not there is such an element. */
export type Mention = {
  /** As it is written, without the `@`. */
  name: string;
  /** See `elementNameKey`. */
  key: string;
  /** Place of the `@`, in UTF-16 code units. */
  start: number;
  /** First place behind the name. */
  end: number;
};

// Inside a word it is no mention: an address such as mail@mara.example names nobody. Where words follow each other
// without spaces it is: 看见@李雷. The looks behind come second, so that they are made at an `@` only.
const mentionPattern =
  /@(?:(?<=[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]@)|(?<![\p{L}\p{M}\p{N}@][_-]*@|_@))([\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?)/gu;

// A letter that may begin a word right behind another: 走 in @李雷走了. Marks and lengthenings such as ー do not.
const runsOnPattern =
  /(?=\p{Lo})[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/gu;

/** Keys of the names that elements have. */
export type KnownKeys = { has(key: string): boolean };

/** In their order. @param known names that a longer run of letters may begin with */
export function findMentions(text: string, known: KnownKeys): Mention[] {
  const mentions: Mention[] = [];
  // Right behind a name that nobody has, another one would run together with it once it is words.
  let unknownEnd = -1;
  for (const { 1: run = '', index } of text.matchAll(mentionPattern)) {
    const name = namesWithin(run).find((candidate) => known.has(elementNameKey(candidate)));
    const isBehindUnknown = index === unknownEnd;
    if (name === undefined || isBehindUnknown) unknownEnd = index + 1 + run.length;
    if (isBehindUnknown) continue;
    const found = name ?? run;
    mentions.push({ name: found, key: elementNameKey(found), start: index, end: index + 1 + found.length });
  }
  return mentions;
}

/** Names that the letters behind an `@` may be meant for, longest first. */
function namesWithin(run: string): string[] {
  const ends = [...run.matchAll(runsOnPattern)].map(({ index }) => index).filter((index) => index > 0);
  return [run, ...ends.reverse().map((end) => run.slice(0, end))].filter(isElementName);
}

/** What of an element decides whether it is in a prompt. */
export type NamedElement = Pick<StoryElement, 'kind' | 'name' | 'isInEveryPrompt'>;

/** The elements of a project, to be looked up many times. */
export type ElementIndex<Named extends NamedElement> = {
  byKey: ReadonlyMap<string, Named>;
  inEveryPrompt: readonly Named[];
};

/** Of two elements with one name the later one is found; a project has no such two. */
export function indexElements<Named extends NamedElement>(elements: readonly Named[]): ElementIndex<Named> {
  return {
    byKey: new Map(elements.map((element) => [elementNameKey(element.name), element])),
    inEveryPrompt: elements.filter(({ kind, isInEveryPrompt }) => kind === 'style' && isInEveryPrompt),
  };
}

/** Keys of the names in a text, known or not, each once, in the order in which they stand there first. */
export function mentionKeys(text: string, known: KnownKeys): string[] {
  return [...new Set(findMentions(text, known).map(({ key }) => key))];
}

/** Keys of all names that a text would name if there were such an element, each once. */
export function possibleMentionKeys(text: string): string[] {
  const keys = new Set<string>();
  for (const { 1: run = '' } of text.matchAll(mentionPattern)) {
    for (const name of namesWithin(run)) keys.add(elementNameKey(name));
  }
  return [...keys];
}

/** Those that a text names, each once, in the order in which they are named first. */
export function mentionedElements<Named extends NamedElement>(text: string, { byKey }: ElementIndex<Named>): Named[] {
  return mentionKeys(text, byKey).flatMap((key) => byKey.get(key) ?? []);
}

/** Everything that goes into a prompt: what it names, then the styles that are in every prompt. */
export function elementsInPrompt<Named extends NamedElement>(prompt: string, index: ElementIndex<Named>): Named[] {
  return [...new Set([...mentionedElements(prompt, index), ...index.inEveryPrompt])];
}

/** A name as it is spoken: `old_mara` is “old mara”. */
export function nameAsWords(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The text with each `@name` of an element as plain words; what names no element stays as it is. */
export function mentionsAsWords(text: string, elements: ReadonlyArray<Pick<StoryElement, 'name'>>): string {
  const names = new Map(elements.map(({ name }) => [elementNameKey(name), name]));
  return replaceMentions(text, names, ({ key }) => {
    const name = names.get(key);
    return name === undefined ? null : nameAsWords(name);
  });
}

/**
 * The text with each `@from` as `@to`. Only whole names: `@fromage` stays. Where the new name would run on into what
 * follows, or another would now be read as the new one, a space keeps them apart.
 *
 * @param known names that there are, `from` among them
 */
export function renameMentions(text: string, { from, to }: { from: string; to: string }, known: KnownKeys): string {
  const key = elementNameKey(from);
  const toKey = elementNameKey(to);
  const after: KnownKeys = { has: (each) => each === toKey || (each !== key && known.has(each)) };
  let renamed = '';
  let done = 0;
  for (const mention of findMentions(text, known)) {
    const isRenamed = mention.key === key;
    if (!isRenamed && !known.has(mention.key)) continue;
    renamed += text.slice(done, mention.start);
    done = mention.end;
    const name = isRenamed ? to : mention.name;
    renamed += apart(`@${name}`, { before: renamed, behind: text.slice(done), after });
  }
  return renamed + text.slice(done);
}

/** How much beside a mention is looked at: no word is longer. */
const besideLength = 200;

/** A mention with as few spaces around it as let it be read as the one that is meant. */
function apart(
  mention: string,
  { before, behind, after }: { before: string; behind: string; after: KnownKeys },
): string {
  const key = elementNameKey(mention.slice(1));
  const left = before.slice(-besideLength);
  const right = behind.slice(0, besideLength);
  const isMeant = (spaceBefore: string, spaceBehind: string) =>
    findMentions(`${left}${spaceBefore}${mention}${spaceBehind}${right}`, after).some(
      (found) => found.start === left.length + spaceBefore.length && found.key === key,
    );
  const spaces = [
    ['', ''],
    ['', ' '],
    [' ', ''],
    [' ', ' '],
  ] as const;
  const [spaceBefore, spaceBehind] = spaces.find(([first, second]) => isMeant(first, second)) ?? ['', ''];
  return `${spaceBefore}${mention}${spaceBehind}`;
}

/** @param replace gives what stands in the mention's place; null leaves it. */
function replaceMentions(text: string, known: KnownKeys, replace: (mention: Mention) => string | null): string {
  const parts: string[] = [];
  let done = 0;
  for (const mention of findMentions(text, known)) {
    const replaced = replace(mention);
    if (replaced === null) continue;
    parts.push(text.slice(done, mention.start), replaced);
    done = mention.end;
  }
  return parts.join('') + text.slice(done);
}

/** What of an element goes into a prompt. */
export type DescribedElement = NamedElement & Pick<StoryElement, 'description'>;

/**
 * The prompt with everything that it names filled in: names as words, then a line for each element, styles last.
 *
 * `@mara waits.` becomes `mara waits.` and, below, `Mara: a woman of sixty in a yellow coat.` A description is taken as
 * it stands: an `@` in it names nobody.
 */
export function fillPrompt<Described extends DescribedElement>(prompt: string, index: ElementIndex<Described>): string {
  const mentioned = mentionedElements(prompt, index);
  const isMentioned = new Set<NamedElement>(mentioned);
  const all = elementsInPrompt(prompt, index);
  const ordered = [...all.filter(({ kind }) => kind !== 'style'), ...all.filter(({ kind }) => kind === 'style')];
  const lines = ordered.map((element) => describe(element, isMentioned.has(element)));
  return [mentionsAsWords(prompt, mentioned).trim(), ...lines].filter((line) => line !== '').join('\n');
}

/** A style without a description is its name, which a prompt that names it says already. */
function describe({ name, kind, description }: DescribedElement, isMentioned: boolean): string {
  const text = description.trim();
  const words = capitalised(nameAsWords(name));
  if (text !== '') return `${words}: ${text}`;
  return kind === 'style' && !isMentioned ? words : '';
}

/** With a large first letter, in scripts that have such. */
function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
