/** Every filter that a project has something for, with its words. */
import type { TFunction } from 'i18next';
import { sceneNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { cleanTags, labelColours, shotSizes, shotStatuses } from '#shared/domain/shot-fields.ts';
import { filterKey, type ShotFilter, takeStates } from './shot-filters.ts';

export type FilterOption = {
  key: string;
  filter: ShotFilter;
  /** Inside its group. */
  label: string;
  /** Alone, such as `Status: in review`. */
  chip: string;
};

export type FilterGroup = { group: string; options: FilterOption[] };

/** Groups in the order in which they are offered; none is empty. */
export function filterGroups(t: TFunction, storyboard: Storyboard, elementNames: readonly string[]): FilterGroup[] {
  const { project, scenes, shots } = storyboard;
  const numbers = sceneNumbers(scenes);
  const tags = cleanTags(shots.flatMap((shot) => [...shot.tags])).sort((a, b) => a.localeCompare(b));
  const groups: Array<{ group: string; options: Array<[ShotFilter, string]> }> = [
    {
      group: t('find.status'),
      options: shotStatuses.map((value) => [{ kind: 'status', value }, t(`shotFields.statuses.${value}`)]),
    },
    {
      group: t('find.takes'),
      options: takeStates.map((value) => [{ kind: 'takes', value }, t(`find.takeStates.${value}`)]),
    },
    {
      group: t('find.board'),
      options: (['with', 'without'] as const).map((value) => [
        { kind: 'board', value },
        t(`find.boardStates.${value}`),
      ]),
    },
    {
      group: t('find.dialogue'),
      options: (['with', 'without'] as const).map((value) => [
        { kind: 'dialogue', value },
        t(`find.dialogueStates.${value}`),
      ]),
    },
    { group: t('find.element'), options: elementNames.map((value) => [{ kind: 'element', value }, `@${value}`]) },
    { group: t('find.tag'), options: tags.map((value) => [{ kind: 'tag', value }, value]) },
    {
      group: t('find.scene'),
      options: scenes.map(({ id, heading }, index) => [
        { kind: 'scene', value: id },
        `${numbers[index] ?? ''} ${heading}`.trim(),
      ]),
    },
    {
      group: t('shotFields.colour'),
      options: [
        ...labelColours.map((value): [ShotFilter, string] => [
          { kind: 'colour', value },
          t(`shotFields.colours.${value}`),
        ]),
        [{ kind: 'colour', value: 'none' }, t('shotFields.noColour')],
      ],
    },
    {
      group: t('shotFields.size'),
      options: [
        ...shotSizes.map((value): [ShotFilter, string] => [{ kind: 'size', value }, t(`shotFields.sizes.${value}`)]),
        [{ kind: 'size', value: 'none' }, t('shotFields.notSaid')],
      ],
    },
    ...project.customFieldDefinitions.flatMap(({ id: fieldId, name, kind, choices }) => {
      const toOption = (value: string | true): [ShotFilter, string] => [
        { kind: 'field', fieldId, value },
        value === true ? t('shotTable.yes') : value,
      ];
      if (kind === 'checkbox') return [{ group: name, options: [toOption(true)] }];
      return kind === 'choice' ? [{ group: name, options: choices.map(toOption) }] : [];
    }),
  ];
  return groups
    .map(({ group, options }) => ({
      group,
      options: options.map(([filter, label]) => ({
        key: filterKey(filter),
        filter,
        label,
        chip: `${group}: ${label}`,
      })),
    }))
    .filter(({ options }) => options.length > 0);
}
