import type { PageName } from './router.ts';

/** Keys of the catalogue under which the titles of pages stand. */
export const pageTitles = {
  settings: 'app.settings',
  trash: 'app.trash',
  connections: 'connections.title',
  sent: 'sent.title',
  costs: 'costs.title',
  queue: 'queue.label',
} as const satisfies Record<PageName, string>;
