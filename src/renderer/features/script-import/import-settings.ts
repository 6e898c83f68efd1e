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
