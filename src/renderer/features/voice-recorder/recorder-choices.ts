/** How a person records: the same for every shot, until the window closes. */
import { createObservable } from '#renderer/rpc/observable.ts';

export type RecorderChoices = {
  /** Null means the system's own. */
  deviceId: string | null;
  hasCountIn: boolean;
};

export const recorderChoices = createObservable<RecorderChoices>({ deviceId: null, hasCountIn: true });
