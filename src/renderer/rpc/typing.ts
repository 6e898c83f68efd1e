/**
 * Whether a person is typing in a field that saves itself. Until that pauses, whatever repeats the words elsewhere can
 * wait: it would be drawn anew at each save, between two letters.
 */
import { createObservable, type Observable } from './observable.ts';

export type Typing = {
  isTyping: Observable<boolean>;
  /** A letter was typed. */
  note: () => void;
  /** The field was left, or something else was done in it. */
  end: () => void;
};

/** @param quietMs without a letter until typing counts as paused */
export function createTyping(quietMs = 600): Typing {
  const isTyping = createObservable(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    isTyping.set(false);
  };
  return {
    isTyping,
    note() {
      clearTimeout(timer);
      timer = setTimeout(end, quietMs);
      isTyping.set(true);
    },
    end,
  };
}

/** The window's own. */
export const typing = createTyping();
