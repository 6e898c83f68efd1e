/** What the template dialog works out. */
import type { TemplateChoice } from '#shared/contract/schemas.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ProjectSummary } from '#shared/domain/records.ts';
import type { TemplateId, TemplateSummary } from '#shared/domain/template.ts';
import { type ProjectFormat, usualFormat } from './project-format.ts';

/** A template of the studio, or `own` for a project of the person's. */
export type Picked = { template: TemplateId | 'own'; projectId: ProjectId | null; withPictures: boolean };

/** What is sent; null while no project is chosen. */
export function toChoice({ template, projectId, withPictures }: Picked): TemplateChoice | null {
  if (template !== 'own') return { kind: 'built-in', id: template };
  return projectId === null ? null : { kind: 'project', projectId, withPictures };
}

/** The format that goes with what was picked; a person may choose another. */
export function formatOf(
  { template, projectId }: Picked,
  templates: readonly TemplateSummary[],
  projects: readonly ProjectSummary[],
): ProjectFormat {
  if (template === 'own') {
    const project = projects.find(({ id }) => id === projectId);
    return project ? { frameSize: project.frameSize, frameRate: project.frameRate } : usualFormat;
  }
  const { frameSize = usualFormat.frameSize } = templates.find(({ id }) => id === template) ?? {};
  return { ...usualFormat, frameSize };
}
