/** What the Elements view shows, worked out from elements and shots. */
import {
  type ElementKind,
  elementKinds,
  elementNameKey,
  freeElementName,
  isElementName,
  type StoryElement,
  toElementName,
} from '#shared/domain/element.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { mentionKeys } from '#shared/domain/element-mentions.ts';
import type { ElementId } from '#shared/domain/ids.ts';
import type { Shot } from '#shared/domain/records.ts';

export type ElementGroup = { kind: ElementKind; elements: StoryElement[] };

/** Every kind, also one that has no elements yet. */
export function groupElements(elements: readonly StoryElement[]): ElementGroup[] {
  return elementKinds.map((kind) => ({ kind, elements: elements.filter((element) => element.kind === kind) }));
}

/** How many shots name each element; one that no shot names is left out. */
export function countUses(
  elements: ReadonlyArray<Pick<StoryElement, 'id' | 'name'>>,
  shots: ReadonlyArray<Pick<Shot, 'prompt'> & Partial<Pick<Shot, 'action'>>>,
): Map<ElementId, number> {
  const byKey = new Map(elements.map(({ id, name }) => [elementNameKey(name), id]));
  const counts = new Map<ElementId, number>();
  for (const shot of shots) {
    const named = mentionKeys(shotWords(shot), byKey).flatMap((key) => byKey.get(key) ?? []);
    for (const id of named) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** A name for an element that nobody named yet. @param word in the language of the window. */
export function newElementName(word: string, elements: ReadonlyArray<Pick<StoryElement, 'name'>>): string {
  return freeElementName(
    toElementName(word) || 'element',
    elements.map(({ name }) => name),
  );
}

/** Why a typed name cannot be used; null when it can. A leading `@` is no part of it. */
export function nameProblem(
  typed: string,
  element: Pick<StoryElement, 'id'>,
  elements: ReadonlyArray<Pick<StoryElement, 'id' | 'name'>>,
): 'invalid' | 'taken' | null {
  const name = typedName(typed);
  if (!isElementName(name)) return 'invalid';
  const key = elementNameKey(name);
  return elements.some((other) => other.id !== element.id && elementNameKey(other.name) === key) ? 'taken' : null;
}

/** What a person typed into the field of the name, as a name: blanks become `_`. */
export function typedName(typed: string): string {
  return typed.trim().replace(/^@/, '').replace(/\s+/g, '_').normalize('NFC');
}
