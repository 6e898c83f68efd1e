/** How an import's duration rule is typed and checked. */
import type { DurationRule } from '#shared/domain/outline.ts';

/** The fields of a rule, in the order in which they are shown, with the ranges that the studio takes. */
export const ruleFields = [
  { key: 'dialogueWordsPerMinute', label: 'scriptImport.wordsPerMinute', min: 40, max: 400, step: 5 },
  { key: 'actionCharactersPerSecond', label: 'scriptImport.actionSpeed', min: 4, max: 100, step: 1 },
  { key: 'minimumSeconds', label: 'scriptImport.minimum', min: 0.2, max: 60, step: 0.5 },
  { key: 'maximumSeconds', label: 'scriptImport.maximum', min: 1, max: 600, step: 1 },
] as const;

/** A rule inside its ranges, the longest never under the shortest; what is half-typed never reaches the studio. */
export function clampRule(rule: DurationRule): DurationRule {
  const clamped = { ...rule };
  for (const { key, min, max } of ruleFields) clamped[key] = Math.min(max, Math.max(min, rule[key]));
  return { ...clamped, maximumSeconds: Math.max(clamped.minimumSeconds, clamped.maximumSeconds) };
}
