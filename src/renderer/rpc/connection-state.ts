/** Whether the studio answers. */
import { createObservable } from './observable.ts';

/** `connecting` until the first answer; `lost` after a connection that was up broke. */
export type ConnectionState = 'connecting' | 'connected' | 'lost';

export const connectionState = createObservable<ConnectionState>('connecting');
