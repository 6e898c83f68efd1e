/** What a person sets for an import, and what of it may be sent. */
import type { ProjectFormat } from '#renderer/features/home/index.ts';
import { usualFormat } from '#renderer/features/home/index.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { type DurationRule, defaultDurationRule } from '#shared/domain/outline.ts';
import type { Project } from '#shared/domain/records.ts';

export type ImportSettings = {
  /** Null follows the script's own title. */
  title: string | null;
  /** Null means a new project. */
  projectId: ProjectId | null;
  format: ProjectFormat;
  rule: DurationRule;
};

/** Begins with the open project's own format and rule, where there is one. */
export function initialSettings(project: Project | null): ImportSettings {
  return {
    title: null,
    projectId: project?.id ?? null,
    format: project ? { frameSize: project.frameSize, frameRate: project.frameRate } : usualFormat,
    rule: project?.durationRule ?? defaultDurationRule,
  };
}

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
