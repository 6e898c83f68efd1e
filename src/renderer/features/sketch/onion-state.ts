/** Whether the boards before and after shine through; stays the same from one drawing to the next. */
import { createObservable } from '#renderer/rpc/observable.ts';

/** `opacity` from 0 to 100. */
export const onionState = createObservable({ isOn: false, opacity: 35 });

export function toggleOnion(): void {
  const state = onionState.get();
  onionState.set({ ...state, isOn: !state.isOn });
}

export function setOnionOpacity(opacity: number): void {
  onionState.set({ ...onionState.get(), opacity });
}
