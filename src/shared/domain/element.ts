/** Elements: characters, places, props and styles that the prompts of a project name with `@name`. */
import type { AssetId, ElementId, ProjectId, ShotId } from './ids.ts';

/** In the order in which people think of a story. */
export const elementKinds = ['character', 'place', 'prop', 'style'] as const;

/** Decides the place in a filled prompt: styles come last. */
export type ElementKind = (typeof elementKinds)[number];

/** Something that shots have in common, described once. Not called `Element`, which is a word of every browser. */
export type StoryElement = {
  id: ElementId;
  projectId: ProjectId;
  kind: ElementKind;
  /** What stands behind the `@`: see `isElementName`. Unique in its project, whatever the case of its letters. */
  name: string;
  /** Goes into every prompt that names the element. */
  description: string;
  /** A style that goes into every prompt of the project, named or not; false for everything that is no style. */
  isInEveryPrompt: boolean;
  consentNote: ConsentNote;
  /** Stills of what it looks like, most important first. */
  referenceAssetIds: AssetId[];
  /** Fractional rank inside the project; compare by code unit. */
  rank: string;
  /** Changes whenever something changes that a prompt or a request takes from it. */
  digest: string;
  createdAtMs: number;
  updatedAtMs: number;
};

/** That a person who can be recognised agreed, in the words of whoever asked. Goes nowhere but into the library. */
export type ConsentNote = { who: string; when: string; what: string };

export const noConsentNote: ConsentNote = { who: '', when: '', what: '' };

/** A shot whose prompt names an element. */
export type ElementMention = { shotId: ShotId; shotNumber: string; title: string };

/** Most elements of a project. */
export const mostElements = 500;

/** Most stills that an element keeps; a model may take fewer. */
export const mostElementReferences = 20;

/** Most UTF-16 code units of a name. */
export const longestElementName = 60;

// Ends with a letter or a digit, so that `@mara-` and `@mara_` name mara.
const namePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?$/u;

/** Whether a text can stand behind an `@`: letters of any script and digits, with `_` and `-` between them. */
export function isElementName(text: string): boolean {
  return text.length <= longestElementName && namePattern.test(text);
}

/** Two names with the same key are one name. */
export function elementNameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** What a person meant, as a name: blanks become `_`, what cannot stand in a name goes. Empty when nothing is left. */
export function toElementName(text: string): string {
  const joined = text
    .normalize('NFC')
    .replace(/^@/, '')
    .replace(/\s+/g, '_')
    .replace(/[^\p{L}\p{M}\p{N}_-]/gu, '');
  return trimName(trimName(joined).slice(0, longestElementName));
}

/** Half a character at the end of a cut text is no letter and goes as well. */
function trimName(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{M}\p{N}]+$/u, '');
}

/** The name, or where it is taken the first of `name-2`, `name-3`, … that is not. */
export function freeElementName(name: string, taken: Iterable<string>): string {
  const keys = new Set([...taken].map(elementNameKey));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const candidate = `${trimName(name.slice(0, longestElementName - suffix.length))}${suffix}`;
    if (!keys.has(elementNameKey(candidate))) return candidate;
  }
}
