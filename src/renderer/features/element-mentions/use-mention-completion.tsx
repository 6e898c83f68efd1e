/** Completes names behind an `@` in a text area: a list of elements below it, for keys and pointer. */
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ProjectId } from '#shared/domain/ids.ts';
import { createElement } from './create-element.ts';
import { type MentionAtCaret, mentionAtCaret, suggestElements, withClosing, withMention } from './mention-at-caret.ts';
import { MentionList, optionId } from './mention-list.tsx';
import styles from './mention-list.module.css';
import { useElements } from './use-elements.ts';

export type MentionCompletionOptions = {
  projectId: ProjectId;
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  /** False for a field that names no elements. */
  isOn: boolean;
};

/** Handlers of the area that come after those of the completion. */
export type AreaHandlers = {
  onKeyDown: (event: KeyboardEvent) => void;
  onBlur: (event: FocusEvent) => void;
};

export type MentionCompletion = {
  /** What the area gets besides, around its own handlers. */
  areaProps: (own: AreaHandlers) => AreaHandlers & {
    onInput?: () => void;
    onSelect?: () => void;
    'aria-autocomplete'?: 'list';
    'aria-controls'?: string;
    'aria-activedescendant'?: string;
  };
  /** The field with the list below it. */
  around: (field: ReactNode) => ReactNode;
};

export function useMentionCompletion({
  projectId,
  area,
  text,
  onText,
  isOn,
}: MentionCompletionOptions): MentionCompletion {
  const listId = useId();
  const { elements } = useElements(projectId, { isAsked: isOn });
  const [at, setAt] = useState<MentionAtCaret | null>(null);
  const [activeIndex, setActiveIndex] = useState(0);
  const wantedCaret = useRef<number | null>(null);
  // Behind the blank that came with a name: a full stop takes its place.
  const blankEnd = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wantedCaret.current === null) return;
    area.current?.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = null;
  }, [area, text]);

  const suggestions = at ? suggestElements(elements, at.query) : [];
  const active = Math.min(activeIndex, suggestions.length - 1);

  const look = () => {
    const field = area.current;
    const isCaret = field !== null && field.selectionStart === field.selectionEnd;
    setAt(isCaret ? mentionAtCaret(field.value, field.selectionStart) : null);
  };
  const choose = (index: number) => {
    const chosen = suggestions[index];
    const field = area.current;
    if (!chosen || !field || !at) return;
    const name = chosen.kind === 'new' ? chosen.name : chosen.element.name;
    if (chosen.kind === 'new') void createElement(projectId, 'character', name);
    const written = withMention(field.value, at, name);
    wantedCaret.current = written.caret;
    blankEnd.current = written.hasNewBlank ? written.caret : null;
    setAt(null);
    onText(written.text);
  };
  /** @returns whether the key closes the sentence right behind a name */
  const closes = ({ key, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent): boolean => {
    const field = area.current;
    // A key that types nothing, such as Shift, leaves things as they are.
    if (!field || nativeEvent.isComposing || key.length > 1) return false;
    const isThere = field.selectionStart === blankEnd.current && field.selectionEnd === blankEnd.current;
    blankEnd.current = null;
    const written = isThere && !ctrlKey && !metaKey && !altKey && withClosing(field.value, field.selectionStart, key);
    if (!written) return false;
    wantedCaret.current = written.caret;
    onText(written.text);
    return true;
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => setActiveIndex((active + 1) % suggestions.length),
    ArrowUp: () => setActiveIndex((active - 1 + suggestions.length) % suggestions.length),
    Enter: () => choose(active),
    Tab: () => choose(active),
  };
  const takesKey = ({ key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent): boolean => {
    if (!at || nativeEvent.isComposing || shiftKey || ctrlKey || metaKey || altKey) return false;
    if (key === 'Escape') {
      setAt(null);
      return true;
    }
    const run = suggestions.length > 0 ? keys[key] : undefined;
    run?.();
    return run !== undefined;
  };

  return {
    areaProps: (own) => {
      if (!isOn) return own;
      return {
        onInput() {
          setActiveIndex(0);
          look();
        },
        // Only what is typed opens the list; a caret that moves on closes it.
        onSelect: () => at && look(),
        onKeyDown(event) {
          if (!takesKey(event) && !closes(event)) return own.onKeyDown(event);
          event.preventDefault();
          event.stopPropagation();
        },
        onBlur(event) {
          setAt(null);
          own.onBlur(event);
        },
        'aria-autocomplete': 'list',
        ...(suggestions.length > 0 && {
          'aria-controls': listId,
          'aria-activedescendant': optionId(listId, active),
        }),
      };
    },
    around: (field) =>
      isOn ? (
        <div className={styles.anchor}>
          {field}
          {at && <MentionList id={listId} suggestions={suggestions} activeIndex={active} onChoose={choose} />}
        </div>
      ) : (
        field
      ),
  };
}
