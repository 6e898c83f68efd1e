/** Where the window is, kept in the hash of its address: survives a reload, works with Back, needs no server. */
import { type ProjectId, idPattern } from '#shared/domain/ids.ts';

export const projectViews = ['script', 'storyboard', 'elements', 'film'] as const;

/** The views of one project, in the order of the tabs. */
export type ProjectView = (typeof projectViews)[number];

export type Route =
  | { kind: 'home' }
  | { kind: 'project'; projectId: ProjectId; view: ProjectView }
  | { kind: PageName };

/** Pages that hang below home and have no parts, as they are written in the address. */
export const pageNames = ['settings', 'trash', 'connections', 'sent', 'costs', 'queue'] as const;

export type PageName = (typeof pageNames)[number];

/** Reads a hash such as `#/project/proj_0123456789abcdef/script`. What cannot be read is home. */
export function parseRoute(hash: string): Route {
  const [first = '', second = '', third = ''] = hash.replace(/^#?\/?/, '').split('/');
  const page = pageNames.find((name) => name === first);
  if (page) return { kind: page };
  if (first === 'project' && idPattern('project').test(second)) {
    const view = projectViews.find((name) => name === third) ?? 'storyboard';
    return { kind: 'project', projectId: second as ProjectId, view };
  }
  return { kind: 'home' };
}

export function routeHash(route: Route): string {
  if (route.kind === 'home') return '#/';
  if (route.kind === 'project') return `#/project/${route.projectId}/${route.view}`;
  return `#/${route.kind}`;
}

/** One step back for Escape: from a page to where it hangs, from home nowhere. */
export function parentOf(route: Route): Route | null {
  return route.kind === 'home' ? null : { kind: 'home' };
}
