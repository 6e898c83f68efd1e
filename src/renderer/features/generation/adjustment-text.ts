/** What a model cannot honour, in words. */
import type { TFunction } from 'i18next';
import type { Adjustment } from '#shared/domain/generation.ts';

/** Says one adjustment, such as `8 s instead of 6.5 s`. */
export function adjustmentText(t: TFunction, { field, kind, from, to }: Adjustment): string {
  const name = t(`generation.field.${field}`);
  switch (field) {
    case 'sound':
      return kind === 'changed' ? t('generation.adjusted.soundAlways') : t('generation.adjusted.soundNone');
    case 'prompt':
      return kind === 'missing'
        ? t('generation.adjusted.missing', { name })
        : t('generation.adjusted.cut', { from, to });
    case 'setting':
      return kind === 'changed'
        ? t('generation.adjusted.becomes', { from, to })
        : t('generation.adjusted.unknown', { name: from });
    case 'reference':
      if (kind === 'left-out') return t('generation.adjusted.referencesLeftOut');
      return kind === 'changed'
        ? t('generation.adjusted.fewer', { name, from, to })
        : t('generation.adjusted.missingCount', { name, to });
    default:
  }
  if (kind === 'missing') return t('generation.adjusted.missing', { name });
  // A value says what it is of by its unit; a seed or a negative prompt does not.
  if (kind === 'changed') return t('generation.adjusted.changed', { from, to });
  return from === '' || field === 'seed'
    ? t('generation.adjusted.leftOut', { name })
    : t('generation.adjusted.leftOutValue', { name, from });
}

/** The same adjustment of several shots, once. */
export type CountedAdjustment = { adjustment: Adjustment; shotCount: number };

/** Most frequent first, those of equal count in the order in which they come. */
export function countAdjustments(plans: ReadonlyArray<{ adjustments: readonly Adjustment[] }>): CountedAdjustment[] {
  const counted = new Map<string, CountedAdjustment>();
  for (const { adjustments } of plans) {
    for (const adjustment of adjustments) {
      const key = JSON.stringify(adjustment);
      const known = counted.get(key);
      if (known) known.shotCount += 1;
      else counted.set(key, { adjustment, shotCount: 1 });
    }
  }
  return [...counted.values()].sort((a, b) => b.shotCount - a.shotCount);
}
