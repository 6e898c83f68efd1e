/** What shots can be narrowed by besides words. Filters of one kind widen each other, those of different kinds narrow. */
import { parseDialogue } from '#shared/domain/dialogue.ts';
import { elementNameKey } from '#shared/domain/element.ts';
import { possibleMentionKeys } from '#shared/domain/element-mentions.ts';
import type { FieldId, SceneId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { foldText } from '#shared/domain/search-text.ts';
import type { LabelColour, ShotSize, ShotStatus } from '#shared/domain/shot-fields.ts';

export const takeStates = ['with-take', 'without-take', 'outdated'] as const;

/** What a shot has to show for itself. */
export type TakeState = (typeof takeStates)[number];

export type ShotFilter =
  | { kind: 'takes'; value: TakeState }
  | { kind: 'board' | 'dialogue'; value: 'with' | 'without' }
  | { kind: 'status'; value: ShotStatus }
  /** `none` where nobody said it. */
  | { kind: 'size'; value: ShotSize | 'none' }
  | { kind: 'colour'; value: LabelColour | 'none' }
  /** In whatever case. */
  | { kind: 'tag'; value: string }
  | { kind: 'scene'; value: SceneId }
  /** Name of an element that the prompt names or that speaks. */
  | { kind: 'element'; value: string }
  /** A field of the project's own: what was chosen, or `true` where it is checked. */
  | { kind: 'field'; fieldId: FieldId; value: string | true };

/** Whether a shot is what a filter asks for. */
export function passesFilter(shot: StoryboardShot, filter: ShotFilter): boolean {
  switch (filter.kind) {
    case 'takes':
      return hasTakes(shot, filter.value);
    case 'board':
      return (shot.boardAssetId !== null) === (filter.value === 'with');
    case 'dialogue':
      return (shot.dialogue.trim() !== '') === (filter.value === 'with');
    case 'status':
      return shot.status === filter.value;
    case 'size':
      return (shot.shotSize ?? 'none') === filter.value;
    case 'colour':
      return (shot.colour ?? 'none') === filter.value;
    case 'tag':
      return shot.tags.some((tag) => tag.toLowerCase() === filter.value.toLowerCase());
    case 'scene':
      return shot.sceneId === filter.value;
    case 'element':
      return isOf(shot, filter.value);
    case 'field':
      return shot.customFields[filter.fieldId] === filter.value;
  }
}

/** One test for all filters; null when there are none. */
export function testOf(filters: readonly ShotFilter[]): ((shot: StoryboardShot) => boolean) | null {
  if (filters.length === 0) return null;
  const groups = new Map<string, ShotFilter[]>();
  for (const filter of filters) {
    const about = filter.kind === 'field' ? `field ${filter.fieldId}` : filter.kind;
    groups.set(about, [...(groups.get(about) ?? []), filter]);
  }
  const all = [...groups.values()];
  return (shot) => all.every((group) => group.some((filter) => passesFilter(shot, filter)));
}

/** The same for filters that ask for the same, and different for all others. */
export function filterKey(filter: ShotFilter): string {
  const { kind, value } = filter;
  if (kind === 'field') return `field ${filter.fieldId} ${JSON.stringify(value)}`;
  return `${kind} ${kind === 'tag' || kind === 'element' ? value.toLowerCase() : value}`;
}

function hasTakes({ takeCount, selectedTake }: StoryboardShot, state: TakeState): boolean {
  switch (state) {
    case 'with-take':
      return takeCount > 0;
    case 'without-take':
      return takeCount === 0;
    case 'outdated':
      return selectedTake?.isOutdated === true;
  }
}

function isOf({ prompt, dialogue }: StoryboardShot, elementName: string): boolean {
  if (possibleMentionKeys(prompt).includes(elementNameKey(elementName))) return true;
  // "MARA (V.O.)" speaks for the element `mara`.
  const spoken = (text: string) =>
    foldText(text.replace(/\(.*?\)/g, ''))
      .replace(/[\s_-]+/g, ' ')
      .trim();
  return parseDialogue(dialogue).some(({ speaker }) => speaker !== null && spoken(speaker) === spoken(elementName));
}
