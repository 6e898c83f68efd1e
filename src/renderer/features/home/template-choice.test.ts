import { describe, expect, it } from 'vitest';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ProjectSummary } from '#shared/domain/records.ts';
import type { TemplateSummary } from '#shared/domain/template.ts';
import { usualFormat } from './project-format.ts';
import { formatOf, toChoice } from './template-choice.ts';

const tall = { widthPx: 1080, heightPx: 1920 };
const templates = [{ id: 'vertical-story', frameSize: tall }] as TemplateSummary[];
const rate = { numerator: 25, denominator: 1 };
const mine = { id: 'project_1' as ProjectId, frameSize: { widthPx: 640, heightPx: 360 }, frameRate: rate };
const projects = [mine] as ProjectSummary[];

describe('the choice of a template', () => {
  it('is sent once it is complete', () => {
    const own = { template: 'own', projectId: null, withPictures: true } as const;
    expect(toChoice({ ...own, template: 'ad' })).toEqual({ kind: 'built-in', id: 'ad' });
    expect(toChoice(own)).toBeNull();
    expect(toChoice({ ...own, projectId: mine.id })).toEqual({
      kind: 'project',
      projectId: mine.id,
      withPictures: true,
    });
  });

  it('brings its own format', () => {
    const picked = { template: 'vertical-story', projectId: null, withPictures: true } as const;
    expect(formatOf(picked, templates, projects)).toEqual({ ...usualFormat, frameSize: tall });
    expect(formatOf({ ...picked, template: 'own', projectId: mine.id }, templates, projects)).toEqual({
      frameSize: mine.frameSize,
      frameRate: rate,
    });
  });
});
