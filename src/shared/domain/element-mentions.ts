/** Elements in a text: where `@name` stands, and what a prompt becomes when everything it names is filled in. */
import { elementNameKey, type StoryElement } from './element.ts';

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

// Inside a word it is no mention: an address such as mail@mara.example names nobody. The look behind comes second,
// so that it is made at an `@` only.
const mentionPattern = /@(?<![\p{L}\p{M}\p{N}@][_-]*@|_@)([\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?)/gu;

/** In their order. A name is read as far as it goes: `@mara_old` never names `mara`. */
export function findMentions(text: string): Mention[] {
  return [...text.matchAll(mentionPattern)].map(({ 0: whole, 1: name = '', index }) => {
    return { name, key: elementNameKey(name), start: index, end: index + whole.length };
  });
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
export function mentionKeys(text: string): string[] {
  const keys = new Set<string>();
  for (const { 1: name = '' } of text.matchAll(mentionPattern)) keys.add(elementNameKey(name));
  return [...keys];
}

/** Those that a text names, each once, in the order in which they are named first. */
export function mentionedElements<Named extends NamedElement>(text: string, { byKey }: ElementIndex<Named>): Named[] {
  return mentionKeys(text).flatMap((key) => byKey.get(key) ?? []);
}

/** Everything that goes into a prompt: what it names, then the styles that are in every prompt. */
export function elementsInPrompt<Named extends NamedElement>(prompt: string, index: ElementIndex<Named>): Named[] {
  return elementsByKeys(mentionKeys(prompt), index);
}

/** The same for a prompt of which the keys are known. */
export function elementsByKeys<Named extends NamedElement>(
  keys: readonly string[],
  { byKey, inEveryPrompt }: ElementIndex<Named>,
): Named[] {
  return [...new Set([...keys.flatMap((key) => byKey.get(key) ?? []), ...inEveryPrompt])];
}

/** A name as it is spoken: `old_mara` is “old mara”. */
export function nameAsWords(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The text with each `@name` of an element as plain words; what names no element stays as it is. */
export function mentionsAsWords(text: string, elements: ReadonlyArray<Pick<StoryElement, 'name'>>): string {
  const names = new Map(elements.map(({ name }) => [elementNameKey(name), name]));
  return replaceMentions(text, ({ key }) => {
    const name = names.get(key);
    return name === undefined ? null : nameAsWords(name);
  });
}

/** The text with each `@from` as `@to`. Only whole names: `@fromage` stays. */
export function renameMentions(text: string, from: string, to: string): string {
  const key = elementNameKey(from);
  return replaceMentions(text, (mention) => (mention.key === key ? `@${to}` : null));
}

/** @param replace gives what stands in the mention's place; null leaves it. */
function replaceMentions(text: string, replace: (mention: Mention) => string | null): string {
  const parts: string[] = [];
  let done = 0;
  for (const mention of findMentions(text)) {
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
