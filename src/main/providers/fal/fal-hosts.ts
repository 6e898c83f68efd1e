/** Where fal is, and how its key goes along (fal docs, inference API). */
import type { KindHosts } from '#main/net/provider-http.ts';

/** The address of the queue, which a new connection begins with. */
export const falBaseUrl = 'https://queue.fal.run';

export const falHosts: KindHosts = {
  scheme: { kind: 'authorization', prefix: 'Key' },
  // Uploads, and the documented backup of the queue.
  alsoHosts: ['rest.fal.ai', 'queue.falrun.com'],
};
