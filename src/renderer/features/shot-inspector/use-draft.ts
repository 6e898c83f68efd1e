/**
 * One text field that saves itself.
 *
 * While something typed is not confirmed, or the field has the focus after typing, what is typed stands, whatever
 * arrives from elsewhere. Ctrl or Cmd+Z in a field sends what is typed and then takes back the studio's latest edit:
 * one history, in one order, also across fields.
 */
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { ProjectId } from '#shared/domain/ids.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { typing } from '#renderer/rpc/typing.ts';
import { redo, undo } from '#renderer/rpc/undo.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';
import { type AutosaveState, createAutosave } from './autosave.ts';

export type DraftOptions = {
  projectId: ProjectId;
  /** As the studio has it. */
  value: string;
  /** Sends the text; `typingKey` is the same for one stay in the field. */
  save: (text: string, typingKey: string) => Promise<{ savedAtMs: number }>;
  /**
   * Whether a saved text comes back as `value` word for word, and perhaps a moment later: until then what was typed
   * stands. @default false
   */
  comesBackLater?: boolean;
};

export type Draft = {
  text: string;
  /** What went wrong with the last try; null when nothing did. */
  failure: { thrown: unknown } | null;
  change: (text: string) => void;
  /** Spread over the control. */
  handlers: { onFocus: () => void; onBlur: () => void; onKeyDown: (event: KeyboardEvent) => void };
  flush: () => Promise<void>;
};

/** One stay in a field: its edits are one step back. */
function createStay() {
  let typingKey: string = crypto.randomUUID();
  let isFocused = false;
  return {
    typingKey: () => typingKey,
    isFocused: () => isFocused,
    renew() {
      typingKey = crypto.randomUUID();
    },
    begin() {
      typingKey = crypto.randomUUID();
      isFocused = true;
    },
    end() {
      isFocused = false;
    },
  };
}

/** The options of the first render count: give the field a `key` that changes with the shots. */
export function useDraft({ projectId, value, save, comesBackLater = false }: DraftOptions): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  // The value when the field was left with everything saved; null while it is typed in.
  const [leftAt, setLeftAt] = useState<string | null>(null);
  if (draft !== null && leftAt !== null && (value === draft || value !== leftAt)) {
    setDraft(null);
    setLeftAt(null);
  }
  const leave = useStable(() => (comesBackLater ? setLeftAt(value) : setDraft(null)));
  const [state, setState] = useState<AutosaveState>({ kind: 'settled' });
  const [stay] = useState(createStay);
  const saveLatest = useStable(save);
  const [autosave] = useState(() =>
    createAutosave<string>({
      send: (text) => saveLatest(text, stay.typingKey()),
      begin: savedState.begin,
      onState(next) {
        setState(next);
        if (next.kind === 'settled' && !stay.isFocused()) leave();
      },
    }),
  );

  useEffect(() => {
    const flushNow = () => {
      if (autosave.isUnsent()) void autosave.flush();
    };
    const flushWhenHidden = () => document.visibilityState === 'hidden' && flushNow();
    const forget = savedState.onFlush(() => (autosave.isUnsent() ? autosave.flush() : undefined));
    document.addEventListener('visibilitychange', flushWhenHidden);
    window.addEventListener('pagehide', flushNow);
    return () => {
      forget();
      typing.end();
      document.removeEventListener('visibilitychange', flushWhenHidden);
      window.removeEventListener('pagehide', flushNow);
      flushNow();
    };
  }, [autosave]);

  const stepHistory = (step: typeof undo) => {
    typing.end();
    void autosave
      .flush()
      .then(() => {
        stay.renew();
        return step(projectId);
      })
      .then(() => setDraft(null));
  };

  return {
    text: draft ?? value,
    failure: state.kind === 'failed' ? { thrown: state.thrown } : null,
    change(text) {
      typing.note();
      setDraft(text);
      setLeftAt(null);
      autosave.change(text);
    },
    handlers: {
      onFocus() {
        stay.begin();
      },
      onBlur() {
        stay.end();
        typing.end();
        if (autosave.isUnsent()) void autosave.flush();
        else leave();
      },
      onKeyDown(event) {
        if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
        const key = event.key.toLowerCase();
        if (key !== 'z' && key !== 'y') return;
        event.preventDefault();
        event.stopPropagation();
        stepHistory(key === 'y' || event.shiftKey ? redo : undo);
      },
    },
    flush: () => autosave.flush(),
  };
}
