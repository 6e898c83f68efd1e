import { describe, expect, it } from 'vitest';
import type { ProjectId } from '#shared/domain/ids.ts';
import { pageNames, parseRoute, projectViews, type Route, routeHash } from './router.ts';

const projectId = 'proj_0123456789abcdef' as ProjectId;

describe('parseRoute', () => {
  it('reads back every route that routeHash writes', () => {
    const routes: Route[] = [
      { kind: 'home' },
      ...pageNames.map((kind): Route => ({ kind })),
      ...projectViews.map((view): Route => ({ kind: 'project', projectId, view })),
    ];
    expect(routes.map((route) => parseRoute(routeHash(route)))).toEqual(routes);
  });

  it('opens the storyboard when the view is missing or unknown', () => {
    const storyboard = { kind: 'project', projectId, view: 'storyboard' };
    expect(parseRoute(`#/project/${projectId}`)).toEqual(storyboard);
    expect(parseRoute(`#/project/${projectId}/cut`)).toEqual(storyboard);
  });

  it('goes home for anything that is no route', () => {
    for (const hash of ['', '#', '#/', '#/project', '#/project/shot_0123456789abcdef', '#/project/../x', '#/nowhere']) {
      expect(parseRoute(hash)).toEqual({ kind: 'home' });
    }
  });
});
