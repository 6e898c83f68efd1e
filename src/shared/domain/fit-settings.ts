/** A model's own settings: what it does not know is left out, what it knows is kept inside its limits. */
import { assertNever } from '#shared/util/assert-never.ts';
import type { Adjustment } from './generation.ts';
import type { ModelSetting, SettingValue } from './model.ts';

/** @param adjustments gets one entry for each value that did not come through as it was. */
export function fitSettings(
  wished: Readonly<Record<string, SettingValue>>,
  known: readonly ModelSetting[],
  adjustments: Adjustment[],
): Record<string, SettingValue> {
  const fitted: Array<[string, SettingValue]> = [];
  // As the model lists them, then the unknown ones by name: the same order, whichever was set first.
  const placeOf = (key: string) => known.findIndex((setting) => setting.key === key) >>> 0;
  const inOrder = Object.entries(wished).sort(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
  for (const [key, value] of inOrder) {
    const setting = known.find((candidate) => candidate.key === key);
    const result = setting ? fitValue(value, setting.field) : null;
    const from = `${setting?.label ?? key} ${value}`;
    if (result === null) adjustments.push({ field: 'setting', kind: 'left-out', from, to: '' });
    else fitted.push([key, result]);
    if (result !== null && result !== value) {
      adjustments.push({ field: 'setting', kind: 'changed', from, to: String(result) });
    }
  }
  return Object.fromEntries(fitted);
}

/** Null for a value that has no nearest one. */
function fitValue(value: SettingValue, field: ModelSetting['field']): SettingValue | null {
  switch (field.kind) {
    case 'choice':
      return field.options.find((option) => option.toLowerCase() === String(value).toLowerCase()) ?? null;
    case 'number':
      return typeof value === 'number' ? fitNumber(value, field) : null;
    case 'switch':
      return typeof value === 'boolean' ? value : null;
    case 'text':
      return typeof value === 'string' ? value : null;
    default:
      return assertNever(field);
  }
}

function fitNumber(
  value: number,
  { min, max, isWhole }: { min: number; max: number; isWhole: boolean },
): number | null {
  if (Number.isNaN(value)) return null;
  if (!isWhole) return Math.min(Math.max(value, min), max);
  return Math.min(Math.max(Math.round(value), Math.ceil(min)), Math.floor(max));
}
